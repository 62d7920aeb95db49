package understudy.repl.views;

import java.util.ArrayList;
import java.util.List;
import understudy.repl.terminal.Columns;

/** Texts in lines of a width. */
final class Lines {
    private Lines() {}

    /** Parted at newlines, and at blanks where a line is too long, inside words where those are. */
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : text.replace("\t", "    ").split("\n", -1)) {
            String rest = line;
            while (Columns.of(rest) > width) {
                int end = Columns.fitting(rest, width);
                int blank = rest.lastIndexOf(' ', end);
                int cut = blank > 0 ? blank : end;
                lines.add(rest.substring(0, cut).stripTrailing());
                rest = rest.substring(cut).stripLeading();
            }
            lines.add(rest);
        }
        return lines;
    }
}
