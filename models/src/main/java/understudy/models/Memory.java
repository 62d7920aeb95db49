package understudy.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How much memory this machine, or the container around this process, has left. Linux overcommits: running out kills
 * the process, so the need is compared with this first.
 */
public final class Memory {
    private Memory() {}

    /** Bytes that can still be taken without harm; {@link Long#MAX_VALUE} where the system does not tell. */
    public static long available() {
        long machine = machine();
        long limit = number(Path.of("/sys/fs/cgroup/memory.max"));
        long used = number(Path.of("/sys/fs/cgroup/memory.current"));
        return limit < 0 || used < 0 ? machine : Math.min(machine, Math.max(0, limit - used));
    }

    /** @throws ModelException if {@code bytes} more would not fit, naming both numbers */
    static void require(long bytes, String what) {
        long free = available();
        if (bytes > free) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "%s needs %,d bytes of memory; %,d are free. Choose a smaller size, or unload a model.",
                    what,
                    bytes,
                    free));
        }
    }

    private static long machine() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/meminfo"), StandardCharsets.US_ASCII)) {
                if (line.startsWith("MemAvailable:")) {
                    return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException | NumberFormatException e) {
            // not Linux: fall through to the JVM's own estimate
        }
        return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getFreeMemorySize()
                : Long.MAX_VALUE;
    }

    private static long number(Path file) {
        try {
            return Long.parseLong(
                    Files.readString(file, StandardCharsets.US_ASCII).trim());
        } catch (IOException | NumberFormatException e) {
            return -1; // no such group, or "max"
        }
    }
}
