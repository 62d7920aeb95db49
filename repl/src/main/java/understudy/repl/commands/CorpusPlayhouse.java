package understudy.repl.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.corpora.Corpus;
import understudy.corpora.playhouse.Part;
import understudy.corpora.playhouse.PlayhouseOptions;
import understudy.repl.Session;

@Command(
        name = "playhouse",
        description = {
            "generate the bundled corpus, about a small made-up town",
            "Plays, stories, dialogues, instructions with answers that can be checked, labelled letters. The same seed and size give the same bytes; how much of it is chance is"
                    + " known."
        })
final class CorpusPlayhouse implements ShellCommand {
    private static final String EVERYTHING = "plays,stories,dialogues,instructions,letters";

    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "what to call it",
            defaultValue = "playhouse",
            converter = Values.NewName.class)
    private String name;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "decides the town and the text",
            defaultValue = "1",
            converter = Values.Seed.class)
    private long seed;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            description = "how long it is to be",
            defaultValue = "2MB",
            converter = Values.Bytes.class)
    private long size;

    @Option(
            names = "--part",
            paramLabel = "PARTS",
            description = "what is written, with commas between",
            defaultValue = EVERYTHING,
            completionCandidates = Parts.class)
    private String parts;

    CorpusPlayhouse(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("corpus playhouse town", "corpus playhouse quiz --size 200kB --part instructions --seed 7");
    }

    @Override
    public Reply call() {
        PlayhouseOptions options = options();
        try (Corpus corpus = session.company().corpora().playhouse(name, options, Headway.of(session))) {
            CorpusReport report = new CorpusReport(corpus.card());
            report.announce(session.console());
            return report.reply();
        }
    }

    private PlayhouseOptions options() {
        return new PlayhouseOptions(seed, size, Part.parse(parts));
    }

    /** All parts, and each alone. */
    static final class Parts implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            List<String> words = new ArrayList<>(List.of(EVERYTHING));
            Arrays.stream(Part.values()).map(Part::word).forEach(words::add);
            return words.iterator();
        }
    }
}
