package understudy.repl.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the person reads when writing fails half way. */
final class ScribeTest {
    @TempDir
    private Path folder;

    @Test
    void aCheckpointWhoseJournalFailsIsSaved() throws IOException {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo", "keep=1");
            Path journal = troupe.home.checkpoints().resolve("romeo/journal.jsonl");
            Files.delete(journal);
            Files.createDirectory(journal);
            assertEquals(0, troupe.company.save("romeo", Optional.empty()).step());
            String said = troupe.lines().toString();
            assertTrue(said.contains("romeo@0 is saved; the journal has a gap"), said);
            troupe.train("romeo", 25);
            assertFalse(troupe.company.resident("romeo").orElseThrow().unsaved());
            List<Long> steps = troupe.company.store().list("romeo").checkpoints().stream()
                    .map(c -> c.step())
                    .toList();
            assertTrue(steps.contains(25L) && !steps.contains(0L), "old ones are thinned all the same: " + steps);
            assertFalse(troupe.lines().toString().contains("Cannot save"), said);
            Files.delete(journal);
            troupe.company.save("romeo", Optional.empty());
            said = troupe.lines().toString();
            assertTrue(said.contains("romeo@25 is saved; the disk takes files again"), said);
        }
    }

    @Test
    void anUnexpectedFaultIsOneLineAndAStoryInTheLog() {
        List<LogRecord> story = Collections.synchronizedList(new ArrayList<>());
        Logger log = Logger.getLogger("understudy");
        Handler listener = listener(story);
        log.addHandler(listener);
        log.setUseParentHandlers(false);
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo");
            troupe.company.scribe().save(new Player.Copy(troupe.company.player("romeo"), null, 0, false));
            troupe.company.settle();
            assertEquals(1, story.size());
            assertTrue(story.get(0).getThrown() instanceof NullPointerException);
            Notice told = troupe.notices.get(troupe.notices.size() - 1);
            assertEquals(Notice.Tone.TROUBLE, told.tone());
            assertTrue(told.line().startsWith("Saving romeo failed unexpectedly"), told.line());
            assertFalse(told.line().contains("\n"), told.line());
            assertEquals(0, troupe.company.save("romeo", Optional.empty()).step(), "the scribe works on");
        } finally {
            log.removeHandler(listener);
            log.setUseParentHandlers(true);
        }
    }

    private static Handler listener(List<LogRecord> story) {
        return new Handler() {
            @Override
            public void publish(LogRecord event) {
                story.add(event);
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }
}
