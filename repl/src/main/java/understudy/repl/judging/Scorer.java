package understudy.repl.judging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import understudy.repl.Mistake;

/**
 * Has an adviser score all answers to a question at once, under letters in shuffled order, so that neither names nor places count. A reply that is not exactly one score for each
 * letter is asked for again.
 *
 * @param adviser whom to ask
 * @param seed decides the order of the answers
 */
public record Scorer(Adviser adviser, long seed) implements Judge {
    private static final int TRIES = 3;
    private static final int MOST = 26;
    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public String name() {
        return adviser.name();
    }

    @Override
    public List<Double> scores(Question question, List<String> answers) {
        if (answers.size() > MOST) {
            throw new Mistake("Expected at most " + MOST + " candidates; found " + answers.size() + ".");
        }
        List<Integer> order = order(question, answers.size());
        String prompt = prompt(question, answers, order);
        String reply = "";
        for (int attempt = 0; attempt < TRIES; attempt++) {
            reply = adviser.reply(attempt == 0 ? prompt : prompt + reminder(answers.size()), seed + attempt);
            Optional<List<Double>> scores = read(reply, order);
            if (scores.isPresent()) {
                return scores.get();
            }
        }
        throw new Mistake("The judge " + name() + " was asked " + TRIES + " times for scores such as "
                + example(answers.size()) + "; found \"" + cut(reply) + "\". Another --with may do better.");
    }

    private List<Integer> order(Question question, int count) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed * 31 + question.text().hashCode()));
        return order;
    }

    private static String letter(int place) {
        return String.valueOf((char) ('A' + place));
    }

    private static String prompt(Question question, List<String> answers, List<Integer> order) {
        StringBuilder text = new StringBuilder(
                        "Several pupils answered the same question. Score each answer from 0"
                                + " (useless) to 100 (could not be better) for how well it answers the question; correctness counts most.\n\nQuestion:\n")
                .append(question.text())
                .append('\n');
        question.answer()
                .ifPresent(answer ->
                        text.append("\nA right answer:\n").append(answer).append('\n'));
        for (int place = 0; place < order.size(); place++) {
            text.append("\nAnswer ")
                    .append(letter(place))
                    .append(":\n")
                    .append(answers.get(order.get(place)))
                    .append('\n');
        }
        return text.append("\nReply with one JSON object and nothing else, a whole number for each letter, such as ")
                .append(example(order.size()))
                .append('\n')
                .toString();
    }

    private static String example(int count) {
        StringBuilder object = new StringBuilder("{");
        for (int place = 0; place < count; place++) {
            object.append(place == 0 ? "" : ", ")
                    .append('"')
                    .append(letter(place))
                    .append("\": ")
                    .append(70 - 10 * (place % 7));
        }
        return object.append('}').toString();
    }

    private static String reminder(int count) {
        return "\nYour last reply could not be read. Only the JSON object, exactly of the form " + example(count)
                + "\n";
    }

    /** Exactly one whole number from 0 to 100 for each letter, and nothing else; a code fence around it is forgiven. */
    static Optional<List<Double>> read(String reply, List<Integer> order) {
        String body = reply.strip().replaceFirst("(?s)^```(?:json)?\\s*(.*?)\\s*```$", "$1");
        JsonNode object;
        try {
            object = STRICT.readTree(body);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        if (object == null || !object.isObject() || object.size() != order.size()) {
            return Optional.empty();
        }
        Double[] scores = new Double[order.size()];
        for (int place = 0; place < order.size(); place++) {
            JsonNode score = object.path(letter(place));
            if (!score.isIntegralNumber() || score.asLong() < 0 || score.asLong() > 100) {
                return Optional.empty();
            }
            scores[order.get(place)] = score.asDouble();
        }
        return Optional.of(Arrays.asList(scores));
    }

    private static String cut(String reply) {
        String line = reply.strip().replaceAll("\\s+", " ");
        return line.length() > 60 ? line.substring(0, 60) + "…" : line;
    }

    /** Roughly how many tokens will be sent and come back, at four characters each. */
    public long tokens(List<Question> questions, int candidates, int answerTokens) {
        long fixed = prompt(
                        new Question("?", Optional.empty()),
                        Collections.nCopies(candidates, ""),
                        order(new Question("?", Optional.empty()), candidates))
                .length();
        long asked = questions.stream()
                .mapToLong(
                        q -> q.text().length() + q.answer().map(String::length).orElse(0))
                .sum();
        return (questions.size() * fixed + asked) / 4 + (long) questions.size() * candidates * (answerTokens + 8L);
    }
}
