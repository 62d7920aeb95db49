package understudy.repl.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.corpora.Tokenizer;
import understudy.repl.Escapes;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Measure;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Text;

@Command(
        name = "score",
        description = {
            "say how probable a model finds each token of a text",
            "The first token has nothing before it and no score. A text longer than the context is read as it would be spoken: when the context is full, its older half is dropped."
        })
final class Score implements ShellCommand {
    private static final int MOST_SURPRISING = 3;
    private static final int BEFORE = 12;
    private static final int TOP = 5;

    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "[MODEL[@C]] [TEXT]",
            description = "which model, if not the current one; the text: \\n and \\t are understood",
            completionCandidates = References.class)
    private List<String> words;

    @Option(names = "--ids", paramLabel = "IDS", description = "token ids instead of a text, such as 1,2,3")
    private String ids;

    Score(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("score romeo \"The mill\"", "score romeo --ids 1,2,3");
    }

    @Override
    public Reply call() {
        Subject subject = Subject.of(session, words);
        try (Speaker speaker = session.company().speaker(subject.reference())) {
            Tokenizer tokenizer = speaker.tokenizer();
            int[] tokens = tokens(subject.rest(), tokenizer);
            float[] scores = new Measure(speaker.model(), tokenizer).logProbabilities(tokens);
            double loss = -IntStream.range(0, scores.length)
                    .mapToDouble(i -> scores[i])
                    .average()
                    .orElseThrow();
            show(speaker, tokens, scores, loss);
            Reply reply = Reply.ok().with("loss", loss).with("tokens", fields(tokenizer, tokens, scores));
            return logits(reply, speaker, tokens).with("model", speaker.label()).with("step", speaker.step());
        }
    }

    /** The largest logits after the last token, if all of them are seen at once: what other programs' numbers can be compared with. */
    private static Reply logits(Reply reply, Speaker speaker, int[] tokens) {
        if (tokens.length > speaker.model().architecture().context()) {
            return reply;
        }
        float[] logits = speaker.model().logits(tokens);
        int[] top = IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -logits[i]))
                .limit(TOP)
                .mapToInt(i -> i)
                .toArray();
        return reply.with("top_ids", top)
                .with(
                        "top_logits",
                        IntStream.of(top).mapToDouble(i -> logits[i]).toArray());
    }

    private int[] tokens(List<String> rest, Tokenizer tokenizer) {
        if (rest.size() > 1) {
            throw new Mistake("Expected one TEXT; found also \"" + rest.get(1) + "\". Quote text that has blanks: \""
                    + String.join(" ", rest) + "\".");
        }
        if (rest.isEmpty() == (ids == null)) {
            throw new Mistake(
                    ids == null
                            ? "score: expected a TEXT, or --ids 1,2,3; found neither."
                            : "score: expected a TEXT or --ids; found both. Leave one out.");
        }
        int[] tokens = ids == null ? tokenizer.encode(Escapes.read(rest.get(0))) : read(ids, tokenizer.vocabulary());
        if (tokens.length < 2) {
            throw new Mistake(
                    "score: expected at least 2 tokens, one to read and one to predict; found " + tokens.length + ".");
        }
        return tokens;
    }

    private static int[] read(String typed, int vocabulary) {
        List<Integer> tokens = new ArrayList<>();
        for (String word : typed.split(",", -1)) {
            String id = word.strip();
            if (!id.matches("[0-9]{1,9}") || Integer.parseInt(id) >= vocabulary) {
                throw new Mistake("--ids: expected token ids from 0 to " + (vocabulary - 1)
                        + " with commas between; found \"" + id + "\".");
            }
            tokens.add(Integer.parseInt(id));
        }
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    private void show(Speaker speaker, int[] tokens, float[] scores, double loss) {
        Console console = session.console();
        Tokenizer tokenizer = speaker.tokenizer();
        Text line = Text.empty().plain(tokenizer.piece(tokens[0]));
        for (int i = 0; i < scores.length; i++) {
            line = line.and(tokenizer.piece(tokens[i + 1]), tone(scores[i]));
        }
        console.println(line);
        console.println(Text.empty()
                .strong(Figures.loss(loss) + " nats/" + Wordings.unit(tokenizer))
                .quiet(" · " + Figures.count(scores.length) + " tokens predicted by " + speaker.label() + " at step "
                        + Figures.count(speaker.step())));
        if (console.terminal()) {
            console.println(Text.empty()
                    .quiet("  expected (above 1 in 2)")
                    .plain(" · possible · ")
                    .accent("unlikely (below 1 in 20)")
                    .plain(" · ")
                    .strong("surprising (below 1 in 100)"));
        }
        console.println(Text.empty().quiet("  least expected: " + surprises(tokenizer, tokens, scores)));
    }

    private static Text.Tone tone(float score) {
        double probability = Math.exp(score);
        if (probability > .5) {
            return Text.Tone.QUIET;
        }
        return probability > .05 ? Text.Tone.PLAIN : probability > .01 ? Text.Tone.ACCENT : Text.Tone.STRONG;
    }

    private static String surprises(Tokenizer tokenizer, int[] tokens, float[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .limit(MOST_SURPRISING)
                .map(i -> Escapes.quoted(tokenizer.piece(tokens[i + 1])) + " after "
                        + Escapes.quoted(
                                tokenizer.decode(Arrays.copyOfRange(tokens, Math.max(0, i + 1 - BEFORE), i + 1)))
                        + String.format(Locale.ROOT, " %.3g", Math.exp(scores[i])))
                .collect(Collectors.joining(", "));
    }

    private static List<Map<String, Object>> fields(Tokenizer tokenizer, int[] tokens, float[] scores) {
        List<Map<String, Object>> fields = new ArrayList<>();
        for (int i = 0; i < tokens.length; i++) {
            Map<String, Object> field = new LinkedHashMap<>();
            field.put("id", tokens[i]);
            field.put("piece", tokenizer.piece(tokens[i]));
            field.put("logprob", i == 0 ? null : (double) scores[i - 1]);
            fields.add(field);
        }
        return fields;
    }
}
