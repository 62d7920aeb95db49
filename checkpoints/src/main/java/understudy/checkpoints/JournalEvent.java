package understudy.checkpoints;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One line of a journal.
 *
 * @param step at which it happened
 * @param kind what happened, in one word: {@code evaluated}, {@code set}, {@code saved}, {@code sampled}, …
 * @param facts the rest, JSON-ready; a time of day, if wanted, is among them; a number that is not finite becomes
 *     its word
 */
public record JournalEvent(long step, String kind, Map<String, Object> facts) {
    /** The kind under which a line that cannot be read is reported, with the {@code byte} at which it begins and the {@code reason}. */
    public static final String DAMAGED = "damaged";

    private static final String STEP = "step";
    private static final String KIND = "event";
    private static final Set<String> FIELDS = Set.of(STEP, KIND);

    public JournalEvent {
        facts = Json.copy(finite(facts));
        if (facts.containsKey(STEP) || facts.containsKey(KIND)) {
            throw new CheckpointException("facts: expected names other than step and event; found " + facts.keySet());
        }
    }

    /** A loss that went to infinity is an event like any other, but JSON has no number for it. */
    private static Map<String, Object> finite(Map<String, Object> facts) {
        for (Object fact : facts.values()) {
            if (isInfinite(fact)) {
                Map<String, Object> finite = new LinkedHashMap<>(facts);
                finite.replaceAll((name, value) -> isInfinite(value) ? String.valueOf(value) : value);
                return finite;
            }
        }
        return facts;
    }

    private static boolean isInfinite(Object fact) {
        return (fact instanceof Double || fact instanceof Float) && !Double.isFinite(((Number) fact).doubleValue());
    }

    byte[] json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(STEP, step);
        json.put(KIND, kind);
        json.putAll(facts);
        return Json.compact(json);
    }

    /** The map is used up. */
    static JournalEvent of(Map<String, Object> object) {
        Fields json = new Fields("", object);
        long step = json.whole(STEP);
        String kind = json.text(KIND);
        object.keySet().removeAll(FIELDS);
        try {
            return new JournalEvent(step, kind, object);
        } catch (IllegalArgumentException fault) {
            throw new CheckpointException(fault.getMessage(), fault);
        }
    }
}
