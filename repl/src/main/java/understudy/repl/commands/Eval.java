package understudy.repl.commands;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.corpora.Corpus;
import understudy.corpora.Split;
import understudy.corpora.Windows;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.rehearsal.Sums;
import understudy.repl.speech.Measure;
import understudy.repl.speech.Passages;
import understudy.repl.speech.Translation;
import understudy.repl.speech.Verdict;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Text;

@Command(
        name = "eval",
        description = {
            "measure how well a model predicts text it has not learned from",
            "The whole split in windows of the context's length, end to end; nats per token, perplexity, and bits per byte of UTF-8."
        })
final class Eval implements ShellCommand {
    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "[MODEL[@C]]",
            description = "which model, if not the current one",
            completionCandidates = References.class)
    private List<String> words;

    @Option(
            names = "--corpus",
            paramLabel = "C",
            description = "another corpus than the one it learned from",
            completionCandidates = CorpusNames.class)
    private String corpus;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description = "validation, test or train",
            defaultValue = "validation",
            converter = SplitWord.class)
    private Split split;

    @Option(
            names = "--norm-statistics",
            paramLabel = "WORD",
            description =
                    "of batch norm, measured with those kept along the way, with those of many batches, or frozen as they are; all sets them side by side")
    private NormReport.Choice statistics;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "with --norm-statistics, train a copy so many steps further with each choice",
            converter = Values.Count.class)
    private Integer steps;

    Eval(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("eval romeo", "eval romeo@best --split train");
    }

    @Override
    public Reply call() {
        Subject subject = Subject.alone(session, words);
        if (statistics != null) {
            return compared(subject);
        }
        if (steps != null) {
            throw new Mistake("--steps is for --norm-statistics: expected that too; add --norm-statistics all.");
        }
        try (Speaker speaker = session.company().reader(subject.reference());
                Corpus text = text(speaker)) {
            if (!speaker.model().architecture().speaks()) {
                return new ConfusionReport(session, speaker).of(text, split);
            }
            Windows windows = Translation.windows(
                    text,
                    split,
                    speaker.tokenizer(),
                    speaker.model().architecture().context(),
                    speaker.wording(text.card(), TemplateNames.book(session)));
            Console console = session.console();
            Verdict verdict = new Measure(speaker.model(), speaker.tokenizer())
                    .of(Passages.all(windows, speaker.model().architecture()), share -> {
                        session.halt().check();
                        console.progress("evaluating " + speaker.label() + " on " + windowsOf(windows, share));
                    });
            OptionalDouble floor = split == Split.VALIDATION
                    ? text.card().floorFor(speaker.tokenizer().name())
                    : OptionalDouble.empty();
            if (!Double.isFinite(verdict.loss())) {
                console.println(Text.empty()
                        .trouble("The loss of " + speaker.label()
                                + " is not a number: its weights are spoilt. `checkpoints " + speaker.name()
                                + "` lists others."));
                return Reply.ok()
                        .with("loss", verdict.loss())
                        .with("model", speaker.label())
                        .wrong("the loss of " + speaker.label() + " is not a number");
            }
            tell(speaker, text.card().name(), verdict, floor);
            return Reply.ok()
                    .with("loss", verdict.loss())
                    .with("perplexity", verdict.perplexity())
                    .with("bits_per_byte", verdict.bitsPerByte())
                    .with("tokens", verdict.tokens())
                    .with("bytes", verdict.bytes())
                    .with("loss_sum", Sums.of(speaker.model().architecture(), verdict.loss()))
                    .with("floor", floor)
                    .with("model", speaker.label())
                    .with("step", speaker.step())
                    .with("corpus", text.card().name())
                    .with("split", split.word());
        }
    }

    private Reply compared(Subject subject) {
        if (corpus != null || split != Split.VALIDATION) {
            throw new Mistake("--norm-statistics measures on the validation part of what the model learns: expected no "
                    + (corpus != null ? "--corpus" : "--split") + "; leave it out.");
        }
        NormReport report = NormReport.of(session, subject.reference(), statistics, steps == null ? 0 : steps);
        report.show(session);
        return report.reply();
    }

    private Corpus text(Speaker speaker) {
        if (corpus == null && !session.company().corpora().names().contains(speaker.corpus())) {
            throw new Mistake("The corpus " + speaker.corpus() + ", which " + speaker.name()
                    + " learned from, is gone: `eval " + speaker.label() + " --corpus C` measures on another, `train "
                    + speaker.name() + "` says how to bring it back.");
        }
        return session.company().corpora().whole(corpus == null ? speaker.corpus() : corpus);
    }

    private static String windowsOf(Windows windows, double share) {
        return Figures.count(windows.count()) + " windows, " + Math.round(100 * share) + " %";
    }

    private void tell(Speaker speaker, String text, Verdict verdict, OptionalDouble floor) {
        String unit = Wordings.unit(speaker.tokenizer());
        Console console = session.console();
        console.println(Text.empty()
                .strong(speaker.label())
                .quiet(" at step " + Figures.count(speaker.step()) + " on " + text + ", " + split.word() + ": ")
                .strong(Figures.loss(verdict.loss()) + " nats/" + unit)
                .plain(" · perplexity " + decimal(verdict.perplexity()) + " · " + Figures.loss(verdict.bitsPerByte())
                        + " bits/byte")
                .quiet(" · " + Figures.count(verdict.tokens()) + " tokens"
                        + (floor.isPresent() ? " · floor " + Figures.loss(floor.getAsDouble()) : "")));
        console.println(Text.empty()
                .quiet("  To this model the next " + (unit.equals("char") ? "character" : unit)
                        + " is as uncertain as a fair choice among " + decimal(verdict.perplexity())
                        + (floor.isPresent()
                                ? "; at the floor, where only chance is left, among "
                                        + decimal(Math.exp(floor.getAsDouble())) + "."
                                : ".")));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, value < 1000 ? "%.2f" : "%.3e", value);
    }
}
