package understudy.repl.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import understudy.corpora.Corpus;
import understudy.corpora.Split;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Confusion;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Table;
import understudy.repl.terminal.Text;

/** How well a model that sorts texts does on some whose labels are known. */
record ConfusionReport(Session session, Speaker speaker) {

    Reply of(Corpus corpus, Split split) {
        Console console = session.console();
        Confusion confusion = speaker.sorter().examine(corpus.labelled(split), share -> {
            session.halt().check();
            console.progress("evaluating " + speaker.label() + ", " + Math.round(100 * share) + " %");
        });
        console.println(Text.empty()
                .strong(speaker.label())
                .quiet(" at step " + Figures.count(speaker.step()) + " on "
                        + corpus.card().name() + ", " + split.word() + ": ")
                .strong(percent(confusion.accuracy()) + " right")
                .plain(" of " + Figures.count(confusion.texts()) + " texts · " + Figures.loss(confusion.loss())
                        + " nats/text"));
        table(confusion).lines(console.width()).forEach(console::println);
        return Reply.ok()
                .with("loss", confusion.loss())
                .with("perplexity", Math.exp(confusion.loss()))
                .with("accuracy", confusion.accuracy())
                .with("tokens", confusion.texts())
                .with("confusion", confusion.counts())
                .with("model", speaker.label())
                .with("step", speaker.step())
                .with("corpus", corpus.card().name())
                .with("split", split.word());
    }

    /** A row for each label, a column for each that was told. */
    private static Table table(Confusion confusion) {
        List<String> headings = new ArrayList<>(List.of("  is, told as"));
        confusion.counts().keySet().forEach(label -> headings.add(">" + label));
        headings.add(">right");
        Table table = Table.of(headings.toArray(String[]::new));
        confusion.counts().forEach((label, told) -> {
            List<String> row = new ArrayList<>(List.of("  " + label));
            told.values().forEach(count -> row.add(Figures.count(count)));
            int all = told.values().stream().mapToInt(Integer::intValue).sum();
            row.add(all == 0 ? "–" : percent((double) told.get(label) / all));
            table.row(row.toArray(String[]::new));
        });
        return table;
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
