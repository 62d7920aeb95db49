package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a source file holds. The content decides, not the name of the file, except for tables of unknown columns. */
public enum Format {
    /** Text that is read as it stands, from the first character to the last. */
    TEXT,
    /** One example a line. */
    LINES,
    /** Text with scene headings, cues and dialogue, as Fountain and plain scripts have them; read as it stands. */
    SCREENPLAY,
    /** Instructions with answers, as Stanford Alpaca's file has them. */
    ALPACA,
    /** Conversations whose messages have {@code from} and {@code value}. */
    SHAREGPT,
    /** Conversations whose messages have {@code role} and {@code content}. */
    MESSAGES,
    /** Conversations between {@code ### Human:} and {@code ### Assistant:}. */
    GUANACO,
    /** Conversations between {@code <human>} and {@code <bot>}. */
    NANOCHAT,
    /** Texts with a label each. */
    LABELLED,
    /** A list of JSON values, of which one field is read. */
    JSON,
    /** A JSON value a line, of which one field is read. */
    JSONL,
    /** A table with commas, of which one column is read. */
    CSV,
    /** A table with tabs, of which one column is read. */
    TSV,
    /** A Parquet file, of which one column is read. */
    PARQUET;

    private static final Set<Format> WHOLE = EnumSet.of(TEXT, LINES, SCREENPLAY);
    private static final Set<Format> CONTAINERS = EnumSet.of(JSON, JSONL, CSV, TSV, PARQUET);

    /** How many bytes of a file are looked at for a zero byte. */
    static final int HEAD = 8192;
    /** Fewer lines than this are no list. */
    private static final int LIST = 100;
    /** Characters of a line in a list at most, and words of one on average. */
    private static final int LONG = 60;

    private static final double WORDS = 3;
    private static final byte[] PARQUET_MAGIC = {'P', 'A', 'R', '1'};
    private static final Pattern LABEL_AND_TEXT = Pattern.compile("[\\p{Alnum}_-]{1,24}\\t[^\\t]*\\S[^\\t]*");
    private static final int MOST_LABELS = 20;
    private static final int LABELLED_LINES = 4;

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

    /** Whether files of this format are read as text, not as records. */
    boolean whole() {
        return WHOLE.contains(this);
    }

    /** What a file holds, as its beginning shows: the way its records are written, where it has any. */
    static Format of(Source source) {
        if (parquet(source.head())) {
            return PARQUET;
        }
        String text = source.beginning();
        String begins = text.stripLeading();
        if (begins.startsWith("[") && json(source, begins)) {
            return JSON;
        }
        if (begins.startsWith("{") && json(source, begins)) {
            boolean line = Json.value(begins.lines().findFirst().orElse("")).isPresent();
            boolean more =
                    begins.lines().filter(each -> !each.isBlank()).limit(2).count() > 1;
            return line && (more || source.ending().equals("jsonl")) ? JSONL : line || !lined(source) ? JSON : JSONL;
        }
        if (Marks.of(text).isPresent()) {
            return Marks.of(text).get().format();
        }
        if (bare(text) || (source.ending().equals("tsv") && text.contains("\t"))) {
            return TSV;
        }
        if (source.ending().equals("csv") && text.contains(",")) {
            return CSV;
        }
        if (Script.is(text)) {
            return SCREENPLAY;
        }
        return list(text.lines().toList()) ? LINES : TEXT;
    }

    /** The way in which the records of a file are written, of whatever form these are. */
    Format container(Source source) {
        if (CONTAINERS.contains(this)) {
            return this;
        }
        Format found = of(source);
        if (CONTAINERS.contains(found)) {
            return found;
        }
        if (this == LABELLED) {
            return source.ending().equals("csv") ? CSV : TSV;
        }
        throw new CorpusException("expected " + word() + " in " + source.path() + ", found " + found.word()
                + "; leave --format out, or choose another");
    }

    private static boolean lined(Source source) {
        return source.ending().equals("jsonl") || source.ending().equals("ndjson");
    }

    /** JSON by its name, or since it reads like JSON up to its second value; a stage direction in brackets does not. */
    private static boolean json(Source source, String begins) {
        if (source.ending().equals("json") || lined(source)) {
            return true;
        }
        if (begins.startsWith("{")) {
            return Json.value(begins.lines().findFirst().orElse(""))
                    .map(JsonNode::isObject)
                    .orElse(false);
        }
        String inside = begins.substring(1).stripLeading();
        return inside.startsWith("{") && inside.substring(1).stripLeading().startsWith("\"");
    }

    private static boolean parquet(byte[] head) {
        return head.length >= PARQUET_MAGIC.length
                && Arrays.equals(head, 0, PARQUET_MAGIC.length, PARQUET_MAGIC, 0, PARQUET_MAGIC.length);
    }

    /** Whether every line is a label, a tab and a text, without a line that names these: {@code ham<TAB>See you then}. */
    static boolean bare(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.size() < LABELLED_LINES
                || !lines.stream().allMatch(line -> LABEL_AND_TEXT.matcher(line).matches())) {
            return false;
        }
        List<String> labels = lines.stream()
                .map(line -> line.substring(0, line.indexOf('\t')))
                .toList();
        Set<String> different = Set.copyOf(labels);
        return different.size() > 1
                && different.size() <= Math.min(MOST_LABELS, lines.size() / 2)
                && labels.lastIndexOf(labels.get(0)) > 0;
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
    static OptionalInt zeroByte(byte[] head) {
        for (int i = 0; i < Math.min(HEAD, head.length) && !parquet(head); i++) {
            if (head[i] == 0) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
