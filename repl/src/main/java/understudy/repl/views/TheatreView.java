package understudy.repl.views;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import understudy.repl.Figures;
import understudy.repl.terminal.Canvas;
import understudy.repl.terminal.Columns;
import understudy.repl.terminal.Ink;
import understudy.repl.terminal.Key;
import understudy.repl.terminal.Text;
import understudy.repl.terminal.Text.Tone;
import understudy.repl.terminal.View;

/** The same prompt and seed at every checkpoint: columns side by side, a scrubber over steps, a cursor on a token. */
public final class TheatreView implements View {
    private static final int MOST_COLUMNS = 3;
    private static final int PAGE = 10;
    private static final int LISTED = 12;
    private static final String BETWEEN = " │ ";

    private final String title;
    private final Prompter prompter;
    private final int[] shown;
    private int columns = 2;
    private int column;
    private int cursor = -1;
    private long rolls;
    private Panel panel = Panel.ALTERNATIVES;
    private boolean help;
    private String note = "";
    private Optional<LineEdit> edit = Optional.empty();
    private Consumer<String> taken = text -> {};

    private enum Panel {
        ALTERNATIVES,
        EVERYWHERE,
        MICROSCOPE
    }

    /** @param title whose checkpoints these are */
    public TheatreView(String title, Prompter prompter) {
        this.title = title;
        this.prompter = prompter;
        int last = prompter.acts().size() - 1;
        this.shown = new int[] {Math.max(0, last / 2), last, last};
        this.columns = last == 0 ? 1 : 2;
        this.column = columns - 1;
    }

    @Override
    public void draw(Canvas canvas) {
        List<Act> acts = prompter.acts();
        canvas.put(
                1,
                0,
                Text.empty()
                        .accent(title)
                        .quiet(" · " + Columns.cut(prompter.scene().words(), canvas.columns() - title.length() - 6)));
        scrubber(canvas, acts);
        int panelRows = panelRows(canvas.rows());
        int rows = canvas.rows() - 3 - panelRows - 2;
        int each = (canvas.columns() - 1 - BETWEEN.length() * (columns - 1)) / columns;
        for (int c = 0; c < columns; c++) {
            Act act = acts.get(shown[c]);
            int left = 1 + c * (each + BETWEEN.length());
            Text head = Text.empty()
                    .and(act.label(), c == column ? Tone.ACCENT : Tone.STRONG)
                    .quiet("  " + Figures.loss(act.loss().orElse(Double.NaN)));
            canvas.put(left, 2, head);
            BitSet differs = c == 0
                            || act.said().isEmpty()
                            || acts.get(shown[c - 1]).said().isEmpty()
                    ? new BitSet()
                    : ActColumn.differing(
                            acts.get(shown[c - 1]).said().get().said(),
                            act.said().get().said());
            new ActColumn(act, differs, c == column ? cursor : -1).draw(canvas.part(left, 3, each, rows));
            for (int row = 2; c > 0 && row < 3 + rows; row++) {
                canvas.put(left - 2, row, "│", Ink.of(Tone.QUIET));
            }
        }
        panel(canvas.part(1, 3 + rows, canvas.columns() - 2, panelRows));
        int foot = canvas.rows() - 2;
        if (edit.isPresent()) {
            edit.get().draw(canvas, foot);
        } else {
            canvas.put(
                    1, foot, note.isEmpty() && !prompter.quiet() ? Text.empty().quiet("they speak …") : Text.of(note));
        }
        canvas.put(1, canvas.rows() - 1, Text.empty().quiet(keys(canvas.columns())));
    }

    private int panelRows(int rows) {
        return panel == Panel.ALTERNATIVES ? 4 : Math.max(4, rows - 14);
    }

    private String keys(int width) {
        if (help) {
            return width >= 110
                    ? "colour: probability of the token, copper unlikely to blue likely · underlined: not in the column to the left · c columns · n new seed · g where steps meet"
                    : "copper unlikely, blue likely · underlined: new · c columns · n new seed";
        }
        return width >= 118
                ? "← → step · tab column · ↑ ↓ token · enter re-roll from here · w every step here · m microscope · e t k prompt… · ? · q back"
                : "← → step · tab · ↑ ↓ token · enter re-roll · w m · e t k n · ? help · q back";
    }

