package understudy.repl.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.checkpoints.Checkpoint;
import understudy.models.Knob;
import understudy.models.ModelException;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.rehearsal.Change;
import understudy.repl.rehearsal.Chronicle;
import understudy.repl.rehearsal.Fork;
import understudy.repl.rehearsal.Run;
import understudy.repl.views.Controls;
import understudy.repl.views.Dashboard;
import understudy.repl.views.DashboardView;
import understudy.repl.views.Lookout;

@Command(
        name = "watch",
        description = {
            "the dashboard of a run: curves, knobs, the latest sample; keys turn knobs, pause and save",
            "Without a run it shows what the model's journal tells. Without a terminal it is printed once."
        })
final class Watch implements ShellCommand {
    /** The seed that `fork` takes when none is given. */
    private static final long SEED = 1337;

    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "a model; the one that is being trained if not given",
            completionCandidates = ModelNames.class)
    private String model;

    Watch(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("watch", "watch romeo");
    }

    @Override
    public Reply call() {
        String name = name();
        Lookout lookout = new Lookout(session.company(), name);
        Views.show(session, new DashboardView(lookout, controls(name)));
        session.company().settle();
        return reply(lookout.get());
    }

    private String name() {
        Optional<Run> run = session.company().director().run();
        if (model == null && run.isPresent()) {
            return run.get().snapshot().model();
        }
        return Subject.alone(session, Subject.words(model)).existing(session);
    }

    private Controls controls(String name) {
        return new Controls(
                () -> pause(name),
                (knob, value) -> set(name, knob, value),
                () -> {
                    Checkpoint saved = session.company().save(name, Optional.empty());
                    return saved.model() + "@" + Figures.count(saved.step()) + " is saved.";
                },
                other -> fork(name, other));
    }

    /** From the model as it is now, which is saved for that. */
    private String fork(String name, String other) {
        Checkpoint parent = session.company().save(name, Optional.empty());
        session.company()
                .fork(new Fork(other, Optional.empty(), Optional.empty(), SEED, Map.of(), Fork.Making.NOTHING), parent);
        return other + " begins where " + parent.reference() + " stands; `train " + other + "` rehearses it.";
    }

    private String pause(String name) {
        Run run = session.company()
                .director()
                .active()
                .filter(going -> going.snapshot().model().equals(name))
                .orElseThrow(() -> new Mistake(name + " is not being trained; `train " + name + "` goes on."));
        if (run.paused()) {
            run.resume();
            return name + " goes on.";
        }
        run.pause();
        return name + " pauses behind this step; space goes on.";
    }

    private String set(String name, Knob knob, String value) {
        try {
            Change change = session.company().director().set(name, knob, value);
            return change.line() + ".";
        } catch (ModelException fault) {
            throw new Mistake(fault.getMessage().replaceFirst("^--", ""), fault);
        }
    }

    private static Reply reply(Dashboard dashboard) {
        Chronicle chronicle = dashboard.chronicle();
        return Reply.ok()
                .with("model", dashboard.model())
                .with("corpus", dashboard.corpus())
                .with("state", dashboard.state())
                .with("step", dashboard.progress().step())
                .with("total", dashboard.progress().total())
                .with("train_loss", dashboard.losses().train())
                .with("validation_loss", dashboard.losses().validation())
                .with("best_loss", dashboard.losses().best().map(Chronicle.Measured::validation))
                .with("best_step", dashboard.losses().best().map(Chronicle.Measured::step))
                .with("floor", dashboard.losses().floor())
                .with("rate", dashboard.pace().rate())
                .with("gradient", dashboard.pace().gradientNorm())
                .with("tokens_per_second", dashboard.pace().tokensPerSecond())
                .with("seconds_left", dashboard.pace().secondsLeft())
                .with(
                        "evaluations",
                        chronicle.evaluations().stream().map(Watch::point).toList())
                .with("marks", chronicle.marks().stream().map(Watch::mark).toList())
                .with(
                        "milestones",
                        chronicle.milestones().stream().map(Watch::mark).toList())
                .with(
                        "sample",
                        chronicle.samples().isEmpty()
                                ? Optional.empty()
                                : Optional.of(chronicle
                                        .samples()
                                        .get(chronicle.samples().size() - 1)
                                        .text()));
    }

    private static Map<String, Object> point(Chronicle.Measured one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("step", one.step());
        fields.put("train", one.train());
        fields.put("validation", one.validation());
        return fields;
    }

    private static Map<String, Object> mark(Chronicle.Mark one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("step", one.step());
        fields.put("what", one.words());
        return fields;
    }
}
