package understudy.repl.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import understudy.models.Knob;

/** A process that trains and waits to be killed: the other half of {@link ResumeTest}. */
final class KilledRun {
    static final long HORIZON = 200;
    static final long TURNED = 30;
    private static final long LAST = 80;

    private KilledRun() {}

    /** @param arguments the home, a file that appears when all is ready, and knobs */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Troupe troupe = new Troupe(Path.of(arguments[0]));
        troupe.create("romeo", (arguments[2] + " eval-every=25").split(" "));
        troupe.train("romeo", troupe.plan(TURNED, HORIZON, Map.of()));
        troupe.company.director().set("romeo", Knob.RATE, "0.002");
        Run run = troupe.company.director().train("romeo", Plan.steps(HORIZON - TURNED), true);
        while (troupe.company.resident("romeo").orElseThrow().standing().step() < LAST) {
            Thread.sleep(1);
        }
        run.pause();
        while (run.snapshot().state() != RunSnapshot.State.PAUSED) {
            Thread.sleep(1);
        }
        troupe.company.director().set("romeo", Knob.DECAY, "0.3");
        troupe.company.settle();
        Files.createFile(Path.of(arguments[1]));
        Thread.sleep(Duration.ofMinutes(1).toMillis());
    }
}
