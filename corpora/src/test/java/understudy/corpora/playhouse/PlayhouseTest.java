package understudy.corpora.playhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import understudy.corpora.CorpusException;

class PlayhouseTest {
    private static final Playhouse SMALL = Playhouse.of(new PlayhouseOptions(1, 200_000, Part.all()));
    private static final String TEXT = SMALL.text();

    /** The same bytes on every machine and for ever; a deliberate change of what the town says changes this number. */
    @Test
    void theBytesAreThese() throws Exception {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        assertEquals(TEXT.length(), bytes.length, "every character is one byte");
        assertEquals(
                "7ea9d2462d0c774a1d9213ed8a5ad5918a9c42994d93d39bc777be5a38dd48d3",
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    @Test
    void theLanguageOfTheComputerDoesNotMatter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertEquals(
                    TEXT,
                    Playhouse.of(new PlayhouseOptions(1, 200_000, Part.all())).text());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void seedsAndSizes() {
        assertNotEquals(
                TEXT.substring(0, 1000),
                Playhouse.of(new PlayhouseOptions(2, 200_000, Part.all()))
                        .text()
                        .substring(0, 1000));
        String half = Playhouse.of(new PlayhouseOptions(1, 100_000, Part.all())).text();
        assertTrue(TEXT.startsWith(half));
        assertTrue(half.length() >= 100_000 && half.length() < 103_000, "length " + half.length());
    }

    @Test
    void everyPartIsThereAndOnlyThosePartsThatWereAskedFor() {
        Map<Part, Integer> characters = new TreeMap<>();
        SMALL.documents().forEach(d -> characters.merge(d.part(), d.text().length(), Integer::sum));
        assertEquals(Part.all(), characters.keySet());
        characters.forEach((part, count) -> assertTrue(count > TEXT.length() / 10, part + " has " + count));

        Set<Part> two = EnumSet.of(Part.LETTERS, Part.PLAYS);
        var some = Playhouse.of(new PlayhouseOptions(1, 20_000, two));
        assertEquals(two, EnumSet.copyOf(some.documents().map(Document::part).toList()));
        assertTrue(some.floor(0, 20_000) > 0);
    }

    @Test
    void fewCharactersAndCleanLines() {
        var alphabet = new TreeSet<Character>();
        TEXT.chars().forEach(c -> alphabet.add((char) c));
        assertTrue(alphabet.size() < 90, alphabet.toString());
        assertTrue(alphabet.first() == '\n' && alphabet.last() <= '~', alphabet.toString());
        for (String slip : List.of(
                "  ",
                " \n",
                " ,",
                " \\.",
                "\n\n\n",
                "\\.\\.",
                "[,;] *\\.",
                "\\ba a\\b",
                "\\ban? (the|an?|my)\\b",
                "\\ba (?!one-)[aeiou]",
                "\\ban [^aeiouh ]",
                "(?<![:,]|said|gone|\\w) [a-z]+ \\.",
                "[.?!] [a-z]",
                "\\b(in|on) (in|on|at) the\\b(?! door)",
                "\\bthe (the|a|my)\\b",
                "[{}|\\[\\]\\\\]",
                "\\b(\\w+) \\1\\b(?!, )")) {
            var found = Pattern.compile(slip).matcher(TEXT);
            assertFalse(found.find(), () -> slip + " in: " + around(found.start()));
        }
    }

    private static String around(int at) {
        return TEXT.substring(Math.max(0, at - 60), Math.min(TEXT.length(), at + 60));
    }

    @Test
    void documentsFollowEachOther() {
        long[] next = {0};
        SMALL.documents().forEach(d -> {
            assertEquals(next[0], d.start());
            assertTrue(d.text().endsWith("\n\n") && !d.text().startsWith("\n"));
            next[0] += d.text().length();
        });
        assertEquals(TEXT.length(), next[0]);
    }

    @Test
    void theFloorOfStretchesAddsUp() {
        int n = TEXT.length();
        double all = SMALL.floor(0, n) * n;
        for (int cut : new int[] {1, 17, n / 3, n * 9 / 10, n - 1}) {
            assertEquals(all, SMALL.floor(0, cut) * cut + SMALL.floor(cut, n) * (n - cut), 1e-6, "cut at " + cut);
        }
        double validation = SMALL.floor(n * 9 / 10, n);
        assertTrue(validation > .08 && validation < .25, "floor " + validation);
        assertThrows(IllegalArgumentException.class, () -> SMALL.floor(5, 5));
        assertThrows(IllegalArgumentException.class, () -> SMALL.floor(-1, 5));
        assertThrows(IllegalArgumentException.class, () -> SMALL.floor(0, n + 1));
    }

    @Test
    void lettersCarryTheirLabels() {
        Map<String, Integer> labels = new TreeMap<>();
        SMALL.letters().forEach(letter -> {
            labels.merge(letter.label(), 1, Integer::sum);
            assertFalse(letter.text().contains("Letter:"));
            assertTrue(letter.text().length() > 60, letter.text());
        });
        assertEquals(Set.of("complaint", "farewell", "invitation", "request", "thanks"), labels.keySet());
        labels.values().forEach(count -> assertTrue(count > 15, labels.toString()));
    }

    @Test
    void mistakesAreToldInOneLine() {
        for (var wrong : List.<org.junit.jupiter.api.function.Executable>of(
                () -> new PlayhouseOptions(1, 999, Part.all()),
                () -> new PlayhouseOptions(1, -5, Part.all()),
                () -> new PlayhouseOptions(1, Long.MAX_VALUE, Part.all()),
                () -> new PlayhouseOptions(1, 2000, Set.of()),
                () -> Part.parse("plays,sonnets"),
                () -> Part.parse(""))) {
            String message = assertThrows(CorpusException.class, wrong).getMessage();
            assertTrue(message.contains("expected") && message.contains("found") && !message.contains("\n"), message);
        }
        assertEquals(EnumSet.of(Part.PLAYS, Part.LETTERS), Part.parse("letters, Plays"));
    }
}
