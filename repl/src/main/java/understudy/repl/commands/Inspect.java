package understudy.repl.commands;

import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.corpora.Corpus;
import understudy.corpora.Split;
import understudy.corpora.Tokens;
import understudy.repl.Escapes;
import understudy.repl.Mistake;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Translation;

@Command(
        name = "inspect",
        description = {
            "look at what goes on inside a model",
            "--gates shows what the gates of a gru or an lstm do at each character of a text, and which cells follow the line, a stage direction or a word."
        })
final class Inspect implements ShellCommand {
    private static final int LONG_ENOUGH = 480;

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "[MODEL[@C]]",
            description = "which model, if not the current one",
            completionCandidates = References.class)
    private String model;

    @Option(
            names = "--gates",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "TEXT",
            description =
                    "what each gate does at each character of this text; of the validation split's first lines if none is given")
    private String gates;

    @Option(
            names = "--layer",
            paramLabel = "N",
            description = "which layer's gates, from 1; the last if not given",
            converter = Values.Count.class)
    private Integer layer;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "how many windows of the validation text to read",
            defaultValue = "8",
            converter = Values.Count.class)
    private int rows;

    @Option(
            names = "--head",
            paramLabel = "TEXT",
            description = "draw where an attention head looks: layer.head, such as 1.2")
    private String head;

    @Option(
            names = "--near",
            paramLabel = "TEXT",
            description = "the tokens whose embeddings are nearest to the first of this text")
    private String near;

    Inspect(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "inspect romeo --head 1.2 --near e",
                "inspect mercutio --gates \"The mill stands by the river.\"",
                "inspect mercutio --gates --layer 1");
    }

    @Override
    public Reply call() {
        Subject subject = Subject.alone(session, Subject.words(model));
        try (Speaker speaker = session.company().speaker(subject.reference())) {
            if (gates == null) {
                return new AnatomyReport(session, head, near).of(speaker, rows);
            }
            int[] tokens = gates.isEmpty() ? held(speaker) : speaker.tokenizer().encode(Escapes.read(gates));
            if (tokens.length == 0) {
                throw new Mistake("--gates: expected a text; found an empty one.");
            }
            return new GateReport(session.console(), speaker, tokens)
                    .tell(speaker, layer == null ? OptionalInt.empty() : OptionalInt.of(layer));
        }
    }

    /** The beginning of what the model is measured on. */
    private int[] held(Speaker speaker) {
        try (Corpus corpus = session.company().corpora().whole(speaker.corpus())) {
            Tokens tokens = Translation.tokens(corpus, Split.VALIDATION, speaker.tokenizer());
            int[] first = new int[(int) Math.min(LONG_ENOUGH, tokens.size())];
            tokens.read(0, first, 0, first.length);
            return first;
        }
    }
}
