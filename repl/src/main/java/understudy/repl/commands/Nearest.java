package understudy.repl.commands;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name a person most likely meant. */
public final class Nearest {
    private Nearest() {}

    /** The candidate within a few slips of the pen (one in three letters, at most three), or that begins as typed; empty if none is near. */
    public static Optional<String> to(String typed, Collection<String> candidates) {
        String word = typed.toLowerCase(Locale.ROOT);
        int most = Math.max(1, Math.min(3, word.length() / 3));
        return candidates.stream()
                .filter(c -> slips(word, c.toLowerCase(Locale.ROOT)) <= most
                        || (word.length() > 1 && c.toLowerCase(Locale.ROOT).startsWith(word)))
                .min(Comparator.comparingInt((String c) -> slips(word, c.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code " Did you mean train?"}, or nothing. */
    public static String hint(String typed, Collection<String> candidates) {
        return to(typed, candidates).map(c -> " Did you mean " + c + "?").orElse("");
    }

    /** Letters changed, added, left out or swapped with their neighbour. */
    static int slips(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
