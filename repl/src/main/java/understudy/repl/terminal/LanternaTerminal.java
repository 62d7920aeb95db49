package understudy.repl.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.input.InputDecoder;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.terminal.ansi.ANSITerminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.Lock;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.Colors;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * Lanterna on top of JLine's terminal, for full-screen views. One owner of the tty: size, modes, input and output are JLine's; each flush is one write under the screen's lock.
 */
final class LanternaTerminal extends ANSITerminal {
    /** How long a lone Escape waits for the rest of an arrow key. */
    private static final long ESCAPE_MILLIS = 20;

    private final Terminal terminal;
    private final Lock lock;
    private final ColourDepth depth;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(8192);
    private final InputDecoder keys = new InputDecoder(new KeyReader());
    private Attributes before;

    LanternaTerminal(Terminal terminal, Lock lock, ColourDepth depth) {
        super(InputStream.nullInputStream(), OutputStream.nullOutputStream(), StandardCharsets.UTF_8);
        this.terminal = terminal;
        this.lock = lock;
        this.depth = depth;
        keys.addProfile(getDefaultKeyDecodingProfile());
    }

    @Override
    protected TerminalSize findTerminalSize() {
        Size size = terminal.getSize();
        return new TerminalSize(Math.max(1, size.getColumns()), Math.max(1, size.getRows()));
    }

    /** Notices a new size and tells Lanterna's listeners. */
    void resized() {
        try {
            getTerminalSize();
        } catch (IOException e) {
            throw new IllegalStateException("asking JLine for the size reads nothing", e);
        }
    }

    @Override
    protected void writeToTerminal(byte... bytes) {
        synchronized (pending) {
            pending.write(bytes, 0, bytes.length);
        }
    }

    private void code(String escape) {
        writeToTerminal(escape.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void putCharacter(char c) {
        putString(String.valueOf(c));
    }

    @Override
    public void putString(String string) {
        writeToTerminal(string.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {
        String codes;
        synchronized (pending) {
            codes = pending.toString(StandardCharsets.UTF_8);
            pending.reset();
        }
        lock.lock();
        try {
            terminal.writer().write(codes);
            terminal.writer().flush();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void setForegroundColor(TextColor colour) throws IOException {
        if (depth != ColourDepth.NONE) {
            super.setForegroundColor(reduced(colour));
        }
    }

    @Override
    public void setBackgroundColor(TextColor colour) throws IOException {
        if (depth != ColourDepth.NONE) {
            super.setBackgroundColor(reduced(colour));
        }
    }

    private TextColor reduced(TextColor colour) {
        if (depth == ColourDepth.TRUE || colour instanceof TextColor.ANSI) {
            return colour;
        }
        int most = depth == ColourDepth.INDEXED ? 256 : 8;
        int index = Colors.roundRgbColor(colour.getRed(), colour.getGreen(), colour.getBlue(), most);
        return most == 256 ? new TextColor.Indexed(index) : TextColor.ANSI.values()[index];
    }

    @Override
    public void enterPrivateMode() throws IOException {
        before = terminal.enterRawMode();
        Attributes attributes = terminal.getAttributes();
        attributes.setLocalFlag(Attributes.LocalFlag.ISIG, false); // Ctrl-C is a key in a view
        terminal.setAttributes(attributes);
        terminal.puts(Capability.keypad_xmit);
        super.enterPrivateMode();
        code("\033[r"); // the pane's margins do not hold here
        flush();
    }

    @Override
    public void exitPrivateMode() throws IOException {
        code("\033[r");
        super.exitPrivateMode();
        if (before != null) {
            terminal.setAttributes(before);
        }
    }

    @Override
    public KeyStroke readInput() throws IOException {
        return keys.getNextCharacter(true);
    }

    @Override
    public KeyStroke pollInput() throws IOException {
        return keys.getNextCharacter(false);
    }

    /** One character at a time from JLine's reader, so that no key is read ahead and lost to the prompt. */
    private final class KeyReader extends Reader {
        @Override
        public boolean ready() throws IOException {
            return terminal.reader().peek(ESCAPE_MILLIS) >= 0;
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            int c = NonBlockingReader.READ_EXPIRED;
            while (c == NonBlockingReader.READ_EXPIRED
                    && !Thread.currentThread().isInterrupted()) {
                c = terminal.reader().read(100);
            }
            if (c < 0) {
                return -1;
            }
            into[offset] = c == '\r' ? '\n' : (char) c; // Lanterna waits for more behind a carriage return
            return 1;
        }

        @Override
        public void close() {}
    }
}
