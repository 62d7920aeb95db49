package understudy.repl.views;

import understudy.repl.terminal.Canvas;
import understudy.repl.terminal.Ink;
import understudy.repl.terminal.Key;
import understudy.repl.terminal.Text;
import understudy.repl.terminal.Text.Tone;

/** A text being typed at the foot of a view. Immutable: a key makes a new one. */
record LineEdit(String label, String text) {

    LineEdit after(Key key) {
        return switch (key.what()) {
            case CHARACTER -> new LineEdit(label, text + key.character());
            case BACKSPACE, DELETE ->
                new LineEdit(
                        label, text.isEmpty() ? "" : text.substring(0, text.offsetByCodePoints(text.length(), -1)));
            default -> this;
        };
    }

    void draw(Canvas canvas, int row) {
        int at = canvas.put(1, row, Text.empty().quiet(label + " ").plain(text));
        at = canvas.put(at, row, " ", Ink.of(Tone.PLAIN).reverse());
        canvas.put(at + 2, row, Text.empty().quiet("enter takes it · esc leaves it"));
    }
}
