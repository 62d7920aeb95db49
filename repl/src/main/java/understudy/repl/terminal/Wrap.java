package understudy.repl.terminal;

import java.util.ArrayList;
import java.util.List;
import understudy.repl.terminal.Text.Tone;

/** Parts a line of prose at blanks, keeping its tones. */
final class Wrap {
    private final int width;
    /** Where a broken line goes on: below its own beginning. */
    private final int indent;

    private final List<Text> lines = new ArrayList<>();
    private Text line = Text.empty();
    private int used;

    private Wrap(int width, int indent) {
        this.width = width;
        this.indent = indent;
    }

    /** The lines, each of at most the given columns; a longer word stands alone on its line. */
    static List<Text> of(Text prose, int width) {
        if (Columns.of(prose.words()) <= width) {
            return List.of(prose);
        }
        Wrap wrap = new Wrap(width, indent(prose.words(), width));
        wrap.take(prose);
        wrap.lines.add(wrap.line);
        return wrap.lines;
    }

    private static int indent(String words, int width) {
        int blanks = words.length() - words.stripLeading().length();
        return blanks < width / 2 ? blanks : 0;
    }

    private void take(Text prose) {
        Text word = Text.empty();
        for (Text.Span span : prose.spans()) {
            StringBuilder run = new StringBuilder();
            for (int c : span.words().codePoints().toArray()) {
                if (c != ' ') {
                    run.appendCodePoint(c);
                    continue;
                }
                place(word.and(run.toString(), span.tone()));
                word = Text.empty();
                run.setLength(0);
                blank(span.tone());
            }
            word = word.and(run.toString(), span.tone());
        }
        place(word);
    }

    private void place(Text word) {
        int columns = Columns.of(word.words());
        if (used > indent && used + columns > width) {
            lines.add(line);
            line = Text.empty().plain(" ".repeat(indent));
            used = indent;
        }
        line = line.and(word);
        used += columns;
    }

    /** A blank between words; one that would begin a line after a break is dropped. */
    private void blank(Tone tone) {
        boolean begins = used == indent && !lines.isEmpty();
        if (!begins && used < width) {
            line = line.and(" ", tone);
            used++;
        }
    }
}
