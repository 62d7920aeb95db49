package understudy.checkpoints;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A JSON object read field by field, where what is missing or of the wrong kind is named with its path. */
final class Fields {
    private final String path;
    private final Map<String, Object> object;

    Fields(String path, Map<String, Object> object) {
        this.path = path;
        this.object = object;
    }

    boolean has(String name) {
        return object.containsKey(name);
    }

    Set<String> names() {
        return object.keySet();
    }

    long whole(String name) {
        return as(Long.class, name, "a whole number");
    }

    double number(String name) {
        return as(Number.class, name, "a number").doubleValue();
    }

    String text(String name) {
        return as(String.class, name, "text");
    }

    Map<String, Object> map(String name) {
        Fields fields = fields(name);
        try {
            return Json.copy(fields.object);
        } catch (IllegalArgumentException fault) {
            throw new CheckpointException(path + name + "." + fault.getMessage(), fault);
        }
    }

    Fields fields(String name) {
        Map<?, ?> map = as(Map.class, name, "an object");
        Map<String, Object> object = new TreeMap<>();
        map.forEach((key, value) -> object.put((String) key, value));
        return new Fields(path + name + ".", object);
    }

    /** Everything but the named ones. */
    Map<String, Object> without(Set<String> known) {
        Map<String, Object> rest = new TreeMap<>(object);
        rest.keySet().removeAll(known);
        try {
            return Json.copy(rest);
        } catch (IllegalArgumentException fault) {
            throw new CheckpointException(fault.getMessage(), fault);
        }
    }

    private <T> T as(Class<T> type, String name, String expected) {
        Object value = object.get(name);
        if (!type.isInstance(value)) {
            String found = has(name) ? OneLine.of(String.valueOf(value)) : "no such field";
            throw new CheckpointException(path + name + ": expected " + expected + "; found " + found);
        }
        return type.cast(value);
    }
}
