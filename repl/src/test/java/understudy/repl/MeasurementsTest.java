package understudy.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.models.Device;
import understudy.models.Engine;
import understudy.models.Knob;
import understudy.models.LanguageModel;
import understudy.models.Recipe;

class MeasurementsTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasMeasuredIsRememberedUntilItsLineIsDeleted() throws IOException {
        Path file = folder.resolve("measurements");
        Recipe recipe = Recipe.named("modern", folder).with("layers", "2").with("batch", "2");
        Engine engine = Engine.start(Device.CPU, 1, new Measurements(file));
        try (engine;
                LanguageModel model = LanguageModel.build(engine, recipe.architecture(65), 1)) {
            assertEquals(word(recipe, model), word(recipe, model));
            List<String> lines = Files.readAllLines(file);
            assertEquals(2, lines.size(), lines.toString());
            assertTrue(lines.stream().allMatch(line -> line.startsWith("cpu, 1 thread")), lines.toString());
            for (String answer : List.of("bf16", "fp32")) {
                Files.write(
                        file,
                        lines.stream()
                                .map(line -> line.substring(0, line.length() - 4) + answer)
                                .toList());
                assertEquals(answer, word(recipe, model));
            }
            Files.writeString(file, "scribbled\n");
            word(recipe, model);
            assertEquals(2, Files.readAllLines(file).size());
            assertEquals("bf16", word(recipe.with("precision", "bf16"), model), "what a person wants is not measured");
        }
    }

    @Test
    void forASmallNetworkNothingIsMeasured() {
        Path file = folder.resolve("measurements");
        Recipe recipe = Recipe.named("modern", folder).with("layers", "1").with("width", "32");
        Engine engine = Engine.start(Device.CPU, 1, new Measurements(file));
        try (engine;
                LanguageModel model = LanguageModel.build(engine, recipe.architecture(65), 1)) {
            assertEquals("fp32", word(recipe, model));
            assertFalse(Files.exists(file));
        }
    }

    private static String word(Recipe recipe, LanguageModel model) {
        return recipe.settled(model).word(Knob.PRECISION);
    }
}
