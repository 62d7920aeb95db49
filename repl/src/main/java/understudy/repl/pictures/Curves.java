package understudy.repl.pictures;

import java.util.List;
import java.util.OptionalDouble;
import understudy.repl.rehearsal.Chronicle;

/**
 * What a picture of runs shows.
 *
 * @param title above it
 * @param runs by name, each with what its journal tells
 * @param floor nats per token below which no honest loss can fall, where the runs have one in common
 * @param log whether losses stand on a logarithmic axis
 */
public record Curves(String title, List<Run> runs, OptionalDouble floor, boolean log) {
    public Curves {
        runs = List.copyOf(runs);
    }

    /** One run. */
    public record Run(String name, Chronicle chronicle) {}
}
