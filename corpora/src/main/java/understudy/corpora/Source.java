package understudy.corpora;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * One file that a person named, or that lies in a folder they named. What gzip packed is read as what was packed.
 *
 * @param path where it lies
 * @param packed whether gzip packed it
 */
record Source(Path path, boolean packed) {
    static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int BUFFER = 1 << 16;
    /** How many bytes are looked at to see what a file holds. */
    private static final int HEAD = 1 << 16;

    static Source of(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] magic = in.readNBytes(2);
            return new Source(path, magic.length == 2 && magic[0] == 0x1F && (magic[1] & 0xFF) == 0x8B);
        } catch (IOException fault) {
            throw TextReader.unreadable(path, fault);
        }
    }

    InputStream open() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        return packed ? new GZIPInputStream(in, BUFFER) : in;
    }

    /** The first bytes of what it holds. */
    byte[] head() {
        try (InputStream in = open()) {
            return in.readNBytes(HEAD);
        } catch (IOException fault) {
            throw TextReader.unreadable(path, fault);
        }
    }

    /** The beginning as text, up to the last line that is whole; bytes that are not UTF-8 are of no account here. */
    String beginning() {
        byte[] head = head();
        String text = new String(head, StandardCharsets.UTF_8);
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        int whole = head.length < HEAD ? text.length() : text.lastIndexOf('\n') + 1;
        return whole == 0 ? text : text.substring(0, whole);
    }

    /** Its bytes as they lie there. */
    long size() {
        try {
            return Files.size(path);
        } catch (IOException fault) {
            throw TextReader.unreadable(path, fault);
        }
    }

    TextReader text() {
        try {
            return new TextReader(path, open());
        } catch (IOException fault) {
            throw TextReader.unreadable(path, fault);
        }
    }

    LineReader lines() {
        return new LineReader(text());
    }

    /** The ending of its name in lower case, without that of the packing: {@code jsonl}. */
    String ending() {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        return plain.substring(plain.lastIndexOf('.') + 1);
    }
}
