package understudy.repl.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What a command gives back: the fields of its JSON object beside {@code command} and {@code ok}, in order.
 *
 * <p>Values are strings, numbers, booleans, paths, enums (their word), lists, maps, arrays and Optionals of those; an empty Optional and a number that is not finite
 * become null.
 */
public final class Reply {
    private static final Reply OK = new Reply(Map.of(), Optional.empty());

    private static final String INTERRUPTED = "interrupted";

    private final Map<String, Object> fields;
    private final Optional<String> error;

    private Reply(Map<String, Object> fields, Optional<String> error) {
        this.fields = fields;
        this.error = error;
    }

    /** Done, with no fields yet. */
    public static Reply ok() {
        return OK;
    }

    /** The same with one more field at the end. */
    public Reply with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        if (more.putIfAbsent(field, plain(value)) != null) {
            throw new IllegalArgumentException("field \"" + field + "\" is given twice");
        }
        return new Reply(Collections.unmodifiableMap(more), error);
    }

    /** The same, cut short by the person: status 130. */
    public Reply interrupted() {
        return new Reply(fields, Optional.of(INTERRUPTED));
    }

    /** The same, of a command that worked and found something wrong, which was told: status 1. */
    public Reply wrong(String line) {
        return new Reply(fields, Optional.of(line));
    }

    public boolean isInterrupted() {
        return error.equals(Optional.of(INTERRUPTED));
    }

    /** What is wrong, if anything is. */
    public Optional<String> error() {
        return error;
    }

    /** Strings, numbers, booleans, nulls, and lists and maps of those. */
    public Map<String, Object> fields() {
        return fields;
    }

    private static Object plain(Object value) {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? number : null;
        }
        if (value instanceof Path || value instanceof Enum) {
            return value.toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((k, v) -> copy.put(k.toString(), plain(v)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof Iterable<?> items) {
            List<Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(plain(item)));
            return Collections.unmodifiableList(copy);
        }
        return unwrapped(value);
    }

    private static Object unwrapped(Object value) {
        if (value instanceof Optional<?> o) {
            return o.map(Reply::plain).orElse(null);
        }
        if (value instanceof OptionalDouble o) {
            return o.isPresent() ? plain(o.getAsDouble()) : null;
        }
        if (value instanceof OptionalInt o) {
            return o.isPresent() ? o.getAsInt() : null;
        }
        if (value instanceof OptionalLong o) {
            return o.isPresent() ? o.getAsLong() : null;
        }
        if (value instanceof int[] a) {
            return plain(IntStream.of(a).boxed().toList());
        }
        if (value instanceof long[] a) {
            return plain(LongStream.of(a).boxed().toList());
        }
        if (value instanceof double[] a) {
            return plain(DoubleStream.of(a).boxed().toList());
        }
        throw new IllegalArgumentException(
                "expected a plain value, found " + value.getClass().getName());
    }
}
