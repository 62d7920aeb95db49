package understudy.repl.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import understudy.models.Knob;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.rehearsal.NormTrial;
import understudy.repl.terminal.Table;

/**
 * Batch norm's statistics compared: one line for each choice.
 *
 * @param model as a person would type it
 * @param steps that a copy was trained on with each
 */
record NormReport(String model, int steps, List<NormTrial> trials) {

    /** What {@code --norm-statistics} takes here. */
    enum Choice {
        RUNNING,
        PRECISE,
        FROZEN,
        ALL;

        /** The values of the knob that are meant. */
        List<String> words() {
            return this == ALL ? Knob.NORM_STATISTICS.choices() : List.of(toString());
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static NormReport of(Session session, String model, Choice choice, int steps) {
        return new NormReport(
                model, steps, session.company().director().normTrials(model, choice.words(), steps, doing -> {
                    session.halt().check();
                    session.console().progress(doing);
                }));
    }

    void show(Session session) {
        String after = "after " + Figures.count(steps) + " more " + (steps == 1 ? "step" : "steps");
        Table table =
                steps == 0 ? Table.of("statistics", ">validation") : Table.of("statistics", ">validation", ">" + after);
        for (NormTrial trial : trials) {
            String loss = Figures.loss(trial.loss());
            if (trial.after().isPresent()) {
                table.row(trial.statistics(), loss, Figures.loss(trial.after().getAsDouble()));
            } else {
                table.row(trial.statistics(), loss);
            }
        }
        table.print(session.console());
    }

    Reply reply() {
        return Reply.ok()
                .with("loss", trials.get(0).loss())
                .with("model", model)
                .with("steps", steps)
                .with("statistics", trials.stream().map(NormReport::fields).toList());
    }

    private static Map<String, Object> fields(NormTrial trial) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("statistics", trial.statistics());
        fields.put("loss", trial.loss());
        fields.put("loss_after", trial.after());
        return fields;
    }
}
