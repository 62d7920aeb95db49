package understudy.repl.views;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import understudy.models.Knob;
import understudy.repl.Mistake;
import understudy.repl.terminal.Canvas;
import understudy.repl.terminal.Key;
import understudy.repl.terminal.Text;
import understudy.repl.terminal.View;

/** The dashboard of a run. */
public final class DashboardView implements View {
    private static final Map<Character, Knob> KNOBS =
            Map.of('r', Knob.RATE, 'd', Knob.DROPOUT, 'w', Knob.DECAY, 'c', Knob.CLIP, 'e', Knob.EVAL_EVERY);
    private static final int MOST_ZOOM = 5;

    private final Supplier<Dashboard> source;
    private final Controls controls;
    private boolean log;
    private int zoom;
    private int smoothing;
    private boolean help;
    private Optional<LineEdit> edit = Optional.empty();
    private Function<String, String> taken = text -> "";
    private String note = "";

    public DashboardView(Supplier<Dashboard> source, Controls controls) {
        this.source = source;
        this.controls = controls;
    }

    @Override
    public void draw(Canvas canvas) {
        Dashboard dashboard = source.get();
        new DashboardPicture(dashboard, log, zoom, smoothing).draw(canvas);
        int foot = canvas.rows() - 2;
        if (edit.isPresent()) {
            edit.get().draw(canvas, foot);
        } else if (!note.isEmpty()) {
            canvas.put(1, foot, Text.of(note));
        } else if (!dashboard.trouble().isEmpty()) {
            canvas.put(1, foot, Text.empty().trouble(dashboard.trouble()));
        } else if (dashboard.chronicle().evaluations().isEmpty()) {
            canvas.put(
                    1,
                    foot,
                    Text.empty().quiet("No evaluation yet: the curve of the validation loss begins with the first."));
        }
        canvas.put(1, canvas.rows() - 1, Text.empty().quiet(keys(canvas.columns())));
    }

    private String keys(int columns) {
        if (help) {
            return columns >= 118
                    ? "r rate  d dropout  w decay  c clip  e eval-every: type a value · m smoothing · ▲ a knob was turned · ◆ best checkpoint · ┄ floor"
                    : "r d w c e set a knob · m smoothing · ▲ knob turned · ◆ best · ┄ floor";
        }
        return columns >= 100
                ? "space pause · r rate · d dropout · s save · f fork · l log scale · z Z zoom · m smoothing · ? help · q back"
                : "space pause · r rate · d dropout · s save · l log · z zoom · ? help · q back";
    }

    @Override
    public boolean typing() {
        return edit.isPresent();
    }

    @Override
    public boolean key(Key key) {
        if (edit.isPresent()) {
            type(key);
            return true;
        }
        note = "";
        if (key.is(Key.What.CHARACTER)) {
            character(key.character());
        }
        return true;
    }

    private void character(char c) {
        Knob knob = KNOBS.get(c);
        if (knob != null) {
            ask(
                    knob.word(),
                    source.get().knobs().getOrDefault(knob.word(), ""),
                    value -> controls.set().apply(knob, value));
            return;
        }
        switch (c) {
            case ' ' -> attempt(controls.pause());
            case 's' -> attempt(controls.save());
            case 'f' -> ask("fork to a new model", "", controls.fork());
            case 'l' -> log = !log;
            case 'z' -> zoom = Math.min(MOST_ZOOM, zoom + 1);
            case 'Z' -> zoom = Math.max(0, zoom - 1);
            case 'm' -> smoothing = (smoothing + 1) % 3;
            case '?' -> help = !help;
            default -> note = "";
        }
    }

    private void ask(String label, String text, Function<String, String> then) {
        edit = Optional.of(new LineEdit(label, text));
        taken = then;
    }

    private void type(Key key) {
        if (key.is(Key.What.ESCAPE)) {
            edit = Optional.empty();
        } else if (key.is(Key.What.ENTER)) {
            String text = edit.orElseThrow().text().strip();
            edit = Optional.empty();
            if (!text.isEmpty()) {
                attempt(() -> taken.apply(text));
            }
        } else {
            edit = edit.map(line -> line.after(key));
        }
    }

    /** A refusal is no reason to leave. */
    private void attempt(Supplier<String> work) {
        try {
            note = work.get();
        } catch (RuntimeException fault) {
            if (!Mistake.speaks(fault)) {
                throw fault;
            }
            note = fault.getMessage();
        }
    }

    @Override
    public int leastColumns() {
        return 80;
    }

    @Override
    public int leastRows() {
        return 24;
    }
}
