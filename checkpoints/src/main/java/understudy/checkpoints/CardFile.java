package understudy.checkpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import understudy.checkpoints.CheckpointCard.Losses;
import understudy.checkpoints.CheckpointCard.Network;
import understudy.checkpoints.CheckpointCard.Origin;
import understudy.checkpoints.CheckpointCard.Parent;
import understudy.checkpoints.CheckpointCard.Progress;
import understudy.checkpoints.CheckpointCard.Source;

/**
 * {@code checkpoint.json}: the card, and what the files beside it must be.
 *
 * @param files checksums by file name
 */
record CardFile(CheckpointCard card, SortedMap<String, Checksum> files) {
    static final String NAME = "checkpoint.json";

    /** Raised when an older program would misread what is written now; a new field alone does not raise it. */
    static final long FORMAT = 1;

    static final Set<String> FIELDS = Set.of(
            "format",
            "software",
            "architecture",
            "config",
            "recipe",
            "seed",
            "step",
            "horizon",
            "cycle_start",
            "tokens",
            "train_loss",
            "validation_loss",
            "best_loss",
            "best_step",
            "corpus",
            "tokenizer",
            "parent",
            "files");

    private static final long LONGEST = 16 << 20;

    CardFile {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    byte[] json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("software", card.origin().software());
        json.put("architecture", card.network().architecture());
        json.put("config", card.network().config());
        json.put("recipe", card.recipe());
        json.put("seed", card.origin().seed());
        json.put("step", card.progress().step());
        json.put("horizon", card.progress().horizon());
        json.put("cycle_start", card.progress().cycleStart());
        json.put("tokens", card.progress().tokens());
        card.losses().train().ifPresent(loss -> json.put("train_loss", loss));
        card.losses().validation().ifPresent(loss -> json.put("validation_loss", loss));
        card.losses().best().ifPresent(loss -> json.put("best_loss", loss));
        card.losses().bestStep().ifPresent(step -> json.put("best_step", step));
        Source source = card.source();
        Map<String, Object> corpus = new LinkedHashMap<>();
        corpus.put("name", source.corpus());
        corpus.put("split", source.split());
        corpus.put("checksums", source.checksums());
        json.put("corpus", corpus);
        json.put("tokenizer", source.tokenizer());
        card.origin()
                .parent()
                .ifPresent(parent ->
                        json.put("parent", Json.copy(Map.of("step", parent.step(), "sha256", parent.sha256()))));
        json.putAll(card.more());
        Map<String, Object> sums = new TreeMap<>();
        files.forEach((name, sum) -> sums.put(name, Json.copy(sum.json())));
        json.put("files", sums);
        byte[] text = Json.pretty(json);
        byte[] line = java.util.Arrays.copyOf(text, text.length + 1);
        line[text.length] = '\n';
        return line;
    }

    /** @throws CheckpointException naming the file, the field and what is wrong with it */
    static CardFile read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            if (Files.size(file) > LONGEST) {
                throw new CheckpointException("expected at most " + LONGEST + " bytes; found " + Files.size(file));
            }
            return of(new Fields("", Json.object(Files.readAllBytes(file))));
        } catch (CheckpointException fault) {
            throw new CheckpointException(NAME + ": " + fault.getMessage(), fault);
        } catch (IOException fault) {
            throw CheckpointException.disk(NAME, fault);
        }
    }

    private static CardFile of(Fields json) {
        long format = json.whole("format");
        if (format > FORMAT || format < 1) {
            throw new CheckpointException("format: expected at most " + FORMAT + "; found " + format + ", "
                    + DamagedCheckpoint.NEWER + " (" + OneLine.of(json.text("software")) + ")");
        }
        Fields corpus = json.fields("corpus");
        CheckpointCard card = new CheckpointCard(
                new Network(json.text("architecture"), json.map("config")),
                json.map("recipe"),
                new Progress(
                        json.whole("step"), json.whole("horizon"), json.whole("cycle_start"), json.whole("tokens")),
                new Losses(
                        loss(json, "train_loss"),
                        loss(json, "validation_loss"),
                        loss(json, "best_loss"),
                        json.has("best_step") ? OptionalLong.of(json.whole("best_step")) : OptionalLong.empty()),
                new Source(corpus.text("name"), corpus.map("checksums"), corpus.text("split"), json.text("tokenizer")),
                new Origin(json.whole("seed"), parent(json), json.text("software")),
                json.without(FIELDS));
        SortedMap<String, Checksum> files = new TreeMap<>();
        Fields sums = json.fields("files");
        for (String name : sums.names()) {
            Fields sum = sums.fields(name);
            files.put(name, new Checksum(sum.whole("bytes"), sum.text("sha256")));
        }
        return new CardFile(card, files);
    }

    private static OptionalDouble loss(Fields json, String name) {
        return json.has(name) ? OptionalDouble.of(json.number(name)) : OptionalDouble.empty();
    }

    private static Optional<Parent> parent(Fields json) {
        if (!json.has("parent")) {
            return Optional.empty();
        }
        Fields parent = json.fields("parent");
        return Optional.of(new Parent(parent.whole("step"), parent.text("sha256")));
    }
}
