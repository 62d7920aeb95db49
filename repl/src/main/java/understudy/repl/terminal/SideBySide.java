package understudy.repl.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Texts in columns, or one below the other where the screen is too narrow. */
public final class SideBySide {
    private static final int NARROWEST = 21;
    private static final String BETWEEN = " │ ";
    private static final String APART = " · ";

    private SideBySide() {}

    /**
     * One text.
     *
     * @param name what stands above it first
     * @param about what stands below the name, context: a few words each, as many on a line as fit
     */
    public record Column(String name, List<String> about, String text) {
        public Column {
            about = List.copyOf(about);
        }
    }

    /** The lines to print at a width. */
    public static List<Text> lines(List<Column> columns, int width) {
        int each = (width - BETWEEN.length() * (columns.size() - 1)) / columns.size();
        return each < NARROWEST && columns.size() > 1 ? stacked(columns, width) : beside(columns, each);
    }

    private static List<Text> stacked(List<Column> columns, int width) {
        List<Text> lines = new ArrayList<>();
        for (Column column : columns) {
            if (!lines.isEmpty()) {
                lines.add(Text.empty());
            }
            lines.addAll(beside(List.of(column), width));
        }
        return lines;
    }

    private static List<Text> beside(List<Column> columns, int each) {
        List<Text> lines = new ArrayList<>();
        rows(columns.stream().map(c -> wrapped(c.name(), each)).toList(), each, Text.Tone.STRONG, lines);
        rows(columns.stream().map(c -> joined(c.about(), each)).toList(), each, Text.Tone.QUIET, lines);
        lines.add(Text.empty().quiet(rule(columns.size(), each)));
        rows(columns.stream().map(c -> wrapped(c.text(), each)).toList(), each, Text.Tone.PLAIN, lines);
        return lines;
    }

    private static List<String> joined(List<String> parts, int width) {
        List<String> lines = new ArrayList<>();
        for (String part : parts) {
            String longer = lines.isEmpty() ? part : lines.get(lines.size() - 1) + APART + part;
            if (!lines.isEmpty() && Columns.of(longer) <= width) {
                lines.set(lines.size() - 1, longer);
            } else {
                lines.addAll(wrapped(part, width));
            }
        }
        return lines;
    }

    private static String rule(int columns, int each) {
        return String.join("─┼─", Collections.nCopies(columns, "─".repeat(each)));
    }

    private static void rows(List<List<String>> cells, int each, Text.Tone tone, List<Text> into) {
        int height = cells.stream().mapToInt(List::size).max().orElse(0);
        for (int row = 0; row < height; row++) {
            Text line = Text.empty();
            for (int c = 0; c < cells.size(); c++) {
                String cell = row < cells.get(c).size() ? cells.get(c).get(row) : "";
                boolean last = c == cells.size() - 1;
                line = line.and(last ? cell : cell + " ".repeat(each - Columns.of(cell)), tone);
                line = last ? line : line.quiet(BETWEEN);
            }
            into.add(line);
        }
    }

    /** The lines of a text, parted at blanks where they are too long, inside words where those are. */
    public static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String rest = line.replace("\t", "    ");
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
