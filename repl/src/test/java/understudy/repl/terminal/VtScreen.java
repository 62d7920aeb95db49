package understudy.repl.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The screen of a small terminal, for tests: cells, cursor, margins, the alternate screen. Lines that scroll off the top are kept. Like xterm it does not
 * reflow when it changes size.
 */
public final class VtScreen {
    private final VtParser parser = new VtParser(this);
    private final List<String> gone = new ArrayList<>();
    private final StringBuilder replies = new StringBuilder();
    private int columns;
    private int rows;
    private Cell[][] cells;
    private Cell[][] hidden;
    private int x;
    private int y;
    private int top;
    private int bottom;
    private boolean pendingWrap;
    private Style style = Style.PLAIN;
    private boolean alternate;
    private int[] saved = new int[2];
    private int[] savedByAlternate = new int[2];

    public VtScreen(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        bottom = rows - 1;
        cells = blank();
        hidden = blank();
    }

    /** A place on the screen: what stands there (nothing behind a wide character), and how it looks. */
    public record Cell(String text, Style style) {
        static final Cell BLANK = new Cell(" ", Style.PLAIN);
    }

    /**
     * How a cell looks.
     *
     * @param front 0xRRGGBB, or -1 for the terminal's own
     * @param back likewise
     */
    public record Style(int front, int back, boolean bold, boolean underlined, boolean reversed) {
        static final Style PLAIN = new Style(-1, -1, false, false, false);
    }

    private static String line(Cell[] row) {
        return Arrays.stream(row).map(Cell::text).collect(Collectors.joining()).stripTrailing();
    }

    /** How the screen looks now: [row][column]. */
    public synchronized Cell[][] cells() {
        return Arrays.stream(cells).map(Cell[]::clone).toArray(Cell[][]::new);
    }

    /** Select graphic rendition. */
    void style(Style now) {
        style = now;
    }

    Style style() {
        return style;
    }

    /** What a program sends. */
    public synchronized void write(String text) {
        text.codePoints().forEach(parser::put);
    }

    /** The rows without trailing blanks. */
    public synchronized List<String> rows() {
        return Arrays.stream(cells).map(VtScreen::line).toList();
    }

    /** All rows that were ever scrolled away, then the screen. */
    public synchronized List<String> everything() {
        List<String> all = new ArrayList<>(gone);
        all.addAll(rows());
        return all;
    }

    public synchronized int cursorRow() {
        return y;
    }

    public synchronized int cursorColumn() {
        return x;
    }

    public synchronized boolean alternate() {
        return alternate;
    }

    /** What the terminal answers to questions, once. */
    public synchronized String takeReplies() {
        String all = replies.toString();
        replies.setLength(0);
        return all;
    }

    public synchronized void resize(int newColumns, int newRows) {
        int cut = Math.max(0, y - (newRows - 1));
        for (int r = 0; r < cut; r++) {
            gone.add(line(cells[r]));
        }
        columns = newColumns;
        rows = newRows;
        cells = copied(cells, cut);
        hidden = copied(hidden, 0);
        moveTo(Math.min(x, columns - 1), Math.min(y - cut, rows - 1));
        top = 0;
        bottom = rows - 1;
    }

    private Cell[][] copied(Cell[][] before, int cut) {
        Cell[][] now = blank();
        for (int r = 0; r < rows && r + cut < before.length; r++) {
            System.arraycopy(before[r + cut], 0, now[r], 0, Math.min(columns, before[0].length));
        }
        return now;
    }

    // What the parser asks for.

    void glyph(int codePoint) {
        int wide = Columns.of(codePoint);
        if (wide == 0) {
            return;
        }
        if (pendingWrap || x + wide > columns) {
            x = 0;
            lineFeed();
        }
        cells[y][x] = new Cell(Character.toString(codePoint), style);
        if (wide == 2) {
            cells[y][x + 1] = new Cell("", style);
        }
        x += wide;
        if (x >= columns) {
            x = columns - 1;
            pendingWrap = true;
        }
    }

    void carriageReturn() {
        moveTo(0, y);
    }

    void backspace() {
        moveTo(Math.max(0, x - 1), y);
    }

    void lineFeed() {
        pendingWrap = false;
        if (y == bottom) {
            scrollUp();
        } else if (y < rows - 1) {
            y++;
        }
    }

    void reverseLineFeed() {
        if (y == top) {
            insertLines(1);
        } else if (y > 0) {
            y--;
        }
    }

    private void scrollUp() {
        if (top == 0 && !alternate) {
            gone.add(line(cells[0]));
        }
        deleteAt(top);
    }

    private void deleteAt(int row) {
        System.arraycopy(cells, row + 1, cells, row, bottom - row);
        cells[bottom] = blankRow();
    }

    void insertLines(int count) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(cells, y, cells, y + 1, bottom - y);
            cells[y] = blankRow();
        }
    }

    void deleteLines(int count) {
        for (int i = 0; i < count; i++) {
            deleteAt(y);
        }
    }

    void moveTo(int column, int row) {
        x = Math.max(0, Math.min(column, columns - 1));
        y = Math.max(0, Math.min(row, rows - 1));
        pendingWrap = false;
    }

    void moveBy(int right, int down) {
        int row = y + down;
        if (down < 0 && y >= top) {
            row = Math.max(top, row);
        }
        if (down > 0 && y <= bottom) {
            row = Math.min(bottom, row);
        }
        moveTo(x + right, row);
    }

    void save() {
        saved = new int[] {x, y};
    }

    void restore() {
        moveTo(saved[0], saved[1]);
    }

    void margins(int first, int last) {
        top = first;
        bottom = last <= 0 ? rows - 1 : Math.min(last, rows) - 1;
        moveTo(0, 0);
    }

    void eraseInLine(int what) {
        int from = what == 0 ? x : 0;
        int to = what == 1 ? x + 1 : columns;
        Arrays.fill(cells[y], from, to, Cell.BLANK);
    }

    void eraseInScreen(int what) {
        if (what == 0) {
            eraseInLine(0);
            for (int r = y + 1; r < rows; r++) {
                cells[r] = blankRow();
            }
        } else {
            cells = blank();
        }
    }

    void eraseCharacters(int count) {
        Arrays.fill(cells[y], x, Math.min(columns, x + count), Cell.BLANK);
    }

    void deleteCharacters(int count) {
        for (int c = x; c < columns; c++) {
            cells[y][c] = c + count < columns ? cells[y][c + count] : Cell.BLANK;
        }
    }

    void insertCharacters(int count) {
        for (int c = columns - 1; c >= x; c--) {
            cells[y][c] = c - count >= x ? cells[y][c - count] : Cell.BLANK;
        }
    }

    void alternate(boolean on) {
        if (on == alternate) {
            return;
        }
        alternate = on;
        Cell[][] other = hidden;
        hidden = cells;
        cells = other;
        if (on) {
            savedByAlternate = new int[] {x, y};
            cells = blank();
        } else {
            moveTo(savedByAlternate[0], savedByAlternate[1]);
        }
    }

    void reportCursor() {
        replies.append("\033[").append(y + 1).append(';').append(x + 1).append('R');
    }

    private Cell[][] blank() {
        Cell[][] all = new Cell[rows][];
        Arrays.setAll(all, r -> blankRow());
        return all;
    }

    private Cell[] blankRow() {
        Cell[] row = new Cell[columns];
        Arrays.fill(row, Cell.BLANK);
        return row;
    }
}
