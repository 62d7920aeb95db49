package understudy.checkpoints;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
    @TempDir
    Path folder;

    private CheckpointStore store;

    @BeforeEach
    void open() {
        store = new CheckpointStore(folder.resolve("checkpoints"));
    }

    private void save(String model, long... steps) {
        for (long step : steps) {
            store.save(model, Examples.contents(step, 1 + Math.abs(step - 500) / 1000.0));
        }
    }

    private static List<Long> steps(CheckpointList list) {
        return list.checkpoints().stream().map(Checkpoint::step).toList();
    }

    @Test
    void whatWasSavedIsWhatIsRead() {
        CheckpointContents contents = Examples.contents(250, 2.5);
        Checkpoint saved = store.save("romeo", contents);
        Checkpoint read = new CheckpointStore(folder.resolve("checkpoints")).resolve("romeo@250");
        assertEquals(saved, read);
        assertEquals(contents.card(), read.card());
        assertEquals(contents.parameters(), read.parameters());
        assertEquals(contents.optimizer(), read.optimizer().map(java.util.Map::copyOf));
        assertEquals(contents.tokenizer(), read.tokenizer());
        assertEquals("romeo@250", read.reference());
    }

    @Test
    void optimizersStayWithTheLatestTheBestAndTheNamed() {
        save("romeo", 0, 250);
        store.name("romeo", 250, "shy");
        save("romeo", 500, 750, 1000, 1250);
        CheckpointList list = store.list("romeo");
        assertEquals(List.of(0L, 250L, 500L, 750L, 1000L, 1250L), steps(list));
        assertEquals(
                List.of(250L, 500L, 1250L),
                list.checkpoints().stream()
                        .filter(Checkpoint::hasOptimizer)
                        .map(Checkpoint::step)
                        .toList());
        assertEquals(List.of("best"), list.namesOf(list.at(500).orElseThrow()));
        assertEquals(new TreeSet<>(Set.of("shy")), list.at(250).orElseThrow().names());
    }

    @Test
    void namesResolve() {
        save("romeo", 250, 500, 1250);
        store.name("romeo", 250, "shy");
        assertEquals(250, store.resolve("romeo@shy").step());
        assertEquals(500, store.resolve("romeo@best").step());
        assertEquals(1250, store.resolve("romeo@latest").step());
        assertEquals(1250, store.resolve("romeo").step());
        assertEquals(Optional.of(store.resolve("romeo@1250")), store.latest("romeo"));
        assertEquals(Optional.empty(), store.latest("juliet"));
        assertEquals(1250, store.resolve("romeo@1,250").step());
        assertEquals(
                "No checkpoint romeo@1400. There are 250, 500, 1,250, shy (250), best (500), latest (1,250)."
                        + " `checkpoints romeo` lists them.",
                assertThrows(CheckpointException.class, () -> store.resolve("romeo@1400"))
                        .getMessage());
        assertEquals(OptionalLong.of(250), store.name("romeo", 500, "shy"));
        assertEquals(500, store.resolve("romeo@shy").step());
    }

    @Test
    void goingOnFromAnEarlierOneMovesTheLaterOnesToABranch() {
        save("romeo", 250, 500, 750);
        store.name("romeo", 250, "shy");
        store.name("romeo", 750, "bold");
        store.journal("romeo").append(new JournalEvent(750, "saved", java.util.Map.of()));
        assertEquals(Optional.of("romeo~1"), store.branch("romeo", 250));
        assertEquals(List.of(250L), steps(store.list("romeo")));
        assertEquals(List.of(500L, 750L), steps(store.list("romeo~1")));
        assertEquals(750, store.resolve("romeo~1@bold").step());
        assertThrows(CheckpointException.class, () -> store.resolve("romeo@bold"));
        assertEquals(250, store.resolve("romeo@shy").step());
        assertEquals(1, store.journal("romeo~1").last(9).size());
        assertEquals(Optional.empty(), store.branch("romeo", 250));
        save("romeo", 500);
        assertEquals(Optional.of("romeo~2"), store.branch("romeo", 250));
        assertEquals(List.of("romeo", "romeo~1", "romeo~2"), store.models());
    }

    @Test
    void aParentIsFoundUnderItsPresentName() {
        save("romeo", 250);
        CheckpointCard.Parent parent = store.resolve("romeo@250").asParent();
        store.rename("romeo", "juliet");
        assertEquals(Optional.of("juliet@250"), store.whereIs(parent));
        store.delete("juliet");
        assertEquals(Optional.empty(), store.whereIs(parent));
        assertEquals(List.of(), store.models());
    }

    @Test
    void thinningKeepsTheLastOnesTheBestAndTheNamed() {
        save("romeo", 0, 250, 500, 750, 1000, 1250);
        store.name("romeo", 0, "born");
        assertEquals(2, store.thin("romeo", 2));
        assertEquals(List.of(0L, 500L, 1000L, 1250L), steps(store.list("romeo")));
    }

    @Test
    void withoutAValidationLossThereIsNoBest() {
        Checkpoint saved = store.save("romeo", Examples.contents(Examples.card(0, OptionalDouble.empty())));
        assertTrue(store.list("romeo").best().isEmpty());
        assertTrue(saved.hasOptimizer());
        assertFalse(saved.bytes() == 0);
    }
}
