package understudy.corpora;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What a source file holds. The content decides, not the name of the file. */
public enum Format {
    /** Text that is read as it stands, from the first character to the last. */
    TEXT,
    /** One example a line. */
    LINES;

    /** How many bytes of a file are looked at for a zero byte. */
    static final int HEAD = 8192;
    /** Fewer lines than this are no list. */
    private static final int LIST = 100;
    /** Characters of a line in a list at most, and words of one on average. */
    private static final int LONG = 60;

    private static final double WORDS = 3;

    /** The name a person types. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Format named(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new CorpusException("there is no format '" + word + "'; type --format "
                        + Arrays.stream(values()).map(Format::word).collect(Collectors.joining(" or "))));
    }

    /** What a file holds, as its beginning shows. */
    static Format of(Source source) {
        return list(source.beginning().lines().toList()) ? LINES : TEXT;
    }

    /** Names, words, titles: many short lines, hardly one like another, none empty, none that ends like a sentence. */
    private static boolean list(List<String> lines) {
        if (lines.size() < LIST) {
            return false;
        }
        boolean listed = lines.stream()
                .allMatch(line -> !line.isBlank()
                        && line.length() <= LONG
                        && ".,;:!?".indexOf(line.charAt(line.length() - 1)) < 0);
        long words = lines.stream().mapToLong(line -> line.split("\\s+").length).sum();
        return listed
                && words <= WORDS * lines.size()
                && lines.stream().distinct().count() * 10 >= lines.size() * 9L;
    }

    /** Where a file shows that it is no text: the place of its first zero byte, which no text has and few other files lack. */
    static OptionalInt zeroByte(byte[] head, int length) {
        for (int i = 0; i < length; i++) {
            if (head[i] == 0) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
