package understudy.repl.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Milestones of real runs, across sessions and going back. */
final class ReachedTest {
    @TempDir
    private Path folder;

    private static List<Reached> reached(Troupe troupe) {
        troupe.company.settle();
        return Reached.in(troupe.company.store().journal("romeo"));
    }

    @Test
    void eachIsToldOnce() {
        List<Reached> first;
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo", "rate=0.01", "matrix-rate=0.05", "sample-every=10");
            troupe.train("romeo", 150);
            first = reached(troupe);
            assertFalse(first.isEmpty());
            assertTrue(first.stream().allMatch(one -> one.step() > 0 && one.step() % 10 == 0), first.toString());
            String said = troupe.lines().toString();
            assertTrue(said.contains("for the first time: " + first.get(0).words()), said);
        }
        try (Troupe again = new Troupe(folder)) {
            again.train("romeo", 50);
            List<Reached> all = reached(again);
            assertEquals(first, all.subList(0, first.size()));
            assertEquals(
                    all.size(), all.stream().map(Reached::milestone).distinct().count(), all.toString());
            long last = first.get(first.size() - 1).step();
            again.train("romeo@" + (last - 10), Plan.steps(1));
            assertTrue(
                    reached(again).stream().allMatch(one -> one.step() <= last - 10),
                    "what was rewound will be reached again");
        }
    }
}
