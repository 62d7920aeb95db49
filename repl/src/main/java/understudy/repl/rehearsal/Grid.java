package understudy.repl.rehearsal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import understudy.models.Knob;
import understudy.models.ModelException;
import understudy.models.Recipe;
import understudy.repl.Mistake;

/**
 * What a sweep varies, and what stays the same: from it follows every cell.
 *
 * @param corpus what all of them learn
 * @param recipe what all of them begin with
 * @param steps how long each is trained
 * @param seeds how often each setting is repeated, each time from another seed
 * @param seed the first of them
 * @param axes what is varied, the last one fastest
 */
public record Grid(String corpus, String recipe, long steps, int seeds, long seed, List<Axis> axes) {
    private static final String SIZE = "size";
    private static final long MOST = 1_000_000;

    public Grid {
        axes = List.copyOf(axes);
        long cells = seeds;
        for (Axis axis : axes) {
            cells = Math.min(MOST + 1, cells * axis.values().size());
            if (axes.stream().filter(other -> other.knob().equals(axis.knob())).count() > 1) {
                throw new Mistake("--vary: expected each knob once; found " + axis.knob() + " twice.");
            }
        }
        if (cells > MOST) {
            throw new Mistake("--vary: expected at most 1,000,000 cells; found more. Vary fewer values.");
        }
    }

    /**
     * A knob and the values it takes.
     *
     * @param knob a knob's word, or {@code size}
     * @param values as a person types them
     */
    public record Axis(String knob, List<String> values) {
        public Axis {
            values = List.copyOf(values);
        }

        /**
         * @param typed {@code dropout=0,.1,.2}
         * @throws Mistake if there is no such knob, or a value is none of its
         */
        public static Axis of(String typed) {
            int equals = typed.indexOf('=');
            if (equals < 1 || equals == typed.length() - 1) {
                throw new Mistake(
                        "--vary: expected a knob and its values, such as dropout=0,.1,.2; found \"" + typed + "\".");
            }
            String knob = typed.substring(0, equals);
            List<String> values = Arrays.stream(typed.substring(equals + 1).split(",", -1))
                    .map(String::strip)
                    .toList();
            for (String value : values) {
                check(knob, value);
            }
            if (new LinkedHashSet<>(values).size() < values.size()) {
                throw new Mistake("--vary: expected different values of " + knob + "; found \"" + typed + "\".");
            }
            return new Axis(knob, values);
        }

        private static void check(String word, String value) {
            if (word.equals(SIZE)) {
                if (Size.of(value).isEmpty()) {
                    throw new Mistake("--vary size: expected tiny, small, medium, large, gpt2, or parameters such as "
                            + "846k or 4.8M; found \"" + value + "\".");
                }
                return;
            }
            Knob knob = Knob.of(word)
                    .filter(known -> known != Knob.STEPS)
                    .orElseThrow(() -> new Mistake(
                            "--vary: expected size or a knob; found \"" + word + "\". `set` lists the knobs."));
            try {
                knob.parse(value);
            } catch (ModelException fault) {
                throw new Mistake("--vary " + fault.getMessage().replaceFirst("^--", ""), fault);
            }
        }
    }

    /**
     * One training.
     *
     * @param number from 1
     * @param values of what is varied, by knob
     */
    public record Cell(int number, Map<String, String> values, long seed) {
        /** The model that a sweep of that name trains for it. */
        public String model(String sweep) {
            return sweep + "." + number;
        }

        /** {@code size 846k, dropout .1}. */
        public String words() {
            return String.join(
                    ", ",
                    values.entrySet().stream()
                            .map(one -> one.getKey() + " " + one.getValue())
                            .toList());
        }
    }

    /** How many cells there are. */
    public long size() {
        return axes.stream().mapToLong(axis -> axis.values().size()).reduce(seeds, Math::multiplyExact);
    }

    /** All of them, in order. */
    public List<Cell> cells() {
        List<Map<String, String>> settings = new ArrayList<>(List.of(Map.of()));
        for (Axis axis : axes) {
            List<Map<String, String>> more = new ArrayList<>();
            for (Map<String, String> setting : settings) {
                for (String value : axis.values()) {
                    Map<String, String> next = new LinkedHashMap<>(setting);
                    next.put(axis.knob(), value);
                    more.add(next);
                }
            }
            settings = more;
        }
        List<Cell> cells = new ArrayList<>();
        for (Map<String, String> setting : settings) {
            for (int s = 0; s < seeds; s++) {
                cells.add(new Cell(cells.size() + 1, setting, seed + s));
            }
        }
        return cells;
    }

    /** The recipe of a cell, which is evaluated ten times and keeps its best and its last checkpoint. */
    Recipe recipe(Cell cell, Recipe base, int vocabulary) {
        Recipe chosen = base.with(Knob.EVAL_EVERY.word(), Long.toString(Math.max(1, steps / 10)))
                .with(Knob.KEEP.word(), "1");
        Map<Knob, String> given = new LinkedHashMap<>();
        for (Map.Entry<String, String> one : cell.values().entrySet()) {
            Optional<Knob> knob = Knob.of(one.getKey());
            if (knob.isPresent()) {
                chosen = chosen.with(one.getKey(), one.getValue());
                given.put(knob.get(), one.getValue());
            }
        }
        String size = cell.values().get(SIZE);
        return size == null ? chosen : Size.of(size).orElseThrow().of(chosen, vocabulary, given);
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("corpus", corpus);
        facts.put("recipe", recipe);
        facts.put("steps", steps);
        facts.put("seeds", (long) seeds);
        facts.put("seed", seed);
        // A list, for a journal does not keep the order of a map, and cells are numbered by it.
        facts.put(
                "vary",
                axes.stream()
                        .map(axis -> axis.knob() + "=" + String.join(",", axis.values()))
                        .toList());
        return facts;
    }

    /** Back from {@link #facts}; empty if they are not whole. */
    static Optional<Grid> of(Map<String, Object> facts) {
        if (!(facts.get("corpus") instanceof String corpus)
                || !(facts.get("recipe") instanceof String recipe)
                || !(facts.get("steps") instanceof Number steps)
                || !(facts.get("seeds") instanceof Number seeds)
                || !(facts.get("seed") instanceof Number seed)
                || !(facts.get("vary") instanceof List<?> vary)) {
            return Optional.empty();
        }
        List<Axis> axes = vary.stream().map(String::valueOf).map(Axis::of).toList();
        return Optional.of(new Grid(corpus, recipe, steps.longValue(), seeds.intValue(), seed.longValue(), axes));
    }
}
