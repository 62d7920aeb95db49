package understudy.repl.commands;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.corpora.Corpus;
import understudy.corpora.Tokenizer;
import understudy.corpora.TokenizerShelf;
import understudy.corpora.bpe.BpeOptions;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.terminal.Text;

@Command(
        name = "train",
        description = {
            "learn a byte-pair vocabulary from the training part of a corpus",
            "Bytes and words are GPT-2's. The result is a Hugging Face tokenizer.json, with the merges that Python's tokenizers find with the same options."
        })
final class TokenizerTrain implements ShellCommand {
    private static final long EVERY = 100_000_000;

    private final Session session;
    private long begun;
    private long shown;

    @Parameters(index = "0", paramLabel = "NAME", description = "what to call it", converter = Values.NewName.class)
    private String name;

    @Option(
            names = "--corpus",
            paramLabel = "C",
            required = true,
            description = "whose training part is read",
            completionCandidates = CorpusNames.class)
    private String corpus;

    @Option(
            names = "--vocab",
            paramLabel = "N",
            required = true,
            description = "how many tokens at most, the 256 bytes and special tokens included",
            converter = Values.Count.class)
    private int vocabulary;

    @Option(
            names = "--coverage",
            paramLabel = "X",
            description = "the share of the characters that may be part of longer tokens; rarer ones stay bytes",
            defaultValue = "1",
            converter = Values.Share.class)
    private double coverage;

    @Option(
            names = "--longest",
            paramLabel = "N",
            description = "limit of a token's length in bytes: Python's max_token_length, which tokens stay below",
            converter = Values.Count.class)
    private Integer longest;

    @Option(
            names = "--min-frequency",
            paramLabel = "N",
            description = "how often a pair has to occur to become a token",
            defaultValue = "2",
            converter = Values.Amount.class)
    private int atLeast;

    @Option(
            names = "--special",
            paramLabel = "TEXT",
            split = ",",
            description = "special tokens, with commas between: the first ids, and never cut",
            defaultValue = "<|endoftext|>")
    private List<String> marks;

    TokenizerTrain(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "tokenizer train town --corpus playhouse --vocab 1024",
                "tokenizer train tags --corpus playhouse --vocab 2000 --coverage .999995 --longest 27 --special <human>,<bot>,<endOfText>");
    }

    @Override
    public Reply call() {
        TokenizerShelf shelf = CorpusNames.library(session).tokenizers();
        shelf.requireFree(name);
        BpeOptions options =
                new BpeOptions(vocabulary, coverage, longest == null ? BpeOptions.ANY_LENGTH : longest, atLeast, marks);
        begun = System.nanoTime();
        try (Corpus text = CorpusNames.library(session).open(corpus)) {
            Tokenizer tokenizer = shelf.train(name, text, options, new TokenizerShelf.Progress() {
                @Override
                public void reading(double share) {
                    tell("reading " + corpus, share);
                }

                @Override
                public void merging(double share) {
                    tell("merging", share);
                }
            });
            double seconds = (System.nanoTime() - begun) / 1e9;
            announce(tokenizer, seconds);
            return Reply.ok()
                    .with("name", name)
                    .with("vocab", tokenizer.vocabulary())
                    .with("asked", vocabulary)
                    .with("corpus", corpus)
                    .with("seconds", seconds)
                    .with("path", shelf.file(name));
        }
    }

    /** How far it is, and about how long it still takes; each of the two parts counts for itself. */
    private void tell(String doing, double share) {
        session.halt().check();
        long now = System.nanoTime();
        if (share == 0) {
            begun = Math.max(begun, shown);
        }
        if (now - shown > EVERY) {
            shown = now;
            double left = share > .02 ? (now - begun) / 1e9 * (1 - share) / share : 0;
            session.console()
                    .progress(String.format(Locale.ROOT, "%s, %.0f %%", doing, 100 * share)
                            + (left > 1 ? ", " + Figures.time(Duration.ofSeconds(Math.round(left))) + " to go" : ""));
        }
    }

    private void announce(Tokenizer tokenizer, double seconds) {
        session.console()
                .println(Text.empty()
                        .strong(name)
                        .plain(": " + Figures.count(tokenizer.vocabulary()) + " tokens learnt from " + corpus
                                + String.format(Locale.ROOT, " in %.1f s", seconds)));
        if (tokenizer.vocabulary() < vocabulary) {
            session.console()
                    .println(Text.empty()
                            .quiet("  " + Figures.count(vocabulary)
                                    + " were asked for; the text has no more pairs that occur "
                                    + (atLeast < 2 ? "at all" : Figures.count(atLeast) + " times") + "."));
        }
        session.console()
                .println(Text.empty()
                        .quiet("  `tokenizer try " + name + " \"some text\"` shows what it does; `corpus add "
                                + corpus + "-" + name + " "
                                + session.home().corpora().resolve(corpus).resolve("text.txt") + " --tokenizer " + name
                                + "` makes a corpus of it."));
    }
}
