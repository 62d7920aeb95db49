package understudy.repl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import understudy.repl.terminal.Pty;

/** The program in a process of its own, on a real pseudo terminal and without one. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class ShellTest {
    @TempDir
    Path home;

    private Pty start(int columns, int rows, String... arguments) throws IOException {
        return new Pty(columns, rows, ShellProcess.command(home, arguments), Map.of());
    }

    private static boolean isPrompt(String row) {
        return row.matches("(understudy|romeo@\\d+)>");
    }

    @Test
    void aDamagedHistoryIsSetAside() throws Exception {
        byte[] damaged = {'1', '7', ':', 'q', (byte) 0xff, '\n'};
        Files.write(home.resolve("history"), damaged);
        try (Pty pty = start(200, 30)) {
            pty.await("understudy>");
            assertTrue(pty.shown().contains("The history of typed lines could not be read"), pty.shown());
            pty.type("quit\r");
            assertEquals(0, pty.end());
        }
        assertArrayEquals(damaged, Files.readAllBytes(home.resolve("history.damaged")));
        assertEquals(1, Files.readAllLines(home.resolve("history")).size());
    }

    @Test
    void aTerminalThatCannotMoveItsCursorStillHasAPrompt() throws Exception {
        try (Pty pty = new Pty(80, 24, ShellProcess.command(home), Map.of("TERM", "dumb"))) {
            pty.await("understudy>");
            pty.type("echo a\n");
            pty.await("ECHO [a]");
            pty.type("err\n");
            pty.await("No model juliet.");
            pty.type("quit\n");
            assertEquals(0, pty.end());
        }
    }

    @Test
    void aRunInTheBackgroundBreaksNothing() throws Exception {
        try (Pty pty = start(100, 30)) {
            pty.await("understudy>");
            assertTrue(pty.shown().contains("Understudy 0.1 · "), pty.shown());
            pty.type("act\r");
            pty.await("romeo ▶ rehearsing playhouse");
            pty.type("burst 60\rstream -n 600 --ms 1\r");
            pty.await("STREAMED 600");
            pty.await("BURST 60");
            for (int i = 0; i < 15; i++) {
                pty.type("echo " + i + "\r");
            }
            pty.await("ECHO [14]");
            pty.await("the prompt", rows -> isPrompt(rows.get(pty.screen().cursorRow())));
            List<String> all = pty.screen().everything();
            for (int i = 0; i < 60; i++) {
                String notice = "notice " + i + " " + "x".repeat(i % 30);
                assertEquals(
                        1,
                        all.stream()
                                .filter(r -> r.equals(notice.stripTrailing()))
                                .count(),
                        notice + "\n" + pty.shown());
            }
            String streamed = String.join(
                    "",
                    all.subList(
                            all.indexOf(all.stream()
                                    .filter(r -> r.startsWith("The quick"))
                                    .findFirst()
                                    .orElseThrow()),
                            all.size()));
            String whole = "The quick brown fox 漢字も流れる ⣿⣤ café ".repeat(20).replace(" ", "");
            int length = whole.codePointCount(0, whole.length());
            String found = streamed.replace(" ", "").replaceAll("notice\\d+x*", "");
            assertTrue(
                    found.startsWith(whole.substring(0, whole.offsetByCodePoints(0, length * 600 / 720 / 2))), found);
            List<String> rows = pty.screen().rows();
            assertTrue(rows.get(25).startsWith("━━ romeo ▶"), pty.shown());
            assertTrue(rows.get(29).contains("19.1 GB free"), pty.shown());
            assertEquals(1, rows.stream().filter(r -> r.contains("▶")).count(), pty.shown());
            pty.type("quit\r");
            assertEquals(0, pty.end());
            assertTrue(Files.exists(home.resolve("left")));
            assertFalse(pty.shown().contains("▶"), pty.shown());
        }
    }

    @Test
    void ctrlCStopsTheCommandAndCtrlDLeaves() throws Exception {
        try (Pty pty = start(80, 24)) {
            pty.await("understudy>");
            pty.type("stream -n 100000 --ms 5\r");
            pty.await("The quick");
            pty.type("\003");
            pty.await("CUT after some");
            assertFalse(pty.shown().contains("^C"), "no part of what was said: " + pty.shown());
            pty.type("half");
            pty.await("> half");
            pty.type("\003");
            pty.await("a new prompt", rows -> rows.get(pty.screen().cursorRow()).equals("understudy>"));
            pty.type("echo still here\r");
            pty.await("ECHO [still, here]");
            pty.resize(60, 20);
            pty.await(
                    "the pane on the smaller screen",
                    rows -> rows.size() == 20
                            && rows.get(15).startsWith("━━ no model in memory")
                            && rows.get(15).length() == 60);
            pty.type("nested second\r");
            pty.await("VIEW 60x20");
            pty.resize(80, 24);
            pty.await("VIEW 80x24");
            pty.type("q");
            pty.await("the pane again", rows -> rows.get(19).startsWith("━━ no model in memory"));
            pty.type("\004");
            assertEquals(0, pty.end());
            assertTrue(Files.exists(home.resolve("left")));
        }
    }

    @Test
    void smallScreensWork() throws Exception {
        for (int[] size : new int[][] {{60, 20}, {20, 5}}) {
            try (Pty pty = start(size[0], size[1])) {
                pty.await("understudy>");
                pty.type("act\r");
                pty.await("romeo@");
                pty.type("echo hi\r");
                pty.await("ECHO [hi]");
                pty.type("stream -n 50\r");
                pty.await("STREAMED 50");
                pty.type("quit\r");
                assertEquals(0, pty.end(), pty.shown());
            }
        }
    }

    @Test
    void pastedLinesRunOneAfterAnother() throws Exception {
        try (Pty pty = start(80, 24)) {
            pty.await("understudy>");
            pty.type("\033[200~echo one\necho 'two\nthree'\nerr\necho four\033[201~\r");
            pty.await("ECHO [one]");
            pty.await("No model juliet.");
            pty.await("The command after it was not run.");
            pty.type("\004");
            assertEquals(0, pty.end());
        }
    }

    @Test
    void leavingIsCertain() throws Exception {
        for (String signal : List.of("HUP", "TERM")) {
            Files.deleteIfExists(home.resolve("left"));
            try (Pty pty = start(80, 24)) {
                pty.await("understudy>");
                pty.type("act\r");
                pty.await("▶");
                pty.type("stream -n 100000 --ms 5\r");
                pty.await("The quick");
                new ProcessBuilder("kill", "-" + signal, Long.toString(pty.pid()))
                        .start()
                        .waitFor();
                assertTrue(pty.end() != 0);
                assertTrue(Files.exists(home.resolve("left")), signal);
                assertFalse(pty.shown().contains("▶"), pty.shown());
            }
        }
    }

    @Test
    void aCommandThatIsKilledStillGivesItsAnswer() throws Exception {
        Process process = new ProcessBuilder(
                        ShellProcess.command(home, "--json", "-c", "stream -n 1000000 --ms 5; echo never"))
                .start();
        try (InputStream said = process.getErrorStream();
                InputStream answers = process.getInputStream()) {
            assertEquals('T', said.read());
            process.toHandle().destroy(); // unlike Process.destroy, leaves its output to be read
            String all = new String(answers.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(
                    all.matches("\\{\"command\":\"stream\",\"ok\":false,\"tokens\":\\d+,\"error\":\"interrupted\"}\n"),
                    all);
            assertEquals(143, process.waitFor());
            assertTrue(Files.exists(home.resolve("left")));
        }
    }

    @Test
    void atATerminalOneCommandNeedsNoPane() throws Exception {
        try (Pty pty = start(80, 24, "-c", "progress; echo done; err")) {
            pty.await("working");
            assertEquals(1, pty.end());
            assertEquals(
                    List.of(
                            "WORKED for a while",
                            "ECHO [done] 0.5 1 grave",
                            "No model juliet. `models` lists them.",
                            ""),
                    pty.screen().rows().subList(0, 4));
        }
    }

    @Test
    void withoutATerminalThereAreNoCodes() throws Exception {
        Process process = new ProcessBuilder(
                        ShellProcess.command(home, "-c", "help; progress; stream -n 100; act; burst 3; err"))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String all;
        try (InputStream in = process.getInputStream()) {
            all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertEquals(1, process.waitFor());
        assertTrue(all.contains("STREAMED 100\n"), all);
        assertFalse(all.contains("working 1 of 20"), "so short a work needs no such line: " + all);
        assertTrue(all.chars().noneMatch(c -> c == 27 || c == '\r'), all);
    }
}
