package understudy.models;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything about a network and its training that has a name: what recipes, {@code new}, {@code train} and {@code set}
 * know. This is the one table of them.
 */
public enum Knob {
    ARCH(Stage.NETWORK, Kind.choice(Family.words().toArray(String[]::new)), "the architecture"),
    LAYERS(Stage.NETWORK, Kind.count(1, 512), "number of blocks"),
    HEADS(Stage.NETWORK, Kind.count(1, 512), "attention heads in each block; must divide the width"),
    WIDTH(Stage.NETWORK, Kind.count(1, 65_536), "width of the residual stream, or of a hidden layer"),
    CONTEXT(Stage.NETWORK, Kind.count(1, 1_048_576), "most tokens seen at once"),
    EMBEDDING(Stage.NETWORK, Kind.count(1, 65_536), "width of a token's vector in an mlp or wavenet"),
    INPUT(Stage.NETWORK, Kind.choice("embedding", "one-hot"), "how a recurrent network is told a token"),
    POSITIONS(Stage.NETWORK, Kind.choice("learned", "rotary"), "how a token's place is known"),
    NORM(
            Stage.NETWORK,
            Kind.choice("layer", "rms", "rms-gain", "batch", "none"),
            "layer norm with gain, RMS norm without or with; batch or none in an mlp or wavenet"),
    ACTIVATION(
            Stage.NETWORK,
            Kind.choice("gelu-tanh", "gelu", "relu-squared", "swiglu"),
            "between the two feed-forward layers"),
    BIAS(Stage.NETWORK, Kind.TRUTH, "whether linear layers and norms have biases"),
    TIED(Stage.NETWORK, Kind.TRUTH, "whether the output head is the token table"),
    QUERY_KEY_NORM(Stage.NETWORK, Kind.TRUTH, "whether queries and keys are normed"),
    QUERY_KEY_GAIN(Stage.NETWORK, Kind.TRUTH, "whether that norm has a gain and comes before the rotation"),
    QUERY_BIAS(Stage.NETWORK, Kind.TRUTH, "whether queries, keys and values alone have biases"),
    KEY_HEADS(Stage.NETWORK, Kind.count(0, 512), "heads of keys and values; 0 for as many as there are heads"),
    HEAD_WIDTH(Stage.NETWORK, Kind.count(0, 4096), "width of one head; 0 for width / heads"),
    INNER(Stage.NETWORK, Kind.count(0, 1 << 20), "width between the feed-forward layers; 0 for 4 times the width"),
    EPSILON(Stage.NETWORK, Kind.number(0, 1), "what norms add under the root; 0 for the usual"),
    ROTARY_BASE(Stage.NETWORK, Kind.positive(1e12), "the base of rotary positions"),
    ROTARY_TURN(Stage.NETWORK, Kind.choice("nanochat", "llama"), "the sense in which rotary positions turn"),
    EMBEDDING_NORM(Stage.NETWORK, Kind.TRUTH, "whether token embeddings are normed"),
    SOFTCAP(Stage.NETWORK, Kind.number(0, 1e6), "logits become cap · tanh(logits / cap); 0 leaves them alone"),
    START(
            Stage.NETWORK,
            Kind.choice("gpt2", "nanochat", "uniform", "small", "normal", "xavier", "kaiming", "orthogonal"),
            "how first parameters are drawn; a gpt's or a recurrent network's own way, or one of the last four, which every network but an rwkv knows"),

    OPTIMIZER(
            Stage.RUN,
            Kind.choice("adamw", "muon", "sgd", "adagrad", "rmsprop"),
            "what turns gradients into new parameters"),
    PRECISION(Stage.RUN, Kind.choice("auto", "fp32", "bf16"), "of matrix products in training"),