    /** {@code ──250────500────[750]──}: those around the one that is looked at, as far as there is room. */
    private void scrubber(Canvas canvas, List<Act> acts) {
        int room = canvas.columns() - 8;
        int from = shown[column];
        int to = from;
        int used = width(acts, from);
        boolean grown = true;
        while (grown) {
            grown = false;
            if (to + 1 < acts.size() && used + width(acts, to + 1) <= room) {
                used += width(acts, ++to);
                grown = true;
            }
            if (from > 0 && used + width(acts, from - 1) <= room) {
                used += width(acts, --from);
                grown = true;
            }
        }
        int at = canvas.put(1, 1, Text.empty().quiet("step  "));
        for (int i = from; i <= to; i++) {
            at = canvas.put(at, 1, "──", Ink.of(Tone.QUIET));
            boolean here = i == shown[column];
            boolean beside = false;
            for (int c = 0; c < columns; c++) {
                beside |= shown[c] == i;
            }
            String label = acts.get(i).label().replaceFirst("^@", "");
            at = canvas.put(
                    at,
                    1,
                    here ? "[" + label + "]" : label,
                    Ink.of(here ? Tone.ACCENT : beside ? Tone.STRONG : Tone.PLAIN));
        }
        canvas.put(at, 1, "──", Ink.of(Tone.QUIET));
    }

    private static int width(List<Act> acts, int i) {
        return 4 + acts.get(i).label().length();
    }

    private void panel(Canvas canvas) {
        List<Text> lines = switch (panel) {
            case ALTERNATIVES -> alternatives();
            case EVERYWHERE -> everywhere(canvas.rows());
            case MICROSCOPE -> microscope(canvas.rows());
        };
        canvas.put(0, 0, "─".repeat(canvas.columns()), Ink.of(Tone.QUIET));
        for (int i = 0; i < Math.min(lines.size(), canvas.rows() - 1); i++) {
            canvas.put(0, 1 + i, lines.get(i));
        }
    }

    private List<Text> alternatives() {
        List<Text> lines = new ArrayList<>();
        if (cursor < 0) {
            lines.add(Text.empty().quiet("↓ puts a cursor on the first token: then its alternatives stand here."));
            return lines;
        }
        for (int c = 0; c < columns; c++) {
            Act act = prompter.acts().get(shown[c]);
            if (cursor < act.length()) {
                lines.add(Text.empty()
                        .and(act.label() + " ", c == column ? Tone.ACCENT : Tone.PLAIN)
                        .quiet(Prompter.shown(act.piece(cursor)) + " of ")
                        .plain(prompter.likeliest(shown[c], cursor, 10)));
            }
        }
        return lines;
    }

    private List<Text> everywhere(int rows) {
        List<Text> lines = new ArrayList<>();
        lines.add(Text.empty()
                .quiet("what each step thinks comes at the cursor, given what stands before it in this column"));
        List<String> told = prompter.everywhere();
        int from = Math.max(0, Math.min(told.size() - (rows - 2), shown[column] - (rows - 2) / 2));
        told.stream().skip(from).forEach(line -> lines.add(Text.of(line)));
        return lines;
    }

    private List<Text> microscope(int rows) {
        if (prompter.microscope().isEmpty()) {
            return List.of(Text.empty().quiet("looking at " + prompter.looked() + " …"));
        }
        List<Text> lines = new ArrayList<>();
        lines.add(Text.empty()
                .quiet(prompter.looked() + ", drawn with " + prompter.scene().words()));
        lines.addAll(new MicroscopePicture(prompter.microscope().get(), prompter::microscopePiece)
                .lines(Math.max(3, Math.min(LISTED, rows - 8))));
        return lines;
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
        switch (key.what()) {
            case LEFT -> step(-1);
            case RIGHT -> step(1);
            case UP -> token(-1);
            case DOWN -> token(1);
            case PAGE_UP -> token(-PAGE);
            case PAGE_DOWN -> token(PAGE);
            case HOME -> step(-prompter.acts().size());
            case END -> step(prompter.acts().size());
            case TAB -> turn(1);
            case BACK_TAB -> turn(columns - 1);
            case ENTER -> reroll();
            case CHARACTER -> character(key.character());
            default -> note = "";
        }
        return true;
    }

