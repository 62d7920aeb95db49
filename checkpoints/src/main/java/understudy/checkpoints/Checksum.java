package understudy.checkpoints;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What a file must be: its length, told by the file system at no cost, and its SHA-256, which recognises a flipped bit.
 *
 * @param bytes length of the file
 * @param sha256 64 hexadecimal digits
 */
record Checksum(long bytes, String sha256) {
    private static final int CHUNK = 1 << 16;

    Checksum {
        if (bytes < 0) {
            throw new CheckpointException("bytes: expected 0 or more; found " + bytes);
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new CheckpointException(
                    "sha256: expected 64 hexadecimal digits; found \"" + OneLine.of(sha256) + "\"");
        }
    }

    static Checksum of(byte[] content) {
        MessageDigest digest = digest();
        digest.update(content);
        return new Checksum(content.length, HexFormat.of().formatHex(digest.digest()));
    }

    static Checksum of(Path file) throws IOException {
        MessageDigest digest = digest();
        long bytes = 0;
        byte[] chunk = new byte[CHUNK];
        // A stream, not a channel: reading must not end because somebody interrupts the thread.
        try (FileInputStream stream = new FileInputStream(file.toFile())) {
            for (int count; (count = stream.read(chunk)) >= 0; bytes += count) {
                digest.update(chunk, 0, count);
            }
        }
        return new Checksum(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    Map<String, Object> json() {
        return Map.of("bytes", bytes, "sha256", sha256);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException fault) {
            throw new IllegalStateException("every Java has SHA-256", fault);
        }
    }
}
