package understudy.models.dialects;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import understudy.models.ModelException;

/**
 * A {@code config.json} read key by key: what is missing has its program's default, what changes the network in a way
 * that we do not know is refused by name.
 *
 * @param values in JSON's types
 */
record Settings(Map<String, Object> values) {

    boolean has(String key) {
        return values.get(key) != null;
    }

    int count(String key) {
        return count(key, -1);
    }

    /** @param otherwise for a key that is missing; negative if it must be there */
    int count(String key, int otherwise) {
        Object value = values.get(key);
        if (value == null && otherwise >= 0) {
            return otherwise;
        }
        if (value instanceof Number number && number.doubleValue() == number.intValue() && number.intValue() > 0) {
            return number.intValue();
        }
        throw wrong(key, "a whole number above 0", value);
    }

    double number(String key, double otherwise) {
        Object value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw wrong(key, "a number", value);
    }

    boolean truth(String key, boolean otherwise) {
        Object value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw wrong(key, "true or false", value);
    }

    String word(String key, String otherwise) {
        Object value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof String word) {
            return word;
        }
        throw wrong(key, "a word", value);
    }

    Optional<Settings> below(String key) {
        Object value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> inside = new TreeMap<>();
            map.forEach((name, each) -> inside.put(String.valueOf(name), each));
            return Optional.of(new Settings(inside));
        }
        throw wrong(key, "an object", value);
    }

    /** The first of a list of words. */
    Optional<String> first(String key) {
        return values.get(key) instanceof List<?> list && !list.isEmpty()
                ? Optional.of(String.valueOf(list.get(0)))
                : Optional.empty();
    }

    /** @throws ModelException if a switch has been turned that changes what is computed */
    void require(String key, Object usual) {
        Object value = values.get(key);
        if (value != null && !value.equals(usual)) {
            throw wrong(key, String.valueOf(usual), value);
        }
    }

    /** Every entry of a list is that word, if there is such a list. */
    void requireEvery(String key, String usual) {
        if (values.get(key) instanceof List<?> list) {
            list.stream().filter(each -> !usual.equals(each)).findFirst().ifPresent(each -> {
                throw wrong(key, usual + " everywhere", each);
            });
        }
    }

    private static ModelException wrong(String key, String expected, Object found) {
        return new ModelException("config.json: \"" + key + "\": expected " + expected + "; found "
                + (found == null ? "none" : found) + ".");
    }
}