    private void character(char c) {
        switch (c) {
            case 'e' ->
                ask(
                        "prompt",
                        prompter.scene().prompt().replace("\n", "\\n"),
                        text -> again(prompter.scene().prompt(text.replace("\\n", "\n"))));
            case 't' ->
                ask(
                        "temperature",
                        String.valueOf(prompter.scene().sampling().temperature()),
                        text -> number(text, 100)
                                .ifPresent(value -> again(prompter.scene().temperature(value))));
            case 'k' ->
                ask(
                        "top-k (0 for all)",
                        String.valueOf(prompter.scene().sampling().topK()),
                        text -> number(text, Integer.MAX_VALUE)
                                .ifPresent(value -> again(prompter.scene().topK(value.intValue()))));
            case 'n' -> again(prompter.scene().seed(prompter.scene().seed() + 1));
            case 'c' -> {
                columns = columns % Math.min(MOST_COLUMNS, prompter.acts().size()) + 1;
                column = Math.min(column, columns - 1);
            }
            case 'w' -> open(Panel.EVERYWHERE);
            case 'm' -> open(Panel.MICROSCOPE);
            case '?' -> help = !help;
            default -> note = "";
        }
    }

    private void open(Panel wanted) {
        if (panel == wanted) {
            panel = Panel.ALTERNATIVES;
            return;
        }
        Act act = prompter.acts().get(shown[column]);
        if (act.said().isEmpty() || act.length() == 0) {
            note = "Nothing is said there yet.";
            return;
        }
        cursor = Math.max(0, Math.min(cursor, act.length() - 1));
        panel = wanted;
        refresh();
    }

    /** A panel about a place follows the cursor. */
    private void refresh() {
        if (panel == Panel.ALTERNATIVES || prompter.acts().get(shown[column]).length() <= cursor) {
            return;
        }
        if (panel == Panel.MICROSCOPE) {
            prompter.look(shown[column], cursor);
        } else {
            prompter.askEverywhere(shown[column], cursor);
        }
    }

    private void step(int by) {
        shown[column] = Math.max(0, Math.min(prompter.acts().size() - 1, shown[column] + by));
        refresh();
    }

    private void token(int by) {
        int last = prompter.acts().get(shown[column]).length() - 1;
        cursor = Math.max(-1, Math.min(last, cursor + by));
        if (cursor < 0) {
            panel = Panel.ALTERNATIVES;
        }
        refresh();
    }

    private void turn(int by) {
        column = (column + by) % columns;
        refresh();
    }

    private void reroll() {
        Act act = prompter.acts().get(shown[column]);
        if (cursor < 0 || cursor >= act.length()) {
            note = "↓ puts the cursor on a token; enter has the rest said anew from there.";
            return;
        }
        prompter.reroll(shown[column], cursor, prompter.scene().seed() + 1000 * ++rolls);
        note = act.label() + " goes on anew from token " + (cursor + 1) + ".";
    }

    private void again(Scene scene) {
        prompter.say(scene, shown[column]);
    }

    private Optional<Double> number(String text, double most) {
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value <= most) {
                return Optional.of(value);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        note = "Expected a number of 0 or more; found \"" + text + "\".";
        return Optional.empty();
    }

    private void ask(String label, String text, Consumer<String> then) {
        edit = Optional.of(new LineEdit(label, text));
        taken = then;
    }

    private void type(Key key) {
        if (key.is(Key.What.ESCAPE)) {
            edit = Optional.empty();
        } else if (key.is(Key.What.ENTER)) {
            String text = edit.orElseThrow().text();
            edit = Optional.empty();
            taken.accept(text);
        } else {
            edit = edit.map(line -> line.after(key));
        }
    }

    @Override
    public int leastColumns() {
        return 60;
    }

    @Override
    public int leastRows() {
        return 20;
    }
}
