package understudy.repl.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Columns of text under quiet headings. Columns that hold numbers stand to the right: their heading begins with {@code >}.
 */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> headings = new ArrayList<>();
    private final List<Boolean> right = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Headings from left to right, such as {@code Table.of("name", ">bytes")}. */
    public static Table of(String... headings) {
        Table table = new Table();
        for (String heading : headings) {
            table.right.add(heading.startsWith(">"));
            table.headings.add(heading.startsWith(">") ? heading.substring(1) : heading);
        }
        return table;
    }

    private Table() {}

    /** Adds a row; one cell per heading. */
    public Table row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("expected " + headings.size() + " cells, found " + cells.length);
        }
        rows.add(List.copyOf(Arrays.asList(cells)));
        return this;
    }

    /** The table's lines; the last column is cut where it would pass the width. */
    public List<Text> lines(int width) {
        int[] widths = new int[headings.size()];
        List<List<String>> all = new ArrayList<>(rows);
        all.add(0, headings);
        for (List<String> row : all) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], Columns.of(row.get(c)));
            }
        }
        List<Text> lines = new ArrayList<>();
        lines.add(Text.empty().quiet(line(headings, widths, width)));
        rows.forEach(row -> lines.add(Text.of(line(row, widths, width))));
        return Collections.unmodifiableList(lines);
    }

    /** Prints all lines. */
    public void print(Console console) {
        lines(console.width()).forEach(console::println);
    }

    private String line(List<String> cells, int[] widths, int width) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String cell = cells.get(c);
            String pad = " ".repeat(widths[c] - Columns.of(cell));
            line.append(c == 0 ? "" : GAP).append(right.get(c) ? pad + cell : cell + pad);
        }
        return Columns.cut(line.toString().stripTrailing(), width);
    }
}
