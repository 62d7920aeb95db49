package understudy.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void numbersAsAPersonReadsThem() {
        assertEquals("1,220", Figures.count(1220));
        assertEquals("1.912", Figures.loss(1.91249));
        assertEquals("–", Figures.loss(Double.NaN));
        assertEquals("infinite", Figures.loss(Double.POSITIVE_INFINITY));
        assertEquals("1.0e-3", Figures.rate(1e-3));
        assertEquals("3.2e-11", Figures.rate(3.2e-11));
        assertEquals("1.0e0", Figures.rate(1));
        assertEquals("0", Figures.rate(0));
    }

    @Test
    void times() {
        assertEquals("0:00", Figures.time(Duration.ZERO));
        assertEquals("1:12", Figures.time(Duration.ofMillis(71_600)));
        assertEquals("2:05:09", Figures.time(Duration.ofSeconds(7509)));
    }

    @Test
    void sizesHaveOneUnit() {
        assertEquals("1 byte", Figures.bytes(1));
        assertEquals("912 bytes", Figures.bytes(912));
        assertEquals("3.2 MB", Figures.bytes(3_240_000));
        assertEquals("498 MB", Figures.bytes(497_600_000));
        assertEquals("1.0 GB", Figures.bytes(999_999_999));
        assertEquals("19.1 GB", Figures.bytes(19_100_000_000L));
        assertEquals("910", Figures.parameters(910));
        assertEquals("27k", Figures.parameters(27_432));
        assertEquals("0.8M", Figures.parameters(810_000));
        assertEquals("124M", Figures.parameters(124_439_808));
    }
}
