package understudy.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {
    private static Launch of(String... arguments) {
        return Launch.of(List.of(arguments), Map.of("UNDERSTUDY_HOME", "/there"));
    }

    private static String mistake(String... arguments) {
        return assertThrows(Mistake.class, () -> of(arguments)).getMessage();
    }

    @Test
    void nothingMeansTheShell() {
        Launch launch = of();
        assertEquals(Launch.Work.SHELL, launch.work());
        assertEquals(Path.of("/there"), launch.home());
        assertEquals("auto", launch.device());
        assertEquals(OptionalInt.empty(), launch.threads());
    }

    @Test
    void withoutTheVariableTheHomeIsTheUsers() {
        assertEquals(
                Path.of(System.getProperty("user.home"), ".understudy"),
                Launch.of(List.of(), Map.of()).home());
    }

    @Test
    void anEmptyHomeIsRefused() {
        assertEquals("--home: expected a folder, such as ~/.understudy; found an empty word.", mistake("--home", ""));
        assertEquals(mistake("--home", ""), mistake("--home="));
    }

    @Test
    void optionsStandBeforeOrBehind() {
        Launch before = of("--home", "/h", "--device=cuda:1", "--threads", "3", "--json", "--keep-going", "models");
        Launch behind = of("models", "--json", "--threads=3", "--home=/h", "--keep-going", "--device", "cuda:1");
        assertEquals(before, behind);
        assertEquals(List.of("models"), before.given());
        assertTrue(before.json());
        assertTrue(before.keepGoing());
    }

    @Test
    void aCommandKeepsItsOwnOptions() {
        Launch launch = of("sample", "romeo", "--help", "-k", "40", "--tokens", "5");
        assertEquals(Launch.Work.COMMAND, launch.work());
        assertEquals(List.of("sample", "romeo", "--help", "-k", "40", "--tokens", "5"), launch.given());
        assertEquals(
                List.of("sample", "--", "--json"), of("sample", "--", "--json").given());
    }

    @Test
    void linesAndFiles(@TempDir Path folder) throws IOException {
        assertEquals(List.of("a; b"), of("-c", "a; b", "--json").given());
        assertEquals(Launch.Work.LINES, of("-c", "a").work());
        Path script = Files.createFile(folder.resolve("models"));
        assertEquals(Launch.Work.SCRIPT, of(script.toString()).work());
        assertTrue(mistake(script.toString(), "x").contains("A script takes no arguments"));
    }

    @Test
    void wrongUsageIsOneLine() {
        assertTrue(mistake("--colour").startsWith("understudy knows no option --colour: expected --home"));
        assertEquals(
                "--threads: expected a whole number from 1 to 9999, such as 4; found \"0\".",
                mistake("--threads", "0"));
        assertEquals("--device: expected auto, cpu, cuda or cuda:N; found \"gpu\".", mistake("--device", "gpu"));
        assertEquals("--home: expected a folder; found nothing.", mistake("--home"));
        assertEquals("--home: expected a folder; found the option --threads.", mistake("--home", "--threads", "1"));
        assertTrue(mistake("-c", "a", "b").startsWith("-c takes its lines as one argument"));
    }
}
