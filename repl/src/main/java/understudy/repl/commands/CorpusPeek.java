package understudy.repl.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.corpora.Corpus;
import understudy.corpora.Examples;
import understudy.corpora.Kind;
import understudy.corpora.Split;
import understudy.corpora.Tokenizer;
import understudy.corpora.Windows;
import understudy.models.Knob;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Rendition;
import understudy.repl.speech.Wording;
import understudy.repl.terminal.Text;

@Command(
        name = "peek",
        description = {
            "show passages as the model will see them",
            "Conversations are shown as a template writes them, between « and » what carries loss; with --model in its tokens, cut to its context."
        })
final class CorpusPeek implements ShellCommand {
    /** As long as any conversation, where no model says how much it sees. */
    private static final int ENDLESS = 1 << 24;

    private static final int ROWS = 12;

    private final Session session;

    @Parameters(index = "0", paramLabel = "NAME", description = "a corpus", completionCandidates = CorpusNames.class)
    private String name;

    @Option(
            names = "-n",
            paramLabel = "N",
            description = "how many",
            defaultValue = "3",
            converter = Values.Count.class)
    private int count;

    @Option(
            names = "--model",
            paramLabel = "MODEL[@C]",
            description = "of conversations, as this model reads them",
            completionCandidates = References.class)
    private String model;

    @Option(
            names = "--template",
            paramLabel = "T",
            description = "of conversations, as this prompt template writes them",
            completionCandidates = TemplateNames.class)
    private String template;

    CorpusPeek(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("corpus peek playhouse", "corpus peek playhouse -n 10", "corpus peek talks --template chatml");
    }

    @Override
    public Reply call() {
        try (Corpus corpus = CorpusNames.library(session).open(name)) {
            return corpus.card().kind() == Kind.CONVERSATIONS
                    ? conversations(corpus)
                    : passages(corpus.card().kind());
        }
    }

    private Reply conversations(Corpus corpus) {
        if (model == null) {
            String usual = template == null ? Wording.usual(corpus.card()) : template;
            return show(
                    corpus,
                    new Wording(TemplateNames.book(session).open(usual), false),
                    corpus.tokenizer(),
                    ENDLESS,
                    ROWS);
        }
        try (Speaker speaker = session.company().speaker(model)) {
            Wording own =
                    speaker.wording(corpus.card(), TemplateNames.book(session)).orElseThrow();
            Wording wording = template == null
                    ? own
                    : new Wording(TemplateNames.book(session).open(template), own.onPrompt());
            return show(
                    corpus,
                    wording,
                    speaker.tokenizer(),
                    speaker.model().architecture().context(),
                    (int) speaker.standing().recipe().count(Knob.BATCH));
        }
    }

    private Reply show(Corpus corpus, Wording wording, Tokenizer tokenizer, int context, int rows) {
        Rendition rendition = Rendition.of(corpus, Split.TRAIN, tokenizer, context, wording);
        Examples all = rendition.examples();
        List<Map<String, Object>> shown = new ArrayList<>();
        int many = Math.min(count, all.count());
        for (int i = 0; i < many; i++) {
            int example = (int) ((long) all.count() * i / many);
            session.console()
                    .println(Text.empty()
                            .quiet("conversation " + (i + 1) + " of " + many + ", from the training part, "
                                    + all.length(example) + " tokens"));
            shown.add(show(all, example, tokenizer));
        }
        double padding = new Windows(all, Math.min(context, all.longest())).padding(rows);
        session.console()
                .println(Text.empty()
                        .quiet("  template " + wording.template().name() + " · « » carries loss · "
                                + String.format(
                                        Locale.ROOT,
                                        "%.0f %% of a batch of %d is filling, %,d of %,d cut to the context",
                                        100 * padding,
                                        rows,
                                        rendition.truncated(),
                                        all.count())));
        rendition.notices(Split.TRAIN, context).forEach(session.console()::println);
        return Reply.ok()
                .with("examples", shown)
                .with("template", wording.template().name())
                .with("padding", padding)
                .with("truncated", rendition.truncated())
                .with("left_out", rendition.silent());
    }

    /** Prints one example and returns its fields: the text, the stretches of it that carry loss, how many tokens do. */
    private Map<String, Object> show(Examples all, int example, Tokenizer tokenizer) {
        int[] ids = all.ids(example);
        Text line = Text.empty();
        StringBuilder text = new StringBuilder();
        List<List<Integer>> spans = new ArrayList<>();
        int learned = 0;
        for (int from = 0; from < ids.length; ) {
            boolean loss = all.carriesLoss(example, from);
            int to = from;
            while (to < ids.length && all.carriesLoss(example, to) == loss) {
                to++;
            }
            String piece = tokenizer.decode(Arrays.copyOfRange(ids, from, to));
            if (loss) {
                spans.add(List.of(text.length(), text.length() + piece.length()));
                learned += to - from;
                line = line.plain("«").strong(piece).plain("»");
            } else {
                line = line.quiet(piece);
            }
            text.append(piece);
            from = to;
        }
        session.console().println(line);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("text", text.toString());
        fields.put("loss", spans);
        fields.put("tokens", ids.length);
        fields.put("learned", learned);
        return fields;
    }

    private Reply passages(Kind kind) {
        List<String> passages = CorpusNames.library(session).peek(name, count);
        boolean lines = kind == Kind.LINES;
        String word = lines ? "line" : "passage";
        for (int i = 0; i < passages.size(); i++) {
            session.console()
                    .println(Text.empty()
                            .quiet(word + " " + (i + 1) + " of " + passages.size() + ", from the training part"));
            session.console()
                    .println(lines ? seen(passages.get(i)) : passages.get(i).stripTrailing());
        }
        session.console()
                .println(Text.empty()
                        .quiet(
                                lines
                                        ? "  ↵ starts and ends a line; all but the first carry loss"
                                        : "  every token carries loss: plain text is learned as a whole"));
        return Reply.ok()
                .with(
                        "examples",
                        passages.stream().map(text -> Map.of("text", text)).toList());
    }

    private static String seen(String line) {
        return line.replace("\n", "↵");
    }
}