    MUON_PRECISION(
            Stage.RUN,
            Kind.choice("auto", "fp32", "bf16"),
            "of Muon's iterations; auto takes what is faster here",
            only(OPTIMIZER, "muon")),
    NESTEROV(Stage.RUN, Kind.TRUTH, "whether SGD's momentum looks ahead", only(OPTIMIZER, "sgd")),
    LOSS(
            Stage.RUN,
            Kind.choice("mean", "sum"),
            "what gradients are taken of: the mean over all predictions, or each sequence's sum as in min-char-rnn"),
    TRAIN_ONLY(
            Stage.RUN,
            Kind.LEARNERS,
            "which parameters learn: all; the last blocks with what stands behind them, such as blocks:2; or the output head"),
    TRAIN_ON_PROMPT(Stage.RUN, Kind.TRUTH, "of conversations, learn the questions too, not only the answers"),
    BALANCE(Stage.RUN, Kind.TRUTH, "of labelled texts, read each class equally often"),

    STEPS(Stage.TRAINING, Kind.count(1, 1_000_000_000), "steps when train names none"),
    BATCH(Stage.TRAINING, Kind.count(1, 1_000_000), "sequences in a step"),
    ACCUMULATE(Stage.TRAINING, Kind.count(1, 1_000_000), "batches added up for one update"),
    RATE(Stage.TRAINING, Kind.positive(1e3), "learning rate at its peak; with Muon, AdamW's for what is no matrix"),
    MATRIX_RATE(Stage.TRAINING, Kind.positive(1e3), "Muon's learning rate at its peak", only(OPTIMIZER, "muon")),
    SCHEDULE(Stage.TRAINING, Kind.choice(Schedule.words()), "how rates move over the horizon"),
    WARM_UP(Stage.TRAINING, Kind.count(0, 1_000_000_000), "steps over which rates rise"),
    HOLD(Stage.TRAINING, Kind.number(0, .999), "share of the horizon at the peak", only(SCHEDULE, "linear")),
    FLOOR(
            Stage.TRAINING,
            Kind.number(0, 1),
            "where rates end, as a share of the peak",
            only(SCHEDULE, "cosine", "linear")),
    DROP(Stage.TRAINING, Kind.number(0, 1), "factor of rates at each drop", only(SCHEDULE, "steps", "epochs")),
    DROP_AT(Stage.TRAINING, Kind.COUNTS, "steps of the cycle at which rates drop", only(SCHEDULE, "steps")),
    DROP_AFTER(
            Stage.TRAINING,
            Kind.count(1, 1_000_000),
            "the epoch at whose end rates drop first; they drop with each one behind it too",
            only(SCHEDULE, "epochs")),
    MOMENTUM(
            Stage.TRAINING,
            Kind.number(0, .9999),
            "Muon's momentum once it has risen, or SGD's",
            only(OPTIMIZER, "muon", "sgd")),
    BETA1(
            Stage.TRAINING,
            Kind.number(0, .99999),
            "AdamW's decay of the first moment",
            only(OPTIMIZER, "adamw", "muon")),
    BETA2(
            Stage.TRAINING,
            Kind.number(0, .999999),
            "AdamW's decay of the second moment, RMSprop's of the mean square",
            only(OPTIMIZER, "adamw", "muon", "rmsprop")),
    DECAY(Stage.TRAINING, Kind.number(0, 10), "weight decay"),
    CLIP(Stage.TRAINING, Kind.number(0, 1e6), "largest gradient norm; 0 for no limit"),
    CLIP_VALUE(Stage.TRAINING, Kind.number(0, 1e6), "largest size of any one number of a gradient; 0 for no limit"),
    DROPOUT(Stage.TRAINING, Kind.number(0, .99), "share of activations dropped in training"),
    NORM_STATISTICS(
            Stage.TRAINING,
            Kind.choice("running", "precise", "frozen"),
            "batch norm's when it is measured: kept along the way, or taken anew over many batches; frozen trains with those kept",
            only(NORM, "batch")),
    NORM_MOMENTUM(
            Stage.TRAINING,
            Kind.number(0, 1),
            "share of a batch in the statistics that batch norm keeps",
            only(NORM, "batch")),

