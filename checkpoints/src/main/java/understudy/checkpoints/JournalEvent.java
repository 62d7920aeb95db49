package understudy.checkpoints;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of a journal.
 *
 * @param step at which it happened
 * @param kind what happened, in one word: {@code evaluated}, {@code set}, {@code saved}, {@code sampled}, …
 * @param facts the rest, JSON-ready; a time of day, if wanted, is among them
 */
public record JournalEvent(long step, String kind, Map<String, Object> facts) {
    /** The kind under which a line that cannot be read is reported, with its {@code line} and the {@code reason}. */
    public static final String DAMAGED = "damaged";

    private static final String STEP = "step";
    private static final String KIND = "event";

    public JournalEvent {
        facts = Json.copy(facts);
        if (facts.containsKey(STEP) || facts.containsKey(KIND)) {
            throw new CheckpointException("facts: expected names other than step and event; found " + facts.keySet());
        }
    }

    byte[] json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(STEP, step);
        json.put(KIND, kind);
        json.putAll(facts);
        return Json.compact(json);
    }

    static JournalEvent of(Map<String, Object> object) {
        Fields json = new Fields("", object);
        return new JournalEvent(json.whole(STEP), json.text(KIND), json.without(java.util.Set.of(STEP, KIND)));
    }
}
