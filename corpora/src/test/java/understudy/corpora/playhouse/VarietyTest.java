package understudy.corpora.playhouse;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** The text is no easy prey: no frame is worn out, and what short memories make of it stays far above the floor. */
class VarietyTest {
    /** Lists of words and short phrases: which of them a sentence takes does not make it another sentence. */
    private static final Set<String> LISTS = Set.of(
            "somebody",
            "somebody-cap",
            "food",
            "load",
            "spot",
            "hour",
            "month",
            "number",
            "number-cap",
            "part",
            "figure",
            "figure-cap");

    /**
     * Writes the same choices again, but with every name, fact, listed word and [one|of|these] replaced by a mark, so that what remains of a
     * sentence is its frame.
     */
    @Test
    void noFrameIsMoreThanOnePercentOfTheSentences() {
        var options = PlayhouseOptions.defaults();
        World world = World.of(options.seed()).masked();
        var rules = new ArrayList<Rule>(Grammar.rules(List.of(new Quiz(world, options.seed()).rule())));
        rules.replaceAll(rule -> new Rule(rule.name(), rule.parameters(), masked(rule)));
        var grammar = new Grammar(rules);
        Node document = Playhouse.of(options).document();
        var dice = Dice.of(options.seed(), "text");
        Map<String, Integer> frames = new HashMap<>();
        int sentences = 0;
        var sentence = Pattern.compile("[^.?!]*[A-Za-z@#*][^.?!]*[.?!]");
        for (int written = 0; written < options.size(); ) {
            Playwright.Draft draft = Playwright.write(document, grammar, world, dice::roll);
            written += Math.max(60, draft.text().length());
            for (String line : draft.text().split("\n")) {
                for (var found = sentence.matcher(line.replaceFirst("^@: ", "")); found.find(); sentences++) {
                    frames.merge(found.group().strip(), 1, Integer::sum);
                }
            }
        }
        var most = Collections.max(frames.entrySet(), Map.Entry.comparingByValue());
        double share = (double) most.getValue() / sentences;
        assertTrue(frames.size() > 900, "only " + frames.size() + " frames");
        assertTrue(share < .01, share + " of " + sentences + " sentences: " + most.getKey());
    }

    private static Node masked(Rule rule) {
        if (rule.name().equals("fact-question")) {
            return rule.body();
        }
        boolean list = LISTS.contains(rule.name());
        if (rule.body() instanceof Node.Choice choice) {
            return new Node.Choice(
                    choice.options().stream()
                            .map(o -> new Node.Option(o.weight(), list ? new Node.Literal("#") : inner(o.node())))
                            .toList(),
                    choice.total(),
                    choice.costs());
        }
        return inner(rule.body());
    }

    private static Node inner(Node node) {
        if (node instanceof Node.Sequence sequence) {
            return new Node.Sequence(
                    sequence.nodes().stream().map(VarietyTest::inner).toList());
        } else if (node instanceof Node.Choice choice) {
            return Node.Choice.of(choice.options().stream()
                    .map(option -> new Node.Option(option.weight(), new Node.Literal("*")))
                    .toList());
        }
        return node;
    }

    @Test
    void fiveCharactersAreNotEnough() {
        var playhouse = Playhouse.of(PlayhouseOptions.defaults());
        String text = playhouse.text();
        int cut = (int) (text.length() * 9L / 10);
        double floor = playhouse.floor(cut, text.length());
        double loss = fiveGrams(text, cut);
        assertTrue(loss > floor + .4, "5-grams " + loss + ", floor " + floor);
        assertTrue(loss < 1.5, "5-grams " + loss + ": then the floor is no use");
    }

    /** Interpolated 5-grams (Witten and Bell's weights) trained on everything before the cut: nats per character after it. */
    private static double fiveGrams(String text, int cut) {
        double[] probability = new double[text.length() - cut];
        java.util.Arrays.fill(probability, 1. / text.chars().distinct().count());
        for (int order = 0; order < 5; order++) {
            Map<Long, int[]> contexts = new HashMap<>(); // how often, and followed by how many different characters
            Map<Long, int[]> grams = new HashMap<>();
            for (int i = order; i < cut; i++) {
                int[] seen = contexts.computeIfAbsent(key(text, i - order, order), k -> new int[2]);
                int[] next = grams.computeIfAbsent(key(text, i - order, order + 1), k -> new int[1]);
                seen[0]++;
                seen[1] += next[0]++ == 0 ? 1 : 0;
            }
            for (int i = cut; i < text.length(); i++) {
                int[] seen = contexts.get(key(text, i - order, order));
                if (seen != null) {
                    int[] next = grams.getOrDefault(key(text, i - order, order + 1), new int[1]);
                    probability[i - cut] = (next[0] + seen[1] * probability[i - cut]) / (seen[0] + seen[1]);
                }
            }
        }
        return -java.util.Arrays.stream(probability).map(Math::log).average().orElseThrow();
    }

    private static long key(String text, int from, int length) {
        long key = length;
        for (int i = from; i < from + length; i++) {
            key = key << 8 | text.charAt(i);
        }
        return key;
    }

    @Test
    void compressionDoesNotReachTheFloor() {
        var playhouse = Playhouse.of(new PlayhouseOptions(1, 500_000, Part.all()));
        byte[] text = playhouse.text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var deflater = new Deflater(9);
        deflater.setInput(text);
        deflater.finish();
        int packed = deflater.deflate(new byte[text.length]);
        deflater.end();
        double nats = packed * 8 * Math.log(2) / text.length;
        double floor = playhouse.floor(0, text.length);
        assertTrue(nats > floor + .4 && nats < 3, "gzip " + nats + ", floor " + floor);
    }
}
