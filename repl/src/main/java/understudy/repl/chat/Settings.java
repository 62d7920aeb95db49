package understudy.repl.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import understudy.models.ModelException;
import understudy.models.Sampling;
import understudy.repl.Escapes;
import understudy.repl.Mistake;

/**
 * How answers are chosen.
 *
 * @param sampling which token comes next
 * @param tokens how many an answer may have
 * @param stops texts that end an answer, beside the template's
 * @param seed decides, with the number of the turn, what is drawn
 */
public record Settings(Sampling sampling, int tokens, List<String> stops, long seed) {
    /** What can be set, with an example of each. */
    static final Map<String, String> WORDS = words();

    public Settings {
        stops = List.copyOf(stops);
    }

    private static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("temperature", "0.7");
        words.put("top-k", "40");
        words.put("top-p", "0.9");
        words.put("min-p", "0.05");
        words.put("repeat", "1.1");
        words.put("tokens", "200");
        words.put("seed", "7");
        words.put("stop", "\\n\\n");
        return words;
    }

    /**
     * The same with one of them changed.
     *
     * @throws Mistake if there is none of that name, or the value does not fit
     */
    Settings with(String word, String value) {
        try {
            return switch (word) {
                case "temperature" ->
                    sampled(new Sampling(
                            number(value), sampling.topK(), sampling.topP(), sampling.minP(), sampling.repeat()));
                case "top-k" ->
                    sampled(new Sampling(
                            sampling.temperature(), count(value), sampling.topP(), sampling.minP(), sampling.repeat()));
                case "top-p" ->
                    sampled(new Sampling(
                            sampling.temperature(),
                            sampling.topK(),
                            number(value),
                            sampling.minP(),
                            sampling.repeat()));
                case "min-p" ->
                    sampled(new Sampling(
                            sampling.temperature(),
                            sampling.topK(),
                            sampling.topP(),
                            number(value),
                            sampling.repeat()));
                case "repeat" ->
                    sampled(new Sampling(
                            sampling.temperature(), sampling.topK(), sampling.topP(), sampling.minP(), number(value)));
                case "tokens" -> new Settings(sampling, Math.max(1, count(value)), stops, seed);
                case "seed" -> new Settings(sampling, tokens, stops, count(value));
                case "stop" -> new Settings(sampling, tokens, plus(value), seed);
                default ->
                    throw new Mistake(
                            "/set: expected one of " + String.join(", ", WORDS.keySet()) + "; found \"" + word + "\".");
            };
        } catch (NumberFormatException e) {
            throw new Mistake(
                    "/set " + word + ": expected a number, such as " + WORDS.get(word) + "; found \"" + value + "\".");
        } catch (ModelException e) {
            throw new Mistake("/set " + e.getMessage().replaceFirst("^--", ""));
        }
    }

    private Settings sampled(Sampling other) {
        return new Settings(other, tokens, stops, seed);
    }

    private List<String> plus(String stop) {
        if (stop.isEmpty()) {
            return List.of();
        }
        List<String> more = new ArrayList<>(stops);
        more.add(Escapes.read(stop));
        return more;
    }

    private static double number(String value) {
        return Double.parseDouble(value);
    }

    private static int count(String value) {
        return Integer.parseInt(value);
    }
}
