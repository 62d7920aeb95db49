package understudy.repl.views;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import understudy.models.Likeliest;
import understudy.repl.terminal.Canvas;
import understudy.repl.terminal.Columns;
import understudy.repl.terminal.Ink;
import understudy.repl.terminal.Text;
import understudy.repl.terminal.Text.Tone;

/**
 * What one act says, in a column: each token in the colour of the probability that the model gave it, those that differ from the column to the left underlined.
 *
 * @param differs which tokens do
 * @param cursor the token that the cursor stands on; -1 for none
 */
record ActColumn(Act act, BitSet differs, int cursor) {
    /** A part of a token on the screen. */
    private record Glyph(String text, int token) {}

    /** Draws it, scrolled so that the cursor can be seen. */
    void draw(Canvas canvas) {
        if (!act.trouble().isEmpty()) {
            canvas.put(0, 0, Text.empty().trouble(Columns.cut(act.trouble(), canvas.columns())));
            return;
        }
        if (act.said().isEmpty()) {
            canvas.put(0, 0, Text.empty().quiet("…"));
            return;
        }
        List<List<Glyph>> lines = lines(canvas.columns());
        int top = Math.max(0, Math.min(lines.size() - canvas.rows(), lineOfCursor(lines) - canvas.rows() / 2));
        for (int row = 0; row < canvas.rows() && top + row < lines.size(); row++) {
            int column = 0;
            for (Glyph glyph : lines.get(top + row)) {
                column = canvas.put(column, row, glyph.text(), ink(glyph.token()));
            }
        }
    }

    private int lineOfCursor(List<List<Glyph>> lines) {
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).stream().anyMatch(glyph -> glyph.token() == cursor)) {
                return line;
            }
        }
        return 0;
    }

    private Ink ink(int token) {
        if (token < 0) {
            return Ink.of(Tone.QUIET);
        }
        Ink ink = Ink.shade(
                act.glance(token).map(Likeliest::own).map(log -> Math.exp(log)).orElse(.5));
        ink = differs.get(token) ? ink.underline() : ink;
        return token == cursor ? ink.reverse() : ink;
    }

    /** Parted at newlines, and at blanks where a line is too long. The tokens of the prompt are counted below 0. */
    private List<List<Glyph>> lines(int width) {
        int prompt = act.said().orElseThrow().prompt().length;
        List<List<Glyph>> lines = new ArrayList<>();
        List<Glyph> line = new ArrayList<>();
        int used = 0;
        int blank = -1;
        for (int i = 0; i < act.pieces().size(); i++) {
            int token = i - prompt;
            for (int codePoint : act.pieces().get(i).codePoints().toArray()) {
                if (codePoint == '\n') {
                    if (token == cursor) {
                        line.add(new Glyph("↵", token));
                    }
                    lines.add(line);
                    line = new ArrayList<>();
                    used = 0;
                    blank = -1;
                    continue;
                }
                String text = Character.toString(codePoint == '\t' ? ' ' : codePoint);
                int wide = Columns.of(text);
                if (used + wide > width) {
                    int cut = blank >= 0 ? blank + 1 : line.size();
                    List<Glyph> rest = new ArrayList<>(line.subList(cut, line.size()));
                    lines.add(new ArrayList<>(line.subList(0, cut)));
                    line = rest;
                    used = rest.stream()
                            .mapToInt(glyph -> Columns.of(glyph.text()))
                            .sum();
                    blank = -1;
                }
                if (text.equals(" ")) {
                    blank = line.size();
                }
                line.add(new Glyph(text, token));
                used += wide;
            }
        }
        lines.add(line);
        return lines;
    }

    /** The tokens of the second that no longest common part of both holds. */
    static BitSet differing(int[] first, int[] second) {
        int[][] common = new int[first.length + 1][second.length + 1];
        for (int i = first.length - 1; i >= 0; i--) {
            for (int j = second.length - 1; j >= 0; j--) {
                common[i][j] =
                        first[i] == second[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        BitSet differs = new BitSet();
        int i = 0;
        int j = 0;
        while (j < second.length) {
            if (i < first.length && first[i] == second[j]) {
                i++;
                j++;
            } else if (i < first.length && common[i + 1][j] >= common[i][j + 1]) {
                i++;
            } else {
                differs.set(j++);
            }
        }
        return differs;
    }
}
