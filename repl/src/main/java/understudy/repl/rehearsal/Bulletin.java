package understudy.repl.rehearsal;

import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import understudy.models.Recipe;
import understudy.models.StepResult;

/** What a run publishes: its latest {@link RunSnapshot}, for any thread to read. Everything else here happens on the run's thread. */
final class Bulletin {
    /** Clipped gradients are counted over so many steps. */
    private static final int LOOKED_BACK = 100;

    private static final long EVERY = 100_000_000;

    private final Player player;
    private final Material material;
    private final Course course;
    private final Rhythm rhythm;
    private final Timing timing;
    private final Curve curve = new Curve();
    private final long from;
    private OptionalDouble rate = OptionalDouble.empty();
    private OptionalDouble gradient = OptionalDouble.empty();
    private final BitSet clipped = new BitSet(LOOKED_BACK);
    private long steps;
    private long published;
    private String message = "";
    private volatile RunSnapshot snapshot;

    Bulletin(Player player, Material material, Course course, Rhythm rhythm, Timing timing) {
        this.player = player;
        this.material = material;
        this.course = course;
        this.rhythm = rhythm;
        this.timing = timing;
        this.from = player.step();
        publish(RunSnapshot.State.REHEARSING);
    }

    /** The latest state; from any thread. */
    RunSnapshot snapshot() {
        return snapshot;
    }

    /** What the person should read about the ending. */
    void message(String line) {
        message = line;
    }

    String message() {
        return message;
    }

    /** Numbers of the step that was just taken. */
    void stepped(double rate, StepResult result) {
        this.rate = OptionalDouble.of(rate);
        this.gradient = OptionalDouble.of(result.gradientNorm());
        clipped.set((int) (steps++ % LOOKED_BACK), result.clipped());
    }

    /** One more point of the curve, published when the last time is long enough ago. */
    void learnt(double loss) {
        curve.add(loss);
        if (timing.now() - published > EVERY) {
            publish(RunSnapshot.State.REHEARSING);
        }
    }

    /** A number is none: the model is of no use any more, and the person is told what may help. */
    Ending diverged(String what, double value) {
        player.spoil();
        message = Advice.notFinite(player, what, value, rate);
        return Ending.NOT_FINITE;
    }

    void publish(RunSnapshot.State state) {
        publish(state, Optional.empty());
    }

    /** The last snapshot: from here on the run is over for everyone. */
    void over(Ending ending) {
        RunSnapshot.State state = ending.trouble()
                ? RunSnapshot.State.FAILED
                : ending.asPlanned() ? RunSnapshot.State.DONE : RunSnapshot.State.STOPPED;
        publish(state, Optional.of(ending));
    }

    private void publish(RunSnapshot.State state, Optional<Ending> ending) {
        published = timing.now();
        Standing standing = player.standing();
        snapshot = new RunSnapshot(
                player.name(),
                material.corpus(),
                material.floor(),
                state,
                steps(standing, ending.isPresent()),
                standing,
                tempo(standing, ending.isPresent()),
                curve.points(),
                ending,
                message);
    }

    private RunSnapshot.Steps steps(Standing standing, boolean over) {
        return new RunSnapshot.Steps(
                from, course.expected(), over ? OptionalLong.empty() : rhythm.next(standing.recipe(), standing.step()));
    }

    private RunSnapshot.Tempo tempo(Standing standing, boolean over) {
        Recipe recipe = standing.recipe();
        double median = timing.median();
        boolean known = !Double.isNaN(median);
        double tokens = recipe.predictions();
        return new RunSnapshot.Tempo(
                rate,
                gradient,
                new RunSnapshot.Clipping(clipped.cardinality(), (int) Math.min(steps, LOOKED_BACK)),
                known ? OptionalDouble.of(median) : OptionalDouble.empty(),
                known ? OptionalDouble.of(tokens / median) : OptionalDouble.empty(),
                known && !over ? OptionalDouble.of(Math.max(0, timing.secondsLeft(standing))) : OptionalDouble.empty(),
                timing.seconds());
    }
}
