package understudy.repl.rehearsal;

import java.time.Duration;
import java.util.function.Supplier;

/** A training run on a thread of its own. Everything here may be called from any thread. */
public final class Run {
    private final Player player;
    private final Rehearsal rehearsal;
    private final Wings wings;
    private final Thread thread;

    Run(Player player, Rehearsal rehearsal, Wings wings) {
        this.player = player;
        this.rehearsal = rehearsal;
        this.wings = wings;
        this.thread = new Thread(this::work, "rehearsal");
        thread.setDaemon(true);
    }

    void start() {
        player.taken(wings.cues());
        thread.start();
    }

    private void work() {
        Ending ending = guarded(rehearsal::perform);
        Ending last = guarded(() -> {
            rehearsal.finish(ending);
            return ending;
        });
        player.free();
        wings.cues().end();
        rehearsal.bulletin().over(last); // now the next run may begin
        tell();
    }

    /** Whatever goes wrong, the run ends in order. */
    private Ending guarded(Supplier<Ending> part) {
        try {
            return part.get();
        } catch (RuntimeException | Error fault) {
            rehearsal.bulletin().message(Mishap.line("Training " + player.name(), fault));
            return Ending.FAILED;
        }
    }

    /** In the background nobody else says how it went. */
    private void tell() {
        if (!wings.foreground()) {
            RunSnapshot last = snapshot();
            boolean trouble = last.ending().map(Ending::trouble).orElse(true);
            wings.tell(trouble ? Notice.trouble(last.message()) : Notice.of(Report.of(last)));
        }
    }

    /** The run at this moment. */
    public RunSnapshot snapshot() {
        return rehearsal.bulletin().snapshot();
    }

    /** Whether it goes on, or is paused. */
    public boolean active() {
        return snapshot().active();
    }

    public void pause() {
        wings.cues().pause();
    }

    public void resume() {
        wings.cues().resume();
    }

    /** Whether it is paused, or will be behind the present step. */
    public boolean paused() {
        return wings.cues().paused();
    }

    /** Asks it to end behind the present step; it then leaves a checkpoint. Returns at once. */
    public void stop(Ending reason) {
        wings.cues().stop(reason);
    }

    /** Waits until it has ended and its checkpoint is on disk, at most so long; true if so. An interrupt is kept for afterwards. */
    public boolean await(Duration time) {
        return Uninterrupted.join(thread, time);
    }

    /** Waits until it has ended and its checkpoint is on disk. */
    public void await() {
        while (!await(Duration.ofHours(1))) {
            // It will: steps are short, and a checkpoint is written in the end.
        }
    }
}
