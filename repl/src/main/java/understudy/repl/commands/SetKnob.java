package understudy.repl.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.models.Knob;
import understudy.models.ModelException;
import understudy.models.Recipe;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.rehearsal.Change;
import understudy.repl.rehearsal.Resident;
import understudy.repl.terminal.Table;

@Command(
        name = "set",
        description = {
            "turn a knob of a model: the next step is the first with it",
            "Without a value it tells the present one, without a knob all of them. Every change is in the journal."
        })
final class SetKnob implements ShellCommand {
    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "a model",
            completionCandidates = ModelsAndKnobs.class)
    private String first;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "KNOB",
            description = "rate, dropout, decay, clip, batch, eval-every, …",
            completionCandidates = KnobsAndValues.class)
    private String second;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "VALUE",
            description = "its new value",
            completionCandidates = NoValues.class)
    private String third;

    SetKnob(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("set romeo rate 3e-4", "set romeo eval-every 100", "set romeo");
    }

    @Override
    public Reply call() {
        Subject subject = Subject.of(session, Subject.words(first, second, third));
        String model = subject.existing(session);
        if (subject.rest().isEmpty()) {
            return all(model);
        }
        Knob knob = knob(subject.rest().get(0));
        if (subject.rest().size() == 1) {
            String value = session.company().load(model).standing().recipe().text(knob);
            session.console().println(knob.word() + " " + Change.shown(knob, value) + ": " + knob.description());
            return Reply.ok().with("model", model).with("knob", knob.word()).with("value", value);
        }
        if (subject.rest().size() > 2) {
            throw new Mistake("set: expected a knob and one value; found also \""
                    + subject.rest().get(2) + "\".");
        }
        Change change;
        try {
            change =
                    session.company().director().set(model, knob, subject.rest().get(1));
        } catch (ModelException e) {
            throw new Mistake(e.getMessage().replaceFirst("^--", ""), e);
        }
        session.console().println(change.line() + (rate(knob) ? now(model) : "") + ".");
        return Reply.ok()
                .with("model", model)
                .with("knob", knob.word())
                .with("from", change.from())
                .with("to", change.to())
                .with("step", change.firstStep());
    }

    private static boolean rate(Knob knob) {
        return knob == Knob.RATE || knob == Knob.MATRIX_RATE;
    }

    /** A rate is turned at its peak; what the schedule makes of it at the next step. */
    private String now(String model) {
        OptionalDouble rate = session.company().director().rate(model);
        if (rate.isEmpty()) {
            return ", at its peak";
        }
        boolean muon = session.company()
                .load(model)
                .standing()
                .recipe()
                .word(Knob.OPTIMIZER)
                .equals("muon");
        return ", at its peak; the schedule makes " + (muon ? "AdamW's " : "it ") + Figures.rate(rate.getAsDouble())
                + " now";
    }

    private Knob knob(String word) {
        List<String> words = Arrays.stream(Knob.values()).map(Knob::word).toList();
        return Knob.of(word)
                .orElseThrow(() -> new Mistake("set: expected a knob; found \"" + word + "\"."
                        + Nearest.hint(word, words) + " `set` alone lists them."));
    }

    private Reply all(String model) {
        Resident resident = session.company().load(model);
        Recipe recipe = resident.standing().recipe();
        Table table = Table.of("knob", ">value", "");
        Map<String, Object> knobs = new LinkedHashMap<>();
        for (Knob knob : Knob.values()) {
            if (knob.stage() != Knob.Stage.NETWORK) {
                table.row(knob.word(), Change.shown(knob, recipe.text(knob)), knob.description());
                knobs.put(knob.word(), recipe.text(knob));
            }
        }
        table.print(session.console());
        return Reply.ok().with("model", model).with("knobs", knobs);
    }

    private static List<String> knobs() {
        return Arrays.stream(Knob.values())
                .filter(knob -> knob.stage() != Knob.Stage.NETWORK)
                .map(Knob::word)
                .toList();
    }

    /** What may come first: a model, or a knob of the current one. */
    static final class ModelsAndKnobs implements Iterable<String> {
        private final Session session;

        ModelsAndKnobs(Session session) {
            this.session = session;
        }

        @Override
        public Iterator<String> iterator() {
            List<String> words = new ArrayList<>(knobs());
            words.addAll(session.company().names());
            return words.iterator();
        }
    }

    /** What may come second: a knob, or the value of one. */
    static final class KnobsAndValues implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return knobs().iterator();
        }
    }

    /** Values depend on the knob before them: see {@link Completions}. */
    static final class NoValues implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.<String>of().iterator();
        }
    }
}
