package understudy.repl.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Prompt, pane, streamed text, notices and views on one emulated screen, in this process. */
@Timeout(60)
class ScreenTest {
    @TempDir
    Path folder;

    private final VtScreen vt = new VtScreen(60, 24);
    private final List<Entry> entries = Collections.synchronizedList(new ArrayList<>());
    private LineDisciplineTerminal terminal;
    private Screen screen;
    private Thread reading;
    private volatile long memory;

    @BeforeEach
    void open() throws IOException {
        OutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void flush() {
                vt.write(toString(StandardCharsets.UTF_8));
                reset();
            }
        };
        terminal = new LineDisciplineTerminal("test", "xterm-256color", out, StandardCharsets.UTF_8);
        terminal.setSize(new Size(60, 24));
        screen = Screen.over(
                terminal,
                Map.of("XTERM_VERSION", "like the emulator here", "EDITOR", "sh " + folder.resolve("editor")),
                true);
        screen.showPane(() -> new PaneSnapshot(
                List.of(new PaneSnapshot.Resident("romeo", 3_200_000, 0, true)),
                Optional.empty(),
                "cpu",
                OptionalLong.of(memory)));
    }

    @AfterEach
    void close() throws InterruptedException, IOException {
        if (reading != null) {
            type("\025\004"); // drop the line, then Ctrl-D
            reading.join(5000);
            assertFalse(reading.isAlive());
        }
        screen.close();
    }

    private void prompt(Work afterEach) {
        Prompt prompt = new Prompt(
                screen,
                folder.resolve("history"),
                words -> List.of(
                        new Completion("romeo", "a model", true),
                        new Completion("rome o", "another", true),
                        new Completion("--rate=", "", false)));
        reading = new Thread(() -> {
            Entry entry = prompt.read(Text.of("p> "));
            while (!(entry instanceof Entry.End)) {
                entries.add(entry);
                afterEach.of(entry);
                entry = prompt.read(Text.of("p> "));
            }
        });
        reading.start();
        await(() -> screen.reader().isReading());
    }

    private interface Work {
        void of(Entry entry);
    }

    private void type(String keys) throws IOException {
        terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    }

    private static void await(BooleanSupplier wanted) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!wanted.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited in vain");
            Thread.onSpinWait();
        }
    }

    private String shown() {
        return String.join("\n", vt.rows());
    }

    /** Looked at under the lock, for between flushes a redraw may be half done. */
    private void paneIsWhole(int columns, int rows) {
        screen.reader().screenLock().lock();
        try {
            lookAtPane(columns, rows);
        } finally {
            screen.reader().screenLock().unlock();
        }
    }

    private void lookAtPane(int columns, int rows) {
        List<String> all = vt.rows();
        assertEquals(rows, all.size());
        assertTrue(all.get(rows - 5).startsWith("━━ nothing rehearses ━━━"), shown());
        assertTrue(all.get(rows - 1).startsWith(" cpu   romeo 3.2 MB"), shown());
        assertEquals(
                1, all.stream().filter(r -> r.contains("nothing rehearses")).count(), shown());
        assertTrue(vt.cursorRow() < rows - 5, shown());
        assertEquals(columns, all.get(rows - 5).length(), shown());
    }

    @Test
    void anInterruptIsShownUntilMoreIsSaid() {
        screen.console().print("To be");
        screen.console().heard();
        assertTrue(vt.rows().contains("To be^C"), vt.rows().toString());
        screen.console().print(", or not");
        assertTrue(vt.rows().contains("To be, or not"), vt.rows().toString());
        screen.console().println("");
        screen.console().heard();
        assertTrue(vt.rows().contains("^C"), vt.rows().toString());
        screen.console().println("That is all.");
        assertTrue(vt.rows().contains("That is all."), vt.rows().toString());
    }

    @Test
    void promptAndPaneShareTheScreen() throws IOException {
        prompt(e -> screen.console().println("you said " + e));
        for (int i = 0; i < 30; i++) {
            memory = i * 1_000_000_000L;
            type("line " + i + "\r");
            screen.console().log("notice " + i);
            int wanted = i + 1;
            await(() -> entries.size() == wanted && screen.reader().isReading());
        }
        await(() -> shown().contains("29.0 GB free"));
        paneIsWhole(60, 24);
        List<String> all = vt.everything();
        for (int i = 0; i < 30; i++) {
            int number = i;
            assertEquals(
                    1, all.stream().filter(r -> r.equals("notice " + number)).count(), "notice " + i);
            assertTrue(all.contains("you said Typed[text=line " + i + "]"), "line " + i);
        }
        assertEquals("p>", vt.rows().get(vt.cursorRow()));
    }

    @Test
    void resizingLeavesNoGhosts() throws IOException {
        prompt(e -> {});
        for (int[] size : new int[][] {{50, 21}, {70, 30}, {45, 20}, {60, 24}}) {
            vt.resize(size[0], size[1]);
            terminal.setSize(new Size(size[0], size[1]));
            terminal.raise(Terminal.Signal.WINCH);
            screen.console().log("now " + size[0]);
            await(() -> vt.rows().get(size[1] - 5).length() == size[0]);
            paneIsWhole(size[0], size[1]);
        }
    }

    @Test
    void aHalfTypedLineIsThereOnceAfterAResize() throws IOException {
        prompt(e -> {});
        String line = "sample \"To be or not to be, that is the question: whether tis nobler\" --tok";
        type(line);
        await(() -> shown().contains("--tok"));
        for (int[] size : new int[][] {{45, 24}, {70, 30}, {50, 20}, {100, 24}}) {
            resize(size[0], size[1]);
            await(() -> vt.rows().get(size[1] - 5).length() == size[0]);
            await(() -> String.join("", vt.rows()).replace(" ", "").contains("p>" + line.replace(" ", "")));
            assertEquals(
                    1, vt.rows().stream().filter(row -> row.contains("p> sam")).count(), shown());
            assertEquals(
                    1, vt.rows().stream().filter(row -> row.contains("tok")).count(), shown());
            paneIsWhole(size[0], size[1]);
        }
    }

    @Test
    void theRowsOfATypedTextAreCounted() {
        assertEquals(0, ShellReader.rowsAbove(3, "", 60));
        assertEquals(0, ShellReader.rowsAbove(3, "x".repeat(56), 60));
        assertEquals(1, ShellReader.rowsAbove(3, "x".repeat(58), 60));
        assertEquals(2, ShellReader.rowsAbove(3, "漢".repeat(60), 60));
        assertEquals(3, ShellReader.rowsAbove(3, "x".repeat(70) + "\nhalf\n", 60));
    }

    @Test
    void streamedTextSurvivesTicksAndNotices() throws InterruptedException {
        Thread ticker = new Thread(() -> {
            for (int i = 0; i < 100; i++) {
                memory = i * 1_000_000_000L;
                screen.console().log("notice " + i + ".");
                Thread.onSpinWait();
            }
        });
        StringBuilder sent = new StringBuilder();
        ticker.start();
        for (int i = 0; i < 400; i++) {
            String piece = i % 7 == 0 ? "漢" : "w" + i + " ";
            sent.append(piece);
            screen.console().print(piece);
        }
        ticker.join();
        screen.console().fresh();
        screen.console().println("END");
        String text = String.join(
                "",
                vt.everything().stream()
                        .filter(r -> !r.startsWith("notice")
                                && !r.startsWith("━")
                                && !r.contains("GB free")
                                && !r.contains("`train`"))
                        .toList());
        text = text.substring(0, text.indexOf("END")).replace(" ", "");
        assertEquals(sent.toString().replace(" ", ""), text);
        long notices = vt.everything().stream()
                .filter(r -> r.matches("notice \\d+\\."))
                .count();
        assertEquals(100, notices);
    }

    @Test
    void progressIsRewrittenInPlace() {
        screen.console().progress("reading 1 of 3");
        screen.console().progress("reading 2 of 3, \033[31m and much more than this narrow line can hold");
        assertTrue(vt.rows().get(0).startsWith("reading 2 of 3, \ufffd[31m"), shown());
        assertTrue(vt.rows().get(0).endsWith("…"), shown());
        assertEquals("", vt.rows().get(1));
        screen.console().log("a notice");
        assertEquals("a notice", vt.rows().get(0));
        screen.console().progress("reading 3 of 3");
        screen.console().println("done");
        assertEquals(List.of("a notice", "done", ""), vt.rows().subList(0, 3));
    }

    @Test
    void tabCompletesInsideTheGrammar() throws IOException {
        prompt(e -> {});
        type("x; load \"rome \t\r");
        await(() -> entries.size() == 1);
        assertEquals(new Entry.Typed("x; load \"rome o\" "), entries.get(0));
        type("load romeo\t\r");
        await(() -> entries.size() == 2);
        assertEquals(new Entry.Typed("load romeo "), entries.get(1));
    }

    @Test
    void completionsAreExplainedInRows() throws IOException {
        prompt(e -> {});
        type("load \t");
        await(() -> vt.rows().contains("romeo    a model"));
        assertTrue(vt.rows().contains("rome o   another"), shown());
        paneIsWhole(60, 24);
    }

    @Test
    void historyIsSearchedAndSuggested() throws IOException {
        prompt(e -> {});
        type("remember me\r");
        await(() -> entries.size() == 1 && screen.reader().isReading());
        type("rem");
        await(() -> vt.rows().get(vt.cursorRow()).equals("p> remember me") && vt.cursorColumn() == "p> rem".length());
        type("\025\022mem");
        await(() -> shown().contains("bck-i-search: mem"));
        type("\r");
        await(() -> entries.size() == 2);
        assertEquals(new Entry.Typed("remember me"), entries.get(1));
    }

    @Test
    void anOpenQuoteAsksForMore() throws IOException {
        prompt(e -> {});
        type("sample \"one\rtwo\"\r");
        await(() -> entries.size() == 1);
        assertEquals(new Entry.Typed("sample \"one\ntwo\""), entries.get(0));
    }

    @Test
    void ctrlCDropsTheLine() throws IOException {
        prompt(e -> {});
        type("half a line");
        await(() -> shown().contains("half a line"));
        terminal.raise(Terminal.Signal.INT);
        await(() -> entries.size() == 1);
        assertEquals(new Entry.Dropped(false), entries.get(0));
    }

    @Test
    void historyIsKept() throws IOException {
        prompt(e -> {});
        type("first line\r");
        await(() -> entries.size() == 1 && screen.reader().isReading());
        type("\020\r");
        await(() -> entries.size() == 2);
        assertEquals(new Entry.Typed("first line"), entries.get(1));
        assertTrue(Files.readString(folder.resolve("history"), StandardCharsets.UTF_8)
                .contains("first line"));
    }

    @Test
    void aViewComesAndGoes() throws IOException, InterruptedException {
        screen.console().println("before");
        int[] keys = new int[1];
        Thread view = new Thread(() -> screen.console().show(new View() {
            @Override
            public void draw(Canvas canvas) {
                canvas.put(0, 0, Text.of("VIEW " + canvas.columns() + " 漢 e\u0301"));
            }

            @Override
            public boolean key(Key key) {
                keys[0]++;
                return true;
            }

            @Override
            public int leastColumns() {
                return 45;
            }

            @Override
            public int leastRows() {
                return 20;
            }
        }));
        view.start();
        await(() -> shown().contains("VIEW 60"));
        assertTrue(vt.alternate());
        assertFalse(shown().contains("nothing rehearses"), shown());
        screen.console().log("held back");
        type("x");
        resize(50, 22);
        await(() -> shown().contains("VIEW 50 漢 é"));
        resize(40, 22);
        await(() -> shown().contains("This view needs 45 x 20\nand the terminal has 40 x 22."));
        resize(50, 22);
        await(() -> shown().contains("VIEW 50 漢 é"));
        type("q");
        view.join(5000);
        assertFalse(view.isAlive());
        assertFalse(vt.alternate());
        assertEquals(1, keys[0]);
        assertTrue(vt.everything().contains("before"), shown());
        assertTrue(vt.everything().contains("held back"), shown());
        paneIsWhole(50, 22);
    }

    @Test
    void whileAnEditorIsOpenNobodyWaitsForIt() throws IOException, InterruptedException {
        Path open = folder.resolve("open");
        Path done = folder.resolve("done");
        String script = "touch " + open + "; until [ -e " + done + " ]; do sleep .02; done; echo and more >>\"$1\"";
        Files.writeString(folder.resolve("editor"), script, StandardCharsets.UTF_8);
        Prompt prompt = new Prompt(screen, folder.resolve("history"), words -> List.of());
        reading = new Thread(() -> {
            Entry entry = prompt.hear(Text.of("p> "), null, line -> List.of());
            while (!(entry instanceof Entry.End)) {
                entries.add(entry);
                entry = prompt.read(Text.of("p> "));
            }
        });
        reading.start();
        await(() -> screen.reader().isReading());
        type("some words \007");
        await(() -> Files.exists(open));
        Thread run = new Thread(() -> screen.console().log("the run goes on"));
        run.start();
        run.join(5000);
        boolean waits = run.isAlive();
        boolean drawn = shown().contains("the run goes on");
        resize(50, 22);
        Files.createFile(done);
        run.join();
        assertFalse(waits, "the run waits for the editor");
        assertFalse(drawn, "the editor's screen was written on");
        await(() -> shown().contains("p> some words and more"));
        paneIsWhole(50, 22);
        type("\r");
        await(() -> entries.size() == 1);
        assertEquals(new Entry.Typed("some words and more"), entries.get(0));
        assertTrue(vt.everything().contains("the run goes on"), shown());
    }

    private void resize(int columns, int rows) {
        vt.resize(columns, rows);
        terminal.setSize(new Size(columns, rows));
        terminal.raise(Terminal.Signal.WINCH);
    }

    @Test
    void closingGivesTheRowsBack() {
        screen.console().println("last words");
        paneIsWhole(60, 24);
        screen.close();
        assertFalse(shown().contains("nothing rehearses"), shown());
        assertTrue(shown().contains("last words"));
    }
}
