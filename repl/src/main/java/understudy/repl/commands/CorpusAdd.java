package understudy.repl.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.corpora.AddOptions;
import understudy.corpora.Corpus;
import understudy.corpora.Format;
import understudy.repl.Session;

@Command(
        name = "add",
        description = {
            "read text files or folders, tokenize and split them",
            "What they hold is seen by itself: text, lists of lines, screenplays, conversations (Alpaca, ShareGPT, OpenAI messages, Guanaco, NanoChatGPT), labelled texts;"
                    + " also in JSON, JSON lines, CSV, TSV, Parquet, and packed by gzip. Text is UTF-8; a folder's files are joined in the order of their names."
        })
final class CorpusAdd implements ShellCommand {
    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "what to call the corpus",
            converter = Values.NewName.class)
    private String name;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PATH",
            description = "text files, or folders of them",
            converter = FilePath.class)
    private List<Path> paths;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "what the files hold",
            defaultValue = AddOptions.AUTO,
            completionCandidates = Formats.class)
    private String format;

    @Option(
            names = "--tokenizer",
            paramLabel = "T",
            description =
                    "what becomes a token: characters, bytes, a tokenizer of your own, one of OpenAI's, or the path of a tokenizer.json",
            defaultValue = "characters",
            completionCandidates = TokenizerNames.class,
            converter = TokenizerWord.class)
    private String tokenizer;

    @Option(
            names = "--coverage",
            paramLabel = "X",
            description =
                    "for characters, the share of the text that the vocabulary has to spell; rarer ones become bytes",
            defaultValue = "1",
            converter = Values.Share.class)
    private double coverage;

    @Option(
            names = "--field",
            paramLabel = "TEXT",
            description = "of JSON and tables, the field or column that holds the text")
    private String field;

    @Option(
            names = "--label",
            paramLabel = "TEXT",
            description = "of JSON and tables, the field or column that holds the label of each text")
    private String label;

    @Option(names = "--skip-bad", description = "leave out entries that cannot be used, and count them")
    private boolean skipBad;

    @Option(
            names = "--special",
            paramLabel = "TEXT",
            split = ",",
            description =
                    "what is to be a token of its own besides, with commas between; tags for those of Guanaco's or NanoChatGPT's conversations")
    private List<String> special = List.of();

    @Option(
            names = "--split",
            paramLabel = "SHARES",
            description = "percents for training, validation and perhaps test",
            defaultValue = "90/10",
            completionCandidates = Splits.class)
    private String split;

    CorpusAdd(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "corpus add notes ~/notes.txt",
                "corpus add diary ~/notes.txt --split 80/10/10",
                "corpus add words ~/notes.txt --tokenizer gpt2",
                "corpus add quotes ~/quotes.jsonl --field quote --skip-bad");
    }

    @Override
    public Reply call() {
        session.console().progress("reading and tokenizing");
        AddOptions options = new AddOptions(
                format,
                tokenizer,
                coverage,
                Optional.ofNullable(field),
                Optional.ofNullable(label),
                skipBad,
                special == null ? List.of() : special,
                split);
        try (Corpus corpus = CorpusNames.library(session).add(name, paths, options, Headway.of(session))) {
            CorpusReport report = new CorpusReport(corpus.card());
            report.announce(session.console());
            return report.reply();
        }
    }

    /** Formats a person can name. */
    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            List<String> words = new ArrayList<>(List.of(AddOptions.AUTO));
            Arrays.stream(Format.values()).map(Format::word).forEach(words::add);
            return words.iterator();
        }
    }

    /** Splits worth offering. */
    static final class Splits implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("90/10", "80/10/10").iterator();
        }
    }
}
