package understudy.repl.judging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import understudy.repl.Faults;
import understudy.repl.Mistake;

/**
 * Questions in a file: JSON (a list) or JSON lines, each entry with {@code question} and perhaps {@code answer}, or as Alpaca writes them ({@code instruction}, {@code input},
 * {@code output}); or plain text, a question a line, perhaps with a tab and its answer behind it.
 */
public final class Questions {
    private static final long LIMIT = 1 << 28;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Questions() {}

    /**
     * @param most take at most so many, the first ones
     * @throws Mistake if the file cannot be read, or naming the entry that is no question
     */
    public static List<Question> read(Path file, int most) {
        String text = text(file);
        String head = text.stripLeading();
        List<Question> all =
                head.startsWith("[") ? list(text, file) : head.startsWith("{") ? lines(text, file) : plain(text);
        if (all.isEmpty()) {
            throw new Mistake("--questions: expected questions in " + file + "; found none.");
        }
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LIMIT) {
                throw new Mistake("--questions: expected a file of at most 256 MB; found a larger one, " + file + ".");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Mistake("--questions: expected UTF-8 text in " + file + "; save it as UTF-8.", e);
        } catch (IOException e) {
            throw new Mistake("--questions: expected a file; found " + Faults.words(e) + " (" + file + ").", e);
        }
    }

    private static List<Question> list(String text, Path file) {
        JsonNode root = json(text, file, "");
        List<Question> all = new ArrayList<>();
        for (int i = 0; i < root.size(); i++) {
            all.add(question(root.get(i), "entry " + (i + 1), file));
        }
        return all;
    }

    private static List<Question> lines(String text, Path file) {
        List<Question> all = new ArrayList<>();
        String[] lines = text.split("\n");
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                all.add(question(json(lines[i], file, ", line " + (i + 1)), "line " + (i + 1), file));
            }
        }
        return all;
    }

    private static JsonNode json(String text, Path file, String where) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Mistake(
                    "--questions: expected JSON in " + file + where + "; found something else"
                            + (e.getLocation() == null || !where.isEmpty()
                                    ? "."
                                    : " in line " + e.getLocation().getLineNr() + "."),
                    e);
        }
    }

    private static Question question(JsonNode entry, String where, Path file) {
        String asked = entry.path("question").asText(entry.path("instruction").asText(""));
        if (asked.isBlank()) {
            TreeSet<String> fields = new TreeSet<>();
            entry.fieldNames().forEachRemaining(fields::add);
            throw new Mistake("--questions: expected \"question\" or \"instruction\" in " + where + " of " + file
                    + "; found " + (fields.isEmpty() ? "no fields" : String.join(", ", fields)) + ".");
        }
        String input = entry.path("input").asText("");
        String answer = entry.path("answer").asText(entry.path("output").asText(""));
        return new Question(
                input.isBlank() ? asked : asked + "\n\n" + input,
                answer.isBlank() ? Optional.empty() : Optional.of(answer));
    }

    private static List<Question> plain(String text) {
        List<Question> all = new ArrayList<>();
        for (String line : text.split("\n")) {
            String[] parts = line.strip().split("\t", 2);
            if (!parts[0].isBlank()) {
                all.add(new Question(
                        parts[0].strip(), parts.length == 2 ? Optional.of(parts[1].strip()) : Optional.empty()));
            }
        }
        return all;
    }

    /** What counts as the same answer: white space and case aside. */
    static String plainly(String answer) {
        return answer.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
