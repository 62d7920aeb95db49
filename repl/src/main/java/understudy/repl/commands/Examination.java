package understudy.repl.commands;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.Stream;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointCard;
import understudy.checkpoints.CheckpointContents;
import understudy.checkpoints.CheckpointStore;
import understudy.checkpoints.StoredTensor;
import understudy.corpora.CharacterTokenizer;
import understudy.corpora.Tokenizer;
import understudy.models.Architecture;
import understudy.models.Engine;
import understudy.models.LanguageModel;
import understudy.models.Recipe;

/** Small checks that each part does what it is known to do; a part that fails says so by an exception of its own. */
final class Examination {
    private static final String LINE = "Sooth, \u00e9t\u00e9 \u2014 \ud83c\udfad said the understudy.\n";

    private Examination() {}

    /** A new network of {@code modern} gives every token the same probability, since its head begins at zero: the loss of each is ln 65. */
    static double loss(Engine engine) {
        Recipe recipe = Recipe.named("modern", Path.of(""))
                .with("layers", "1")
                .with("heads", "1")
                .with("width", "8")
                .with("context", "8");
        Architecture architecture = recipe.architecture(65);
        int[] ids = {1, 2, 3, 4, 5, 6, 7, 8};
        try (LanguageModel model = LanguageModel.build(engine, architecture, 1)) {
            return model.loss(1, ids.length, ids, ids).mean();
        }
    }

    /** Text to tokens to text, through the tokenizer's file. */
    static boolean tokenizerRoundTrip() {
        Tokenizer tokenizer = Tokenizer.of(CharacterTokenizer.of(LINE).json());
        return tokenizer.decode(tokenizer.encode(LINE)).equals(LINE);
    }

    /** Writes a checkpoint beside the real ones, reads it back, deletes it. */
    static boolean checkpointRoundTrip(Path folder) throws IOException {
        Path place = Files.createTempDirectory(folder, "doctor");
        try {
            ByteBuffer values = ByteBuffer.allocate(2 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            values.putFloat(0, (float) Math.PI).putFloat(Float.BYTES, Float.MIN_VALUE);
            StoredTensor tensor = new StoredTensor("F32", new long[] {2}, values);
            CheckpointCard card = new CheckpointCard(
                    new CheckpointCard.Network("gpt", Map.of()),
                    Map.of(),
                    new CheckpointCard.Progress(0, 0, 0, 0),
                    new CheckpointCard.Losses(
                            OptionalDouble.empty(),
                            OptionalDouble.empty(),
                            OptionalDouble.empty(),
                            java.util.OptionalLong.empty()),
                    new CheckpointCard.Source("none", Map.of(), "90/10", "characters"),
                    new CheckpointCard.Origin(1, Optional.empty(), "doctor"),
                    Map.of());
            CheckpointStore store = new CheckpointStore(place);
            store.save("probe", new CheckpointContents(card, Map.of("w", tensor), Optional.empty(), "{}"));
            Checkpoint found = store.resolve("probe");
            SortedMap<String, StoredTensor> read = found.parameters();
            return read.keySet().equals(java.util.Set.of("w"))
                    && read.get("w").data().equals(tensor.data());
        } finally {
            delete(place);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    static String decimals(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
