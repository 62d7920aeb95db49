package understudy.models;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which parameters of a network a run trains. Of the others no gradient is taken, and no optimizer keeps anything for
 * them.
 *
 * @param word as a person types it: {@code all}, {@code head}, {@code blocks:2}
 * @param blocks how many blocks from the last one on, if it is blocks
 */
record Learners(String word, OptionalLong blocks) {
    private static final String ALL = "all";
    private static final String HEAD = "head";
    private static final Pattern BLOCKS = Pattern.compile("blocks:([1-9]\\d{0,2})");

    /** What is worth offering. */
    static final List<String> USUAL = List.of(ALL, HEAD, "blocks:1", "blocks:2");

    /** Where networks have the number of a block in the name of a parameter: {@code h.3.ln_1.weight}, {@code weight_ih_l0}. */
    private static final Pattern NUMBER = Pattern.compile("[a-z]+\\.(\\d+)\\..*|.*_l(\\d+)");

    /** What makes logits of the last features; a tied one is the table of tokens, which is declared first. */
    private static final Pattern OUTPUT = Pattern.compile("([a-z]+_)?head\\..*");

    /** Empty for a word that means nothing. */
    static Optional<Learners> of(String word) {
        Matcher blocks = BLOCKS.matcher(word);
        if (blocks.matches()) {
            return Optional.of(new Learners(word, OptionalLong.of(Long.parseLong(blocks.group(1)))));
        }
        return word.equals(ALL) || word.equals(HEAD)
                ? Optional.of(new Learners(word, OptionalLong.empty()))
                : Optional.empty();
    }

    static Learners of(Recipe recipe) {
        return of(recipe.word(Knob.TRAIN_ONLY)).orElseThrow();
    }

    /**
     * Where a network's parameters lie when these learn.
     *
     * @throws ModelException if it has not so many blocks, or nothing of it would learn
     */
    Layout in(Architecture network) {
        Layout whole = network.layout();
        Layout layout = word.equals(ALL) ? whole : word.equals(HEAD) ? head(whole) : blocks(whole, network);
        if (layout.learnt() == 0) {
            throw new ModelException("--" + Knob.TRAIN_ONLY.word() + " " + word + ": nothing of this " + network.arch()
                    + " would learn. Expected --" + Knob.TRAIN_ONLY.word() + " all.");
        }
        return layout;
    }

    private static Layout head(Layout whole) {
        boolean own = whole.parameters().stream()
                .anyMatch(p -> p.group().learns() && OUTPUT.matcher(p.name()).matches());
        String tied = whole.parameters().get(0).name();
        return whole.freezing(parameter -> own
                ? OUTPUT.matcher(parameter.name()).matches()
                : parameter.name().equals(tied));
    }

    /** The last blocks, and what is declared behind all blocks: the last norm, and a head of its own. */
    private Layout blocks(Layout whole, Architecture network) {
        List<Parameter> declared = whole.parameters();
        int last = -1;
        long count = 0;
        for (int i = 0; i < declared.size(); i++) {
            OptionalInt block = block(declared.get(i));
            if (block.isPresent()) {
                last = i;
                count = Math.max(count, block.getAsInt() + 1L);
            }
        }
        long wanted = blocks.orElseThrow();
        if (wanted > count) {
            throw new ModelException("--" + Knob.TRAIN_ONLY.word() + ": expected at most blocks:" + count
                    + ", which this " + network.arch() + " has; found " + word + ".");
        }
        long first = count - wanted;
        List<Parameter> behind = declared.subList(last + 1, declared.size());
        return whole.freezing(parameter ->
                block(parameter).isPresent() ? block(parameter).getAsInt() >= first : behind.contains(parameter));
    }

    private static OptionalInt block(Parameter parameter) {
        Matcher number = NUMBER.matcher(parameter.name());
        return number.matches()
                ? OptionalInt.of(Integer.parseInt(number.group(1) == null ? number.group(2) : number.group(1)))
                : OptionalInt.empty();
    }
}
