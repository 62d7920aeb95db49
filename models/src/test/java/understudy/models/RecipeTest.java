package understudy.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeTest {
    @TempDir
    Path folder;

    @Test
    void everyBuiltInRecipeIsReadable() {
        for (String name : Recipe.BUILT_IN) {
            assertTrue(Recipe.named(name, folder).architecture(65).parameters() > 10_000);
        }
    }

    @Test
    void mapGoesRound() {
        Recipe recipe = Recipe.named("modern", folder).with("dropout", "0.25").with("rate", "3e-4");
        assertEquals(recipe.asMap(), Recipe.of("modern", recipe.asMap()).asMap());
    }

    @Test
    void theUsersFileTakesTheBuiltInOnesPlace() throws IOException {
        Files.writeString(folder.resolve("modern.recipe"), "# mine\nlayers = 2   # fewer\nrate = 1e-4\n");
        Files.writeString(folder.resolve("own.recipe"), "layers = 3\n");
        assertEquals(2, Recipe.named("modern", folder).count(Knob.LAYERS));
        assertEquals(1e-4, Recipe.named("modern", folder).number(Knob.RATE));
        assertEquals(3, Recipe.named("own", folder).count(Knob.LAYERS));
        assertTrue(Recipe.names(folder).contains("own"));
    }

    @Test
    void mistakesAreNamed() throws IOException {
        Files.writeString(folder.resolve("bad.recipe"), "layer = 2\n");
        refused("bad", "no knob \"layer\"");
        Files.writeString(folder.resolve("bad.recipe"), "rate = fast\n");
        refused("bad", "--rate: expected a number above 0, such as 3e-4; found \"fast\".");
        refused("none", "No recipe \"none\". There are bad, ");
        refused("../modern", "No recipe");
    }

    private void refused(String name, String part) {
        String message = assertThrows(ModelException.class, () -> Recipe.named(name, folder))
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void numbersAreStrict() {
        for (String text : new String[] {"NaN", "0x1p3", "1d", "-1", "1e999", "", " 1"}) {
            assertThrows(ModelException.class, () -> Knob.DECAY.parse(text), text);
        }
        assertEquals(.03, Knob.DECAY.parse("3e-2"));
        assertThrows(ModelException.class, () -> Knob.RATE.parse("0"));
        assertThrows(ModelException.class, () -> Knob.LAYERS.parse("99999999999999999999"));
    }

    @Test
    void schedulesRunAsNamed() {
        Recipe cosine = Recipe.named("nanogpt-cpu", folder);
        assertEquals(1e-3 / 101, Hyperparameters.at(cosine, 0, 0, 2000, 100).rate(), 1e-12);
        assertEquals(1e-3, Hyperparameters.at(cosine, 100, 0, 2000, 100).rate(), 1e-12);
        assertEquals(5.5e-4, Hyperparameters.at(cosine, 1050, 0, 2000, 100).rate(), 1e-9);
        assertEquals(1e-4, Hyperparameters.at(cosine, 2000, 0, 2000, 100).rate(), 1e-12);
        Recipe linear = Recipe.named("modern", folder)
                .with("rate", "1e-2")
                .with("hold", "0.4")
                .with("floor", "0.1");
        assertEquals(1e-2, Hyperparameters.at(linear, 399, 0, 1000, 100).rate(), 1e-12);
        assertEquals(5e-3, Hyperparameters.at(linear, 700, 0, 1000, 100).rate(), 1e-12);
        assertEquals(1e-3, Hyperparameters.at(linear, 990, 0, 1000, 100).rate(), 1e-12);
        assertEquals(
                1e-2,
                Hyperparameters.at(linear, 1100, 1000, 1000, 100).rate(),
                1e-12); // a second cycle begins at the peak
        assertEquals(.85, Hyperparameters.at(linear, 0, 0, 1000, 100).momentum(), 1e-12);
        assertEquals(.90, Hyperparameters.at(linear, 150, 0, 1000, 100).momentum(), 1e-12);
        assertEquals(.95, Hyperparameters.at(linear, 900, 0, 1000, 100).momentum(), 1e-12);
    }

    @Test
    void ratesDropAsNamed() {
        Recipe steps = Recipe.of("test", Map.of())
                .with("rate", "1e-1")
                .with("schedule", "steps")
                .with("drop-at", "1000,1500")
                .with("drop", "0.5");
        assertEquals(.1, Hyperparameters.at(steps, 999, 0, 2000, 100).rate(), 1e-12);
        assertEquals(.05, Hyperparameters.at(steps, 1000, 0, 2000, 100).rate(), 1e-12);
        assertEquals(.025, Hyperparameters.at(steps, 1999, 0, 2000, 100).rate(), 1e-12);
        Recipe epochs = Recipe.of("test", Map.of())
                .with("rate", "2e-3")
                .with("schedule", "epochs")
                .with("drop", ".97")
                .with("drop-after", "10");
        assertEquals(2e-3, Hyperparameters.at(epochs, 999, 0, 9999, 100).rate(), 1e-12); // the tenth epoch
        assertEquals(2e-3 * .97, Hyperparameters.at(epochs, 1000, 0, 9999, 100).rate(), 1e-12);
        assertEquals(
                2e-3 * Math.pow(.97, 3),
                Hyperparameters.at(epochs, 1250, 0, 9999, 100).rate(),
                1e-12);
        assertThrows(ModelException.class, () -> Knob.DROP_AT.parse("1500,1000"));
        assertThrows(ModelException.class, () -> Knob.DROP_AT.parse("1,"));
    }

    @Test
    void aKnobOfAnotherOptimizerIsAMistake() {
        Recipe adamw = Recipe.of("test", Map.of());
        adamw.requireMeaning(List.of(Knob.RATE, Knob.BETA1));
        ModelException refused = assertThrows(ModelException.class, () -> adamw.requireMeaning(List.of(Knob.MOMENTUM)));
        assertEquals(
                "--momentum is for --optimizer muon or sgd; found optimizer adamw. Add --optimizer muon, or leave --momentum away.",
                refused.getMessage());
        adamw.with("optimizer", "sgd").requireMeaning(List.of(Knob.MOMENTUM, Knob.NESTEROV));
        assertThrows(ModelException.class, () -> adamw.requireMeaning(List.of(Knob.DROP_AT)));
    }

    @Test
    void smallNumbersAreWrittenWithTheirPowerOfTen() {
        Recipe recipe = Recipe.named("modern", Path.of("nowhere"));
        for (String text : List.of("1.0e-7", "0.00001", "0.0125", "1.25e-5", "0.123456789", "250")) {
            Recipe with = recipe.with("rate", text);
            assertEquals(text, with.text(Knob.RATE));
            assertEquals(Double.parseDouble(text), with.number(Knob.RATE));
        }
        assertEquals("1.0e-7", recipe.with("rate", "0.0000001").text(Knob.RATE));
    }
}
