package understudy.repl.terminal;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program on a real pseudo terminal, with an emulated screen at the other end. */
public final class Pty implements AutoCloseable {
    private static final long PATIENCE_NANOS = 15_000_000_000L;

    private final PtyProcess process;
    private final VtScreen screen;
    private final Thread pump;
    private volatile Throwable trouble;

    public Pty(int columns, int rows, List<String> command, Map<String, String> environment) throws IOException {
        screen = new VtScreen(columns, rows);
        Map<String, String> all = new HashMap<>(System.getenv());
        all.keySet().removeAll(List.of("NO_COLOR", "COLORTERM", "TMUX", "UNDERSTUDY_HOME"));
        all.put("TERM", "xterm-256color");
        all.putAll(environment);
        process = new PtyProcessBuilder(command.toArray(String[]::new))
                .setEnvironment(all)
                .setInitialColumns(columns)
                .setInitialRows(rows)
                .start();
        pump = new Thread(this::pump, "pty");
        pump.setDaemon(true);
        pump.start();
    }

    private void pump() {
        try (Reader reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            char[] buffer = new char[4096];
            for (int n = reader.read(buffer); n > 0; n = reader.read(buffer)) {
                screen.write(new String(buffer, 0, n));
                type(screen.takeReplies());
            }
        } catch (IOException e) {
            // The program has gone.
        } catch (RuntimeException e) {
            trouble = e;
        }
    }

    public void type(String keys) throws IOException {
        if (!keys.isEmpty()) {
            process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }
    }

    public VtScreen screen() {
        return screen;
    }

    public long pid() {
        return process.pid();
    }

    public void resize(int columns, int rows) {
        screen.resize(columns, rows);
        process.setWinSize(new WinSize(columns, rows));
    }

    /** Waits until the screen looks as wanted. */
    public void await(String what, Predicate<List<String>> wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!wanted.test(screen.rows())) {
            if (trouble != null) {
                throw new AssertionError(trouble);
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what + ":\n" + shown());
            }
            Thread.sleep(10);
        }
    }

    /** Waits until a row contains the text. */
    public void await(String text) throws InterruptedException {
        await(text, rows -> rows.stream().anyMatch(r -> r.contains(text)));
    }

    /** Waits for the program's end and returns its status. */
    public int end() throws InterruptedException {
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            throw new AssertionError("still running:\n" + shown());
        }
        pump.join(2000);
        return process.exitValue();
    }

    /** The screen, for messages. */
    public String shown() {
        return String.join("\n", screen.rows());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
