package understudy.repl.judging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import understudy.repl.Faults;
import understudy.repl.Mistake;

/**
 * What was judged so far, one JSON object a line: {@code question}, {@code answer}, {@code answers{}}, {@code scores{}}. Appended after each question; a torn last line is judged
 * again. A ledger that was kept for other candidates, another judge or other settings is another file, whose name comes from all of that.
 */
public final class Ledger {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;
    private final Map<String, Entry> known = new LinkedHashMap<>();

    /**
     * One question, judged.
     *
     * @param answers in the order of the candidates
     * @param scores likewise
     */
    public record Entry(Question question, List<String> answers, List<Double> scores) {
        public Entry {
            answers = List.copyOf(answers);
            scores = List.copyOf(scores);
        }
    }

    private Ledger(Path file) {
        this.file = file;
    }

    /** Opens one, which need not exist. */
    public static Ledger at(Path file, List<String> candidates) {
        Ledger ledger = new Ledger(file);
        if (Files.exists(file)) {
            try {
                String text = Files.readString(file, StandardCharsets.UTF_8);
                int end = text.lastIndexOf('\n') + 1;
                if (end < text.length()) { // a torn line: what comes next must not be glued to it
                    Files.writeString(file, text.substring(0, end), StandardCharsets.UTF_8);
                }
                text.substring(0, end).lines().forEach(line -> ledger.recall(line, candidates));
            } catch (IOException e) {
                throw unusable(file, e);
            }
        }
        return ledger;
    }

    private void recall(String line, List<String> candidates) {
        try {
            JsonNode one = MAPPER.readTree(line);
            List<String> answers = new ArrayList<>();
            List<Double> scores = new ArrayList<>();
            for (String candidate : candidates) {
                answers.add(one.path("answers").path(candidate).asText());
                scores.add(one.path("scores").path(candidate).asDouble(Double.NaN));
            }
            String asked = one.path("question").asText();
            if (!asked.isBlank() && scores.stream().allMatch(Double::isFinite)) {
                String right = one.path("answer").asText("");
                known.put(
                        asked,
                        new Entry(
                                new Question(asked, right.isEmpty() ? Optional.empty() : Optional.of(right)),
                                answers,
                                scores));
            }
        } catch (JsonProcessingException damaged) {
            // That question is judged again.
        }
    }

    /** What is known of a question. */
    public Optional<Entry> entry(Question question) {
        return Optional.ofNullable(known.get(question.text()))
                .filter(entry -> entry.question().equals(question));
    }

    /** How many questions are in it. */
    public int size() {
        return known.size();
    }

    /** Keeps a question that was judged. */
    public void add(Entry entry, List<String> candidates) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("question", entry.question().text());
        entry.question().answer().ifPresent(answer -> line.put("answer", answer));
        Map<String, Object> answers = new LinkedHashMap<>();
        Map<String, Object> scores = new LinkedHashMap<>();
        for (int i = 0; i < candidates.size(); i++) {
            answers.put(candidates.get(i), entry.answers().get(i));
            scores.put(candidates.get(i), entry.scores().get(i));
        }
        line.put("answers", answers);
        line.put("scores", scores);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    MAPPER.writeValueAsString(line) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw unusable(file, e);
        }
        known.put(entry.question().text(), entry);
    }

    private static Mistake unusable(Path file, IOException fault) {
        return new Mistake(
                "What is judged is kept in " + file + ": expected a file that can be written; found "
                        + Faults.words(fault) + ".",
                fault);
    }
}
