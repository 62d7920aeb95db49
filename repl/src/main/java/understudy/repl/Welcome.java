package understudy.repl;

import java.util.OptionalInt;
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
}
