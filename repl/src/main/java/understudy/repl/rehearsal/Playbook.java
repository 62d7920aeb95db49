package understudy.repl.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import understudy.checkpoints.Journal;
import understudy.checkpoints.JournalEvent;

/**
 * The lines that make a model again, read from its journal: how it was built, which knobs were turned before which step, and where the schedule's cycles lie. Steps that were lost
 * or rewound are left out, as they left no trace in the model.
 */
public final class Playbook {
    private final String model;
    private final List<Entry> entries = new ArrayList<>();

    private Playbook(String model) {
        this.model = model;
    }

    /**
     * Something that a line stands for.
     *
     * @param step after which it happened
     * @param text the line, or the horizon, or nothing
     */
    private record Entry(long step, What what, String text) {}

    private enum What {
        LINE,
        HORIZON,
        SAVED,
        REACHED
    }

    /** The lines for a model, to be run in a home that has its corpus. */
    public static List<String> of(String model, Journal journal) {
        Playbook book = new Playbook(model);
        journal.forEach(book::read);
        return book.lines();
    }

    private void read(JournalEvent event) {
        long step = event.step();
        Map<String, Object> facts = event.facts();
        switch (event.kind()) {
            case Events.NEW ->
                add(
                        step,
                        What.LINE,
                        "new " + model + " --corpus " + facts.get("corpus") + " --recipe " + facts.get("recipe")
                                + options(facts));
            case Events.FORKED -> {
                Object parent = facts.get("parent");
                String trunk = String.valueOf(parent).replaceFirst("@.*", "");
                add(step, What.LINE, "# needs " + parent + ": `log " + trunk + " --as-script` tells how that was made");
                add(
                        step,
                        What.LINE,
                        "fork " + model + " " + parent + " --corpus " + facts.get("corpus")
                                + (facts.containsKey("template") ? " --template " + facts.get("template") : "")
                                + options(facts));
            }
            case Events.IMPORTED -> {
                Object corpus = facts.get("corpus");
                add(
                        step,
                        What.LINE,
                        "import " + model + " \"" + facts.get("path") + "\""
                                + (corpus == null || corpus.equals("") ? "" : " --corpus " + corpus)
                                + options(facts));
            }
            case Events.TRAIN -> {
                if (facts.containsKey(Events.AFRESH)) {
                    add(
                            step,
                            What.LINE,
                            "# here the optimizer began afresh, which no line can do: what follows differs");
                }
                changes(facts).forEach((knob, value) -> add(step, What.LINE, set(knob, value)));
                add(step, What.HORIZON, String.valueOf(facts.get("horizon")));
            }
            case Events.SCHEDULE -> add(step, What.HORIZON, String.valueOf(facts.get("horizon")));
            case Events.SET -> add(step, What.LINE, set(facts.get("knob"), facts.get("to")));
            case Events.SAVED -> add(step, What.SAVED, "");
            case Events.ENDED -> add(step, What.REACHED, "");
            case Events.REWOUND, Events.LOST -> backTo(step);
            default -> {
                // Looking at a model does not change it.
            }
        }
    }

    private static String options(Map<String, Object> facts) {
        StringBuilder options = new StringBuilder(" --seed " + facts.get("seed"));
        changes(facts)
                .forEach((knob, value) ->
                        options.append(" --").append(knob).append(" ").append(value));
        return options.toString();
    }

    private void add(long step, What what, String text) {
        entries.add(new Entry(step, what, text));
    }

    private String set(Object knob, Object value) {
        return "set " + model + " " + knob + " " + value;
    }

    private static Map<?, ?> changes(Map<String, Object> facts) {
        return facts.get("changes") instanceof Map<?, ?> changes ? changes : Map.of();
    }

    /** What was done since the checkpoint of a step was written is not in it. */
    private void backTo(long step) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).what() == What.SAVED && entries.get(i).step() == step) {
                entries.subList(i + 1, entries.size()).clear();
                return;
            }
        }
        // The process died before it could note that checkpoint.
        entries.removeIf(entry -> entry.step() > step);
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        long at = 0;
        String horizon = "";
        for (Entry entry : entries) {
            boolean turns = entry.what() == What.LINE
                    || (entry.what() == What.HORIZON && !entry.text().equals(horizon));
            if (turns && entry.step() > at) {
                lines.add(train(entry.step() - at, horizon));
                at = entry.step();
            }
            if (entry.what() == What.LINE) {
                lines.add(entry.text());
            } else if (entry.what() == What.HORIZON) {
                horizon = entry.text();
            }
        }
        long reached = entries.stream().mapToLong(Entry::step).max().orElse(0);
        if (reached > at) {
            lines.add(train(reached - at, horizon));
        }
        return lines;
    }

    private String train(long steps, String horizon) {
        return "train " + model + " " + steps + " --horizon " + horizon;
    }
}
