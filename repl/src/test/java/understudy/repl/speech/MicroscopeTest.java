package understudy.repl.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import understudy.models.Device;
import understudy.models.Engine;
import understudy.models.Generation;
import understudy.models.LanguageModel;
import understudy.models.Recipe;
import understudy.models.Sampling;

/** What the microscope shows is what speaking draws from. */
class MicroscopeTest {
    private static final int DRAWS = 4000;

    private static void agrees(Sampling sampling) {
        try (TinyModel tiny = new TinyModel()) {
            int[] prompt = {3, 1, 4, 1, 5};
            Microscope microscope = Microscope.of(tiny.model.logits(prompt), prompt, sampling);
            double[] expected = microscope.last().probabilities();
            assertEquals(1, Arrays.stream(expected).sum(), 1e-9);
            double[] found = new double[expected.length];
            try (Generation generation = new Generation(tiny.model, sampling, DRAWS, 9)) {
                generation.read(prompt);
                for (int[] row : generation.speak(1)) {
                    found[row[0]] += 1.0 / DRAWS;
                }
            }
            for (int id = 0; id < expected.length; id++) {
                assertEquals(expected[id], found[id], 4 * Math.sqrt(.25 / DRAWS), sampling + " token " + id);
                assertTrue(expected[id] > 0 || found[id] == 0, sampling + " said what was removed: " + id);
            }
        }
    }

    @Test
    void everyFilterIsTheOneThatSpeakingUses() {
        agrees(new Sampling(.8, 0, 1, 0, 1));
        agrees(new Sampling(1.3, 4, 1, 0, 1));
        agrees(new Sampling(1, 0, .6, 0, 1));
        agrees(new Sampling(1, 0, 1, .5, 1));
        agrees(new Sampling(1, 6, .9, .3, 1.7));
        agrees(new Sampling(0, 0, 1, 0, 1));
    }

    @Test
    void stagesTellWhatTheyRemove() {
        Microscope microscope = Microscope.of(new float[] {2, 1, 0, -1}, new int[0], new Sampling(1, 3, .9, .3, 1));
        assertEquals(4, microscope.stages().get(0).kept());
        Microscope.Stage topK = microscope.stages().get(2);
        assertEquals("top-k 3", topK.name());
        assertEquals(1, topK.removed().length);
        assertEquals(3, topK.removed()[0]);
        assertEquals(microscope.stages().get(1).probabilities()[3], topK.mass(), 1e-12);
        assertTrue(microscope.last().entropy() < microscope.stages().get(0).entropy());
    }

    /** A network that carries a state reads all of a long text, others their context. */
    @Test
    void aLongTextIsReadAsSpeakingReadsIt() {
        int[] ids = new int[40];
        Arrays.setAll(ids, i -> 1 + i * i % 7);
        for (String arch : List.of("rnn", "gpt")) {
            Recipe recipe = Recipe.named(arch.equals("rnn") ? "rnn" : "nanogpt-cpu", Path.of("none"))
                    .with("layers", "1")
                    .with("heads", "2")
                    .with("width", "16")
                    .with("context", "8");
            try (Engine engine = Engine.start(Device.CPU, 1);
                    LanguageModel model = LanguageModel.build(engine, recipe.architecture(9), 1)) {
                int[] read = arch.equals("rnn") ? ids : Arrays.copyOfRange(ids, 32, 40);
                assertArrayEquals(
                        Microscope.of(model.logits(read), ids, Sampling.DEFAULT)
                                .last()
                                .probabilities(),
                        Microscope.of(model, ids, Sampling.DEFAULT).last().probabilities());
            }
        }
    }
}
