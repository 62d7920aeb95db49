package understudy.repl;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointCard;
import understudy.checkpoints.CheckpointException;
import understudy.checkpoints.CheckpointStore;
import understudy.models.Architecture;
import understudy.models.ModelException;
import understudy.repl.rehearsal.Standing;
import understudy.repl.terminal.Text;

/** The first lines a person reads. */
final class Welcome {
    private Welcome() {}

    /**
     * {@code Understudy 0.1 · cpu, 2 threads · home ~/.understudy (new)}.
     *
     * @param cuda whether the launcher chose natives for an NVIDIA device; the engine itself is still loading
     */
    static Text head(Launch launch, Home home, int processors, boolean cuda) {
        OptionalInt threads = launch.threads();
        int count = threads.orElse(processors);
        String device = launch.device().equals("auto") ? (cuda ? "cuda" : "cpu") : launch.device();
        return Text.empty()
                .strong("Understudy " + Version.NUMBER)
                .quiet(" · " + device + ", " + count + (count == 1 ? " thread" : " threads") + " · home " + home.shown()
                        + (home.fresh() ? " (new)" : ""));
    }

    /** What to type first, where nothing has been made yet. */
    static Text hint() {
        return Text.of("Nothing has been rehearsed here yet. ")
                .accent("tour")
                .plain(" shows everything in three minutes; ")
                .accent("help")
                .plain(" lists the commands; Tab completes.");
    }

    /** {@code romeo (gpt, 0.8M) at step 1,500, validation 1.912, yesterday.}: what was worked on last; the hint if there is nothing. */
    static Text back(Home home, Instant now) {
        try {
            return last(new CheckpointStore(home.checkpoints()))
                    .map(c -> told(c, now))
                    .orElseGet(Welcome::hint);
        } catch (CheckpointException unreadable) {
            return hint();
        }
    }

    private static Optional<Checkpoint> last(CheckpointStore store) {
        return store.models().stream()
                .flatMap(model -> store.latest(model).stream())
                .max(Comparator.comparing(Checkpoint::saved));
    }

    private static Text told(Checkpoint last, Instant now) {
        CheckpointCard card = last.card();
        OptionalDouble measured = Standing.latestLoss(card);
        String loss = measured.isPresent() ? ", validation " + Figures.loss(measured.getAsDouble()) : "";
        return Text.empty()
                .strong(last.model())
                .plain(" (" + card.network().architecture() + size(card.network()) + ") at step "
                        + Figures.count(last.step()) + loss + ", " + Figures.ago(Duration.between(last.saved(), now))
                        + ". ")
                .accent("use " + last.model())
                .plain(" goes on with it.");
    }

    /** Nothing for a network of a kind that this program does not know. */
    private static String size(CheckpointCard.Network network) {
        try {
            return ", "
                    + Figures.parameters(Architecture.of(network.architecture(), network.config())
                            .parameters());
        } catch (ModelException foreign) {
            return "";
        }
    }
}