    EVAL_EVERY(Stage.TRAINING, Kind.count(1, 1_000_000_000), "steps between evaluations"),
    EVAL_WINDOWS(Stage.TRAINING, Kind.count(1, 1_000_000_000), "validation windows in each"),
    SAMPLE_EVERY(Stage.TRAINING, Kind.count(0, 1_000_000_000), "steps between samples; 0 for none"),
    SAVE_EVERY(Stage.TRAINING, Kind.count(0, 1_000_000_000), "steps between checkpoints; 0 for at each evaluation"),
    KEEP(Stage.TRAINING, Kind.count(0, 1_000_000), "checkpoints kept besides best, latest and named; 0 for all"),
    PATIENCE(Stage.TRAINING, Kind.count(0, 1_000_000), "evaluations without a new best before stopping; 0 for never"),
    TEMPERATURE(Stage.TRAINING, Kind.number(0, 100), "of the samples during a run");

    /** As many as single precision can number. */
    private static final int MOST_TOKENS = 1 << 24;

    /** When a knob can be turned. */
    public enum Stage {
        /** Only when the model is built. */
        NETWORK,
        /** Until the first step. */
        RUN,
        /** Between any two steps. */
        TRAINING
    }

    /**
     * The choice without which a knob says nothing.
     *
     * @param knob the one that chooses
     * @param words its values for which this one means something
     */
    record Only(Knob knob, List<String> words) {}

    private static Only only(Knob knob, String... words) {
        return new Only(knob, List.of(words));
    }

    private final Stage stage;
    private final Kind kind;
    private final String description;
    private final Optional<Only> only;

    Knob(Stage stage, Kind kind, String description) {
        this.stage = stage;
        this.kind = kind;
        this.description = description;
        this.only = Optional.empty();
    }

    Knob(Stage stage, Kind kind, String description, Only only) {
        this.stage = stage;
        this.kind = kind;
        this.description = description;
        this.only = Optional.of(only);
    }

    /** What a person types: {@code warm-up}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Stage stage() {
        return stage;
    }

    public String description() {
        return description;
    }

    /** Whether it means something beside the other choices of a recipe. */
    public boolean speaksTo(Recipe recipe) {
        return only.isEmpty()
                || only.get().words().contains(recipe.word(only.get().knob()));
    }

    /** @throws ModelException if a person turned it in a recipe to which it says nothing */
    void requireMeaning(Recipe recipe) {
        if (!speaksTo(recipe)) {
            Only needed = only.orElseThrow();
            throw new ModelException(
                    "--" + word() + " is for --" + needed.knob().word() + " "
                            + String.join(" or ", needed.words()) + "; found "
                            + needed.knob().word() + " " + recipe.word(needed.knob()) + ". Add --"
                            + needed.knob().word() + " " + needed.words().get(0) + ", or leave --" + word() + " away.");
        }
    }

    /** The words it takes, if it takes words. */
    public List<String> choices() {
        return kind.choices();
    }

    public static Optional<Knob> of(String word) {
        return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst();
    }

    /**
     * The value in JSON's types: a Long, Double, Boolean or String.
     *
     * @throws ModelException saying what was expected and what was found
     */
    public Object parse(String text) {
        return kind.parse(text)
                .orElseThrow(() -> new ModelException(
                        "--" + word() + ": expected " + kind.expected() + "; found \"" + text + "\"."));
    }

    /** @throws ModelException if a number from elsewhere than a person's typing does not fit */
    void check(double value) {
        parse(BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
    }

    /** @throws ModelException if a network cannot have so many token ids */
    static void requireVocabulary(int tokens) {
        if (tokens < 2 || tokens > MOST_TOKENS) {
            throw new ModelException("vocabulary: expected 2 to " + MOST_TOKENS + " token ids; found " + tokens
                    + ". Choose another corpus or tokenizer.");
        }
    }

    /** Every word, for a message. */
    static String words() {
        return Arrays.stream(values()).map(Knob::word).collect(Collectors.joining(", "));
    }
}
