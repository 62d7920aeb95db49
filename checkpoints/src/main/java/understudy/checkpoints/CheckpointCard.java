package understudy.checkpoints;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What {@code checkpoint.json} says of a checkpoint: everything needed to build the model again, to go on training as
 * if it had never stopped, and to know what it was trained on. It holds no date and no model's name, so that equal
 * models have equal files.
 *
 * <p>The maps hold text, whole numbers ({@code Long}), {@code Double}, booleans, lists and maps, whatever number types
 * they were given; a card is equal to itself after writing and reading.
 *
 * @param network which network, in which size
 * @param recipe every knob in force, under the names a person types
 * @param progress how far it came
 * @param losses how well it does
 * @param source what it reads
 * @param origin what it came from
 * @param more anything else a run wants remembered; fields of later versions that this one does not know are kept here
 */
public record CheckpointCard(
        Network network,
        Map<String, Object> recipe,
        Progress progress,
        Losses losses,
        Source source,
        Origin origin,
        Map<String, Object> more) {
    public CheckpointCard {
        recipe = Json.copy(recipe);
        more = Json.copy(more);
        for (String field : more.keySet()) {
            if (CardFile.FIELDS.contains(field)) {
                throw new CheckpointException("more: expected a field beside those of a card; found " + field);
            }
        }
    }

    /** @param config the architecture's own configuration, JSON-ready */
    public record Network(String architecture, Map<String, Object> config) {
        public Network {
            config = Json.copy(config);
        }
    }

    /**
     * @param step steps taken since the model was new
     * @param horizon last step of the schedule's present cycle, 0 before the first training
     * @param cycleStart step at which that cycle began
     * @param tokens tokens trained on
     */
    public record Progress(long step, long horizon, long cycleStart, long tokens) {
        /** More steps than any machine takes, and few enough to be exact in every JSON reader. */
        private static final long MOST = 1L << 53;

        public Progress {
            check("step", step, MOST);
            check("horizon", horizon, MOST);
            check("cycle_start", cycleStart, step);
            check("tokens", tokens, MOST);
        }

        private static void check(String name, long value, long most) {
            if (value < 0 || value > most) {
                throw new CheckpointException(name + ": expected 0 to " + most + "; found " + value);
            }
        }
    }

    /**
     * Losses in nats per token; empty where nothing was measured. A loss that is not finite belongs in the journal.
     *
     * @param train of the latest steps
     * @param validation at this step
     * @param best lowest validation loss up to this step
     * @param bestStep where that was
     */
    public record Losses(OptionalDouble train, OptionalDouble validation, OptionalDouble best, OptionalLong bestStep) {
        public Losses {
            check("train_loss", train);
            check("validation_loss", validation);
            check("best_loss", best);
            if (best.isPresent() != bestStep.isPresent()) {
                throw new CheckpointException("best_loss and best_step: expected both or neither; found one");
            }
        }

        /** Nothing measured yet. */
        public static Losses none() {
            return new Losses(
                    OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalLong.empty());
        }

        private static void check(String name, OptionalDouble loss) {
            if (loss.isPresent() && !Double.isFinite(loss.getAsDouble())) {
                throw new CheckpointException(name + ": expected a finite number; found " + loss.getAsDouble());
            }
        }
    }

    /**
     * @param corpus name of the corpus
     * @param checksums what identifies its content, by file or part
     * @param split such as {@code 90/10}
     * @param tokenizer name of the tokenizer; its file lies beside the card
     */
    public record Source(String corpus, Map<String, Object> checksums, String split, String tokenizer) {
        public Source {
            checksums = Json.copy(checksums);
        }
    }

    /**
     * @param seed of the run: data order, dropout and first weights come from it
     * @param parent the checkpoint this model was forked from
     * @param software name and version of what wrote this
     */
    public record Origin(long seed, Optional<Parent> parent, String software) {}

    /**
     * A checkpoint named by its content, which stays true when its model is renamed or moved to a branch;
     * {@link CheckpointStore#whereIs} tells what it is called now.
     *
     * @param step its step
     * @param sha256 of its {@code model.safetensors}
     */
    public record Parent(long step, String sha256) {
        public Parent {
            new Checksum(0, sha256);
        }
    }
}
