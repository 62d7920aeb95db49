package understudy.repl.commands;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.corpora.CorpusCard;
import understudy.corpora.Kind;
import understudy.corpora.Survey;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.terminal.Text;

@Command(name = "show", description = "say what is known of a corpus")
final class CorpusShow implements ShellCommand {
    /** Of the most frequent symbols. */
    private static final int SHOWN = 6;

    private final Session session;

    @Parameters(index = "0", paramLabel = "NAME", description = "a corpus", completionCandidates = CorpusNames.class)
    private String name;

    CorpusShow(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("corpus show playhouse");
    }

    @Override
    public Reply call() {
        CorpusCard card = CorpusNames.library(session).card(name);
        Path folder = session.home().corpora().resolve(name);
        CorpusReport report = new CorpusReport(card);
        session.console().println(Text.empty().strong(name).plain(": " + report.sizes()));
        line(
                "text",
                Figures.count(card.characters()) + (card.characters() == 1 ? " character, " : " characters, ")
                        + Figures.bytes(card.bytes()) + ", " + card.format());
        report.entries(session.console());
        card.survey().ifPresent(survey -> {
            line("tokens", bytesPerToken(card) + " bytes each");
            line(
                    "lines",
                    Figures.count(survey.lines()) + ", the longest of " + Figures.count(survey.longest())
                            + " characters" + repeated(card.kind(), survey.duplicates()));
            line("symbols", Figures.count(survey.distinct()) + ", most often " + frequent(survey));
        });
        line("split", card.sizes().split());
        report.floor(session.console());
        if (!card.generator().isEmpty()) {
            line(
                    "generated",
                    card.generator().entrySet().stream()
                            .map(e -> e.getKey() + " " + e.getValue())
                            .collect(Collectors.joining(" · ")));
        }
        card.warnings().forEach(warning -> line("beware", warning));
        line("files", folder.toString());
        Reply reply = report.reply();
        if (card.survey().isPresent()) {
            Survey survey = card.survey().get();
            Map<String, Double> shares = new LinkedHashMap<>();
            survey.frequent().forEach(share -> shares.put(share.character(), share.share()));
            reply = reply.with("distinct", survey.distinct())
                    .with("lines", survey.lines())
                    .with("longest_line", survey.longest())
                    .with("duplicates", survey.duplicates())
                    .with("frequent", shares);
        }
        return reply.with("bytes_per_token", (double) card.bytes() / card.tokens())
                .with("characters", card.characters())
                .with("split", card.sizes().split())
                .with("generator", card.generator())
                .with("checksums", checksums(card))
                .with("path", folder);
    }

    private static String repeated(Kind kind, long duplicates) {
        String what = kind == Kind.TEXT ? "long ones" : "of them";
        return duplicates == 0
                ? "; no " + (kind == Kind.TEXT ? "long one" : "one") + " comes twice"
                : "; " + Figures.count(duplicates) + " " + what + " repeat earlier ones";
    }

    private static String bytesPerToken(CorpusCard card) {
        return String.format(Locale.ROOT, "%.2f", (double) card.bytes() / card.tokens());
    }

    private static String frequent(Survey survey) {
        return survey.frequent().stream()
                .limit(SHOWN)
                .map(share -> (share.character().equals("\n")
                                ? "↵"
                                : share.character().equals(" ") ? "␣" : share.character())
                        + " " + Math.round(100 * share.share()) + " %")
                .collect(Collectors.joining(", "));
    }

    private void line(String word, String rest) {
        session.console().println(Text.empty().quiet("  " + word + " ").plain(rest));
    }

    private static Map<String, Object> checksums(CorpusCard card) {
        Map<String, Object> sums = new LinkedHashMap<>();
        sums.put("text", card.checksums().text());
        sums.put("tokenizer", card.checksums().tokenizer());
        sums.put("tokens", card.checksums().tokens());
        return sums;
    }
}
