package understudy.models;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Typed reading of a configuration map, as it comes from a checkpoint or a recipe.
 *
 * @param owner what it configures, for messages
 * @param values JSON's types
 */
record Config(String owner, Map<String, Object> values) {

    int count(String key) {
        Object value = value(key);
        if (value instanceof Number number && number.doubleValue() == number.intValue()) {
            return number.intValue();
        }
        throw wrong(key, "a whole number", value);
    }

    double number(String key) {
        Object value = value(key);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(key, "a number", value);
    }

    boolean truth(String key) {
        Object value = value(key);
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw wrong(key, "true or false", value);
    }

    <E extends Enum<E>> E choice(String key, Class<E> kind) {
        Object value = value(key);
        for (E constant : kind.getEnumConstants()) {
            if (constant.toString().equals(value)) {
                return constant;
            }
        }
        throw wrong(key, "one of " + java.util.List.of(kind.getEnumConstants()), value);
    }

    String text(String key) {
        Object value = value(key);
        if (value instanceof String text) {
            return text;
        }
        throw wrong(key, "text", value);
    }

    /** The same where a configuration may leave it out. */
    int count(String key, int otherwise) {
        return values.containsKey(key) ? count(key) : otherwise;
    }

    double number(String key, double otherwise) {
        return values.containsKey(key) ? number(key) : otherwise;
    }

    boolean truth(String key, boolean otherwise) {
        return values.containsKey(key) ? truth(key) : otherwise;
    }

    <E extends Enum<E>> E choice(String key, Class<E> kind, E otherwise) {
        return values.containsKey(key) ? choice(key, kind) : otherwise;
    }

    /** A configuration within this one, if it is there. */
    Optional<Config> below(String key) {
        if (!values.containsKey(key)) {
            return Optional.empty();
        }
        if (!(value(key) instanceof Map<?, ?> map)) {
            throw wrong(key, "an object", value(key));
        }
        Map<String, Object> inside = new TreeMap<>();
        map.forEach((name, value) -> inside.put(String.valueOf(name), value));
        return Optional.of(new Config(owner + "'s " + key, inside));
    }

    private Object value(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw new ModelException("The configuration of this " + owner + " lacks \"" + key + "\".");
        }
        return value;
    }

    private ModelException wrong(String key, String expected, Object found) {
        return new ModelException("In the configuration of this " + owner + ", \"" + key + "\": expected " + expected
                + "; found " + found + ".");
    }
}
