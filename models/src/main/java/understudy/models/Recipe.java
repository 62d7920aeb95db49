package understudy.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A network and how it is trained, as values of {@link Knob}s. Immutable. The built-in ones are readable files beside
 * this class; a file of the same form in the user's home adds one or takes a built-in one's place.
 */
public final class Recipe {
    /** Names of the built-in recipes, the default first. */
    public static final List<String> BUILT_IN = List.of(
            "modern",
            "nanogpt-cpu",
            "nanogpt-gpu",
            "rnn",
            "gru",
            "lstm",
            "min-char-rnn",
            "char-rnn",
            "benvolio",
            "mercutio",
            "romeo",
            "rwkv",
            "mlp",
            "bengio-mlp",
            "wavenet",
            "wavenet-prose",
            "fine-tune");

    private static final String SUFFIX = ".recipe";
    private static final long WORTH_MEASURING = 300_000;

    private final String name;
    private final Map<Knob, Object> values;

    private Recipe(String name, Map<Knob, Object> values) {
        this.name = name;
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * @param folder the user's recipes
     * @throws ModelException if there is none of that name, or naming what is wrong in its file
     */
    public static Recipe named(String name, Path folder) {
        Path own = folder.resolve(name + SUFFIX);
        if (names(folder).contains(name) && Files.exists(own)) {
            try (Reader reader = Files.newBufferedReader(own, StandardCharsets.UTF_8)) {
                return read(name, reader);
            } catch (IOException e) {
                throw new ModelException("Recipe " + name + " cannot be read: " + e.getMessage() + ".", e);
            }
        }
        if (!BUILT_IN.contains(name)) {
            throw new ModelException("No recipe \"" + name + "\". There are " + String.join(", ", names(folder)) + ".");
        }
        try (InputStream stream = Recipe.class.getResourceAsStream("recipes/" + name + SUFFIX);
                Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            return read(name, reader);
        } catch (IOException e) {
            throw new ModelException("Recipe " + name + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Built-in names and those of the user's folder, sorted. */
    public static List<String> names(Path folder) {
        TreeSet<String> names = new TreeSet<>(BUILT_IN);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(f -> f.getFileName().toString())
                        .filter(f -> f.endsWith(SUFFIX))
                        .forEach(f -> names.add(f.substring(0, f.length() - SUFFIX.length())));
            } catch (IOException e) {
                throw new ModelException("The recipes in " + folder + " cannot be read: " + e.getMessage() + ".", e);
            }
        }
        return List.copyOf(names);
    }

    /** Lines of {@code knob = value}; # begins a comment. */
    private static Recipe read(String name, Reader reader) throws IOException {
        Properties lines = new Properties();
        try {
            lines.load(reader);
        } catch (IllegalArgumentException e) {
            throw new ModelException("Recipe " + name + ": " + e.getMessage() + ".", e);
        }
        Recipe recipe = new Recipe(name, defaults());
        for (String key : new TreeSet<>(lines.stringPropertyNames())) {
            try {
                recipe = recipe.with(
                        key,
                        lines.getProperty(key).replaceFirst("(^|\\s+)#.*", "").trim());
            } catch (ModelException e) {
                throw new ModelException("Recipe " + name + ", " + e.getMessage(), e);
            }
        }
        try {
            recipe.requireMeaning(lines.stringPropertyNames().stream()
                    .flatMap(word -> Knob.of(word).stream())
                    .toList());
        } catch (ModelException e) {
            throw new ModelException("Recipe " + name + ", " + e.getMessage(), e);
        }
        return recipe;
    }

    /** @throws ModelException if one of these knobs, which somebody turned, says nothing beside the others' values */
    public void requireMeaning(Collection<Knob> turned) {
        new TreeSet<>(turned).forEach(knob -> knob.requireMeaning(this));
        if (word(Knob.NORM).equals("batch")
                && count(Knob.BATCH) == 1
                && !word(Knob.NORM_STATISTICS).equals("frozen")) {
            throw new ModelException("--batch: batch norm compares the sequences of a batch, so expected at least 2;"
                    + " found 1. Add --batch 2 with --accumulate for the same effect, or --norm none.");
        }
    }

    /**
     * From what {@link #asMap} gave.
     *
     * @throws ModelException naming an unknown knob or a value that does not fit
     */
    public static Recipe of(String name, Map<String, Object> values) {
        Recipe recipe = new Recipe(name, defaults());
        for (Map.Entry<String, Object> value : values.entrySet()) {
            Object plain = value.getValue() instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e9
                    ? (Object) Long.toString(d.longValue())
                    : value.getValue();
            recipe = recipe.with(value.getKey(), String.valueOf(plain));
        }
        return recipe;
    }

    /** What a recipe file need not say. */
    private static Map<Knob, Object> defaults() {
        Map<Knob, Object> values = new EnumMap<>(Knob.class);
        String[][] defaults = {
            {"arch", "gpt"},
            {"layers", "4"},
            {"heads", "4"},
            {"width", "128"},
            {"context", "64"},
            {"embedding", "24"},
            {"input", "embedding"},
            {"positions", "learned"},
            {"norm", "layer"},
            {"activation", "gelu-tanh"},
            {"bias", "false"},
            {"tied", "true"},
            {"query-key-norm", "false"},
            {"query-key-gain", "false"},
            {"query-bias", "false"},
            {"key-heads", "0"},
            {"head-width", "0"},
            {"inner", "0"},
            {"epsilon", "0"},
            {"rotary-base", "10000"},
            {"rotary-turn", "nanochat"},
            {"embedding-norm", "false"},
            {"softcap", "0"},
            {"start", "gpt2"},
            {"optimizer", "adamw"},
            {"precision", "auto"},
            {"muon-precision", "auto"},
            {"nesterov", "false"},
            {"loss", "mean"},
            {"train-only", "all"},
            {"train-on-prompt", "false"},
            {"steps", "2000"},
            {"batch", "12"},
            {"accumulate", "1"},
            {"rate", "1e-3"},
            {"matrix-rate", "0.02"},
            {"schedule", "constant"},
            {"warm-up", "0"},
            {"hold", "0.4"},
            {"floor", "0.1"},
            {"drop", "0.1"},
            {"drop-at", "none"},
            {"drop-after", "1"},
            {"momentum", "0.95"},
            {"beta1", "0.9"},
            {"beta2", "0.95"},
            {"decay", "0"},
            {"clip", "0"},
            {"clip-value", "0"},
            {"dropout", "0"},
            {"norm-statistics", "running"},
            {"norm-momentum", "0.1"},
            {"eval-every", "250"},
            {"eval-windows", "400"},
            {"sample-every", "0"},
            {"save-every", "0"},
            {"keep", "0"},
            {"patience", "0"},
            {"temperature", "0.8"}
        };
        for (String[] entry : defaults) {
            Knob knob = Knob.of(entry[0]).orElseThrow();
            values.put(knob, knob.parse(entry[1]));
        }
        return values;
    }

    /**
     * This recipe with one knob turned.
     *
     * @throws ModelException if there is no such knob, or the value does not fit
     */
    public Recipe with(String word, String value) {
        Knob knob = Knob.of(word)
                .orElseThrow(() -> new ModelException("no knob \"" + word + "\"; there are " + Knob.words() + "."));
        Map<Knob, Object> changed = new EnumMap<>(values);
        changed.put(knob, knob.parse(value));
        return new Recipe(name, changed);
    }

    /** This recipe with a network's own sizes and ingredients, as far as they are knobs. */
    public Recipe describing(Architecture network) {
        Recipe described = with(Knob.ARCH.word(), network.arch());
        for (Map.Entry<String, Object> entry : network.config().entrySet()) {
            if (Knob.of(entry.getKey()).isPresent()) {
                described = described.with(entry.getKey(), plain(entry.getValue()));
            }
        }
        return described;
    }

    private static String plain(Object value) {
        return value instanceof Double d
                ? BigDecimal.valueOf(d).stripTrailingZeros().toPlainString()
                : value.toString();
    }

    public String name() {
        return name;
    }

    public long count(Knob knob) {
        return (Long) values.get(knob);
    }

    public double number(Knob knob) {
        return (Double) values.get(knob);
    }

    public String word(Knob knob) {
        return (String) values.get(knob);
    }

    public boolean truth(Knob knob) {
        return (Boolean) values.get(knob);
    }

    List<Long> counts(Knob knob) {
        return Kind.Counts.values(word(knob));
    }

    /** The value as a person would type it. */
    public String text(Knob knob) {
        return values.get(knob) instanceof Double d
                ? plain(d)
                : values.get(knob).toString();
    }

    private static String plain(double value) {
        String text = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        return text.length() <= 7 ? text : Double.toString(value).replace("E", "e");
    }

    /** Every knob by its word, in JSON's types. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        values.forEach((knob, value) -> map.put(knob.word(), value));
        return map;
    }

    /**
     * This recipe with every {@code auto} decided: what this machine computes faster, or fp32 if the network is too
     * small for it to matter. To be asked once, before the first step, and kept: what a resumed run computes must not
     * depend on a new measurement.
     */
    public Recipe settled(LanguageModel model) {
        boolean matters = model.parameters() >= WORTH_MEASURING;
        Speed speed = new Speed(model.engine());
        Recipe settled = this;
        if (word(Knob.PRECISION).equals("auto")) {
            long tokens = count(Knob.BATCH) * count(Knob.CONTEXT);
            settled = settled.with(
                    Knob.PRECISION.word(), matters ? speed.ofProducts((int) count(Knob.WIDTH), tokens) : "fp32");
        }
        if (Knob.MUON_PRECISION.speaksTo(this) && word(Knob.MUON_PRECISION).equals("auto")) {
            settled = settled.with(Knob.MUON_PRECISION.word(), matters ? speed.ofMuon() : "fp32");
        }
        return settled;
    }

    /** The precision of training's products, {@code fp32} or {@code bf16}; an {@code auto} not yet settled is fp32. */
    public String precision() {
        String word = word(Knob.PRECISION);
        return word.equals("auto") ? "fp32" : word;
    }

    /** The name of the recipe by which an architecture is built when none is named; empty for an unknown one. */
    public static Optional<String> usual(String arch) {
        return Family.named(arch).map(Family::recipe);
    }

    /** The knobs that grow together with the width when a network of some number of parameters is asked for. */
    public List<Knob> scales() {
        return Family.named(word(Knob.ARCH)).orElseThrow().scales().stream()
                .map(word -> Knob.of(word).orElseThrow())
                .toList();
    }

    /** Tokens that are predicted in a step. */
    public double predictions() {
        boolean moments = Family.named(word(Knob.ARCH)).orElseThrow().reading() == Reading.MOMENTS;
        return (double) count(Knob.BATCH) * count(Knob.ACCUMULATE) * (moments ? 1 : count(Knob.CONTEXT));
    }

    /** Steps in a pass over so many tokens. */
    public double epoch(long tokens) {
        return Math.max(1, tokens / predictions());
    }

    /** The network it describes, for a vocabulary. */
    public Architecture architecture(int vocabulary) {
        Map<String, Object> config = asMap();
        config.put("vocabulary", vocabulary);
        return Architecture.of(word(Knob.ARCH), config);
    }
}
