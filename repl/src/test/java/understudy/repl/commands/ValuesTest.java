package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

class ValuesTest {
    private static <T> T read(ITypeConverter<T> converter, String value) {
        try {
            return converter.convert(value);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void refuses(ITypeConverter<?> converter, String... values) {
        for (String value : values) {
            String line = assertThrows(TypeConversionException.class, () -> read(converter, value), value)
                    .getMessage();
            assertTrue(line.startsWith("expected a"), line);
        }
    }

    @Test
    void numbers() {
        assertEquals(1000, read(new Values.Count(), "1,000"));
        assertEquals(20_000, read(new Values.Count(), "20_000"));
        refuses(new Values.Count(), "0", "-3", "1.5", "99999999999", "", "10,00", "ten");
        assertEquals(0, read(new Values.Amount(), "0"));
        assertEquals(-7L, read(new Values.Seed(), "-7"));
        refuses(new Values.Seed(), "x", "1e3", "\u0663", "1\u0663");
        assertEquals(3e-4, read(new Values.Goal(), "3e-4"));
        assertEquals(0.5, read(new Values.Goal(), ".5"));
        refuses(new Values.Goal(), "0", "-1", "NaN", "Infinity", "1e999", "1d", "0x1p3", "fast");
        assertEquals(1.2, read(new Values.Factor(), "1.2"));
        assertEquals(1_000_000, read(new Values.Tokens(), "1000000"));
        refuses(new Values.Tokens(), "1000001", "2147483647", "-1");
        for (String size : List.of("20B", "900T", "0", "900000M")) {
            String line = assertThrows(TypeConversionException.class, () -> read(new Values.Sized(), size))
                    .getMessage();
            assertTrue(line.contains("parameters from 1k to 2000M"), line);
        }
        assertEquals(1.0, read(new Values.Fraction(), "1"));
        refuses(new Values.Fraction(), "1.01", "-0.1");
    }

    @Test
    void times() {
        assertEquals(Duration.ofMinutes(2), read(new Values.Time(), "2m"));
        assertEquals(Duration.ofSeconds(90), read(new Values.Time(), "90"));
        assertEquals(Duration.ofMinutes(90), read(new Values.Time(), "1.5h"));
        refuses(new Values.Time(), "0s", "-1m", "2 m", "soon", "1y");
    }

    @Test
    void bytes() {
        assertEquals(2_000_000L, read(new Values.Bytes(), "2MB"));
        assertEquals(512_500L, read(new Values.Bytes(), "512.5k"));
        assertEquals(10L, read(new Values.Bytes(), "10B"));
        refuses(new Values.Bytes(), "0", "2 MB", "-1", "2T");
    }

    @Test
    void names() {
        for (String good : List.of("romeo", "Ete-2", "a.b_c")) {
            assertEquals(good, read(new Values.NewName(), good));
        }
        refuses(new Values.NewName(), "", "1st", "a/b", "..", "a..b", "a@b", "a b", "-x", "a.", "Été", "x".repeat(65));
    }

    @Test
    void slipsOfThePen() {
        assertEquals(0, Nearest.slips("train", "train"));
        assertEquals(1, Nearest.slips("trian", "train"));
        assertEquals(3, Nearest.slips("kitten", "sitting"));
        assertEquals(
                "train", Nearest.to("trian", List.of("tour", "train", "info")).orElseThrow());
        assertTrue(Nearest.to("zork", List.of("tour", "train")).isEmpty());
    }
}
