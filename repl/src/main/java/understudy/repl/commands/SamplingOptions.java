package understudy.repl.commands;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import understudy.models.Sampling;
import understudy.repl.Escapes;
import understudy.repl.Mistake;
import understudy.repl.speech.Cue;

/** How a text is chosen: the options that every speaking command shares. */
final class SamplingOptions {
    /** Seeds drawn here are short, so that a person can type them again. */
    private static final int SEEDS = 1_000_000;

    @Option(
            names = {"-t", "--temperature"},
            paramLabel = "X",
            description = "0 takes the likeliest always, 1 follows the model, more is bolder",
            defaultValue = "0.8",
            converter = Values.NonNegative.class)
    private double temperature;

    @Option(
            names = {"-k", "--top-k"},
            paramLabel = "N",
            description = "choose among the N likeliest; 0 for all",
            defaultValue = "0",
            converter = Values.Amount.class)
    private int topK;

    @Option(
            names = {"-p", "--top-p"},
            paramLabel = "X",
            description = "choose among the likeliest that hold this share",
            defaultValue = "1",
            converter = Values.Share.class)
    private double topP;

    @Option(
            names = "--min-p",
            paramLabel = "X",
            description = "leave out what is less likely than this share of the likeliest",
            defaultValue = "0",
            converter = Values.Fraction.class)
    private double minP;

    @Option(
            names = "--repeat",
            paramLabel = "X",
            description = "above 1 makes what was said less likely",
            defaultValue = "1",
            converter = Values.Factor.class)
    private double repeat;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "how many to say at most",
            defaultValue = "200",
            converter = Values.Tokens.class)
    private int tokens;

    @Option(
            names = "--stop",
            paramLabel = "TEXT",
            description = "end before this text; \\n and \\t are understood; may be given several times")
    private List<String> stops = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "the same seed says the same; drawn and printed if not given",
            converter = Values.Seed.class)
    private Long seed;

    @Option(names = "--greedy", description = "always the likeliest: temperature 0")
    private boolean greedy;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "in which numbers",
            defaultValue = "auto",
            converter = SpokenPrecision.class)
    private String precision;

    Sampling sampling() {
        return new Sampling(greedy ? 0 : temperature, topK, topP, minP, repeat);
    }

    int tokens() {
        return tokens;
    }

    /** The seed given, or a new one. */
    long seed() {
        return seed == null ? new SecureRandom().nextInt(SEEDS) : seed;
    }

    /** The stop texts as they are meant. */
    List<String> stops() {
        List<String> meant = new ArrayList<>();
        for (String stop : stops == null ? List.<String>of() : stops) {
            if (stop.isEmpty()) {
                throw new Mistake("--stop: expected a text of at least one character, such as \"\\n\\n\"; found \"\".");
            }
            meant.add(Escapes.read(stop));
        }
        return meant;
    }

    /** The cue for a prompt as it is meant. */
    Cue cue(String prompt, int rows, long chosenSeed) {
        return cue(prompt, rows, chosenSeed, List.of());
    }

    /** The same, ending also at the stop texts of a template. */
    Cue cue(String prompt, int rows, long chosenSeed, List<String> moreStops) {
        List<String> all = new ArrayList<>(stops());
        all.addAll(moreStops);
        return new Cue(prompt, tokens, rows, all, sampling(), chosenSeed);
    }
}
