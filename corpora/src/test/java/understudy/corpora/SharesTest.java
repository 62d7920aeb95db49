package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharesTest {
    @Test
    void placesAreWholeTokensRoundedDown() {
        Shares two = Shares.of("90/10");
        assertEquals(1_003_854, two.trainEnd(1_115_394)); // the cut that nanoGPT makes: int(0.9 * n)
        assertEquals(1_115_394, two.validationEnd(1_115_394));
        Shares three = Shares.of("80/15/5");
        assertEquals(8, three.trainEnd(11));
        assertEquals(10, three.validationEnd(11));
        assertEquals("80/15/5", three.toString());
        assertEquals("99/1", Shares.of("99/1/0").toString());
    }

    @Test
    void aTextLargerThanAnyDiskDoesNotOverflow() {
        assertEquals(9_000_000_000_000_000_000L / 100 * 90, Shares.of("90/10").trainEnd(9_000_000_000_000_000_000L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "90",
                "90/20",
                "100/0",
                "0/100",
                "90/10/",
                "90/-10/20",
                "89.5/10.5",
                "1000/10",
                "a/b",
                "90 / 10",
                "९०/१०"
            })
    void whatDoesNotSumToAHundredIsRefused(String words) {
        String message = assertThrows(CorpusException.class, () -> new AddOptions("auto", "characters", words))
                .getMessage();
        assertTrue(message.contains("'" + words + "'") && message.contains("--split 90/10"), message);
    }

    @Test
    void unknownFormatsAreRefused() {
        assertEquals("text", new AddOptions("text", "characters", "90/10").format());
        String format = assertThrows(CorpusException.class, () -> new AddOptions("parket", "characters", "90/10"))
                .getMessage();
        assertEquals("there is no format 'parket'; type --format text or lines", format);
    }
}
