package understudy.models;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The architectures there are. Adding one means a line here, a record that implements {@link Architecture}, and a recipe. */
enum Family {
    GPT("modern", Reading.WINDOWS, GptConfig::of, "layers", "heads"),
    RNN("rnn", Reading.STREAMS, Recurrent::of),
    GRU("gru", Reading.STREAMS, Recurrent::of),
    LSTM("lstm", Reading.STREAMS, Recurrent::of),
    RWKV("rwkv", Reading.WINDOWS, Rwkv::of, "layers", "heads"),
    MLP("mlp", Reading.MOMENTS, Mlp::of),
    WAVENET("wavenet-prose", Reading.MOMENTS, WaveNet::of);

    private final String recipe;
    private final Reading reading;
    private final Function<Config, Architecture> maker;
    private final List<String> scales;

    /**
     * @param recipe what its models are built by when nothing else is asked for
     * @param reading in which pieces they read a text in training
     * @param scales the knobs that grow together with the width when a size is asked for; the others stay
     */
    Family(String recipe, Reading reading, Function<Config, Architecture> maker, String... scales) {
        this.recipe = recipe;
        this.reading = reading;
        this.maker = maker;
        this.scales = List.of(scales);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String recipe() {
        return recipe;
    }

    Reading reading() {
        return reading;
    }

    List<String> scales() {
        return scales;
    }

    Architecture of(Config config) {
        return maker.apply(config);
    }

    static Optional<Family> named(String word) {
        return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Family::word).toList();
    }
}
