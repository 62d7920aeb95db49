package understudy.repl.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.checkpoints.CheckpointCard;
import understudy.checkpoints.JournalEvent;
import understudy.models.Architecture;
import understudy.models.Knob;
import understudy.repl.Figures;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.rehearsal.Change;
import understudy.repl.rehearsal.Events;
import understudy.repl.rehearsal.Resident;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.rehearsal.Standing;
import understudy.repl.rehearsal.Sums;
import understudy.repl.terminal.Text;

@Command(name = "info", description = "say all about a model: network, training, where it stands")
final class Info implements ShellCommand {
    /** Nats by which a start may be worse than knowing nothing. */
    private static final double BAD = 0.25;

    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL[@C]",
            description = "a model or one of its checkpoints",
            completionCandidates = References.class)
    private String model;

    Info(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("info romeo", "info romeo@0");
    }

    @Override
    public Reply call() {
        Subject subject = Subject.alone(session, Subject.words(model));
        try (Speaker speaker = session.company().specimen(subject.reference())) {
            return tell(speaker);
        }
    }

    private Reply tell(Speaker speaker) {
        Architecture architecture = speaker.model().architecture();
        Standing standing = speaker.standing();
        CheckpointCard.Progress progress = standing.progress();
        Optional<Resident> resident = session.company().resident(speaker.name());
        OptionalDouble first = firstLoss(speaker);
        double blind = Math.log(architecture.outputs());
        session.console()
                .println(Text.empty()
                        .strong(speaker.label())
                        .plain(": " + architecture.arch() + ", "
                                + Figures.count(speaker.model().parameters())
                                + " parameters, "
                                + Figures.bytes(speaker.model().bytes()) + " on "
                                + speaker.model().device()));
        line("network", words(architecture.config()));
        long learnt = speaker.model().learnt(standing.recipe());
        if (learnt < speaker.model().parameters()) {
            line(
                    "trains",
                    Figures.count(learnt) + " of them (train-only "
                            + standing.recipe().text(Knob.TRAIN_ONLY) + ")"
                            + architecture
                                    .lora()
                                    .map(form -> ", LoRA " + form.rank())
                                    .orElse(""));
        }
        line(
                "reads",
                speaker.corpus() + ", " + speaker.tokenizer().name() + ", " + architecture.vocabulary()
                        + " different tokens");
        if (!architecture.speaks()) {
            line("sorts", "texts into " + String.join(", ", speaker.labels()));
        }
        line(
                "recipe",
                standing.recipe().name()
                        + (standing.step() > 0 ? ", " + standing.recipe().precision() : "") + " · " + knobs(standing));
        line(
                "step",
                Figures.count(standing.step())
                        + (progress.horizon() > 0
                                ? ", the schedule goes from " + Figures.count(progress.cycleStart()) + " to "
                                        + Figures.count(progress.horizon())
                                : ", not trained yet")
                        + (progress.tokens() > 0 ? " · " + Figures.count(progress.tokens()) + " tokens read" : ""));
        line(
                "losses",
                losses(standing) + (first.isPresent() ? " · at first " + Figures.loss(first.getAsDouble()) : "")
                        + ", knowing nothing " + Figures.loss(blind) + " nats a token"
                        + Sums.words(architecture, standing));
        Optional<String> bad = badStart(speaker, first, blind);
        bad.ifPresent(line -> session.console().println(Text.empty().trouble("  " + line)));
        return Reply.ok()
                .with("name", speaker.name())
                .with("arch", architecture.arch())
                .with("parameters", speaker.model().parameters())
                .with("trained_parameters", learnt)
                .with("labels", architecture.speaks() ? null : speaker.labels())
                .with("step", standing.step())
                .with("resident", resident.isPresent())
                .with("device", speaker.model().device().toString())
                .with("bytes", speaker.model().bytes())
                .with("train_loss", standing.train())
                .with("validation_loss", standing.validation().map(Standing.Evaluated::loss))
                .with("best_loss", standing.best().map(Standing.Evaluated::loss))
                .with("best_step", standing.best().map(Standing.Evaluated::step))
                .with("first_loss", first)
                .with("blind_loss", blind)
                .with("start_warning", bad)
                .with("train_loss_sum", Sums.of(architecture, standing.train().orElse(Double.NaN)))
                .with(
                        "validation_loss_sum",
                        Sums.of(
                                architecture,
                                standing.validation()
                                        .map(Standing.Evaluated::loss)
                                        .orElse(Double.NaN)))
                .with("corpus", speaker.corpus())
                .with("tokenizer", speaker.tokenizer().name())
                .with("recipe", standing.recipe().name())
                .with("horizon", progress.horizon())
                .with("tokens", progress.tokens())
                .with("config", architecture.config())
                .with("knobs", standing.recipe().asMap());
    }

    private void line(String word, String rest) {
        session.console()
                .println(Text.empty()
                        .quiet(String.format(Locale.ROOT, "  %-8s", word))
                        .plain(rest));
    }

    private static String losses(Standing standing) {
        String words = "train " + Figures.loss(standing.train().orElse(Double.NaN));
        words += standing.validation()
                .map(e -> ", validation " + Figures.loss(e.loss()) + " @" + Figures.count(e.step()))
                .orElse("");
        return words
                + standing.best()
                        .map(e -> ", best " + Figures.loss(e.loss()) + " @" + Figures.count(e.step()))
                        .orElse("");
    }

    private static String words(Map<String, Object> config) {
        return config.entrySet().stream()
                .filter(e -> !e.getKey().equals("vocabulary"))
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String knobs(Standing standing) {
        return List.of(Knob.OPTIMIZER, Knob.RATE, Knob.SCHEDULE, Knob.BATCH, Knob.ACCUMULATE, Knob.DROPOUT).stream()
                .map(knob ->
                        knob.word() + " " + Change.shown(knob, standing.recipe().text(knob)))
                .collect(Collectors.joining(", "));
    }

    /** What to say of first weights that are worse than none; a fork begins with what its parent knows. */
    private Optional<String> badStart(Speaker speaker, OptionalDouble first, double blind) {
        boolean bad = !forked(speaker.name()) && first.isPresent() && first.getAsDouble() > blind + BAD;
        return bad
                ? Optional.of(
                        "A bad start: its first weights cost " + Figures.loss(first.getAsDouble())
                                + " nats, where knowing nothing costs " + Figures.loss(blind)
                                + ": the first steps only mend that. Smaller first weights of the head, or another --start, help.")
                : Optional.empty();
    }

    /** What the first evaluation said, before any step; of a model that has not been evaluated yet, what it would say. */
    private OptionalDouble firstLoss(Speaker speaker) {
        OptionalDouble told = firstLoss(speaker.name());
        boolean speaks = speaker.model().architecture().speaks();
        boolean fresh = speaks && told.isEmpty() && speaker.step() == 0 && speaker.broken() == 0;
        return fresh ? Standings.of(session, speaker).loss() : told;
    }

    private boolean forked(String name) {
        List<JournalEvent> births = new ArrayList<>();
        session.company().store().journal(name).forEach(event -> {
            if (event.kind().equals(Events.FORKED)) {
                births.add(event);
            }
        });
        return !births.isEmpty();
    }

    private OptionalDouble firstLoss(String name) {
        List<Double> first = new ArrayList<>();
        session.company().settle();
        session.company().store().journal(name).forEach(event -> {
            if (first.isEmpty() && event.step() == 0 && event.kind().equals(Events.EVALUATED)) {
                number(event).ifPresent(first::add);
            }
        });
        return first.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(first.get(0));
    }

    private static OptionalDouble number(JournalEvent event) {
        return event.facts().get("validation") instanceof Number loss
                ? OptionalDouble.of(loss.doubleValue())
                : OptionalDouble.empty();
    }
}
