package understudy.corpora;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What a source file holds. The content decides, not the name of the file; formats added later are recognised here. */
public enum Format {
    /** Text that is read as it stands, from the first character to the last. */
    TEXT;

    /** How many bytes of a file are looked at. */
    static final int HEAD = 8192;

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
