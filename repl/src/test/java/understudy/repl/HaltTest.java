package understudy.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HaltTest {
    @Test
    void askingWakesWhoeverWaits() throws InterruptedException {
        Halt halt = new Halt();
        Thread asker = new Thread(halt::ask);
        long begin = System.nanoTime();
        asker.start();
        assertTrue(halt.await(Duration.ofSeconds(20)));
        assertTrue(System.nanoTime() - begin < 5_000_000_000L);
        asker.join();
        assertThrows(Interrupted.class, halt::check);
        halt.clear();
        halt.check();
        assertFalse(halt.await(Duration.ofMillis(1)));
    }

    /** Who registers while the person asks hears of it once: from the one who asks, or at once. */
    @Test
    void aWatcherThatComesWhileThePersonAsksHearsOnce() throws InterruptedException {
        for (int i = 0; i < 2000; i++) {
            Halt halt = new Halt();
            AtomicInteger heard = new AtomicInteger();
            Thread asker = new Thread(halt::ask);
            asker.start();
            halt.whenAsked(heard::incrementAndGet);
            asker.join();
            assertEquals(1, heard.get());
        }
    }

    @Test
    void watchersHearOfItUntilTheyCloseOrACommandBegins() {
        Halt halt = new Halt();
        AtomicInteger heard = new AtomicInteger();
        Halt.Watch closed = halt.whenAsked(() -> heard.addAndGet(100));
        closed.close();
        try (Halt.Watch watch = halt.whenAsked(heard::incrementAndGet)) {
            halt.ask();
            assertTrue(heard.get() == 1 && watch != null);
        }
        halt.clear();
        halt.ask();
        assertTrue(heard.get() == 1);
        halt.whenAsked(heard::incrementAndGet);
        assertTrue(heard.get() == 2, "asked already: at once");
    }
}
