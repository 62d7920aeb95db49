package understudy.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we write as a TorchScript module is read by libtorch's own reader, and computes what the model does. */
class ScriptModuleTest {
    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama", "nanochat", "qwen3", "rnn-one-hot", "lstm", "rwkv", "mlp"})
    void theModuleGivesTheModelsLogits(String name) throws IOException {
        Architecture network = name.equals("mlp")
                ? new Mlp(11, new Mlp.Size(2, 6, 4, 4), Mlp.Norm.BATCH, false, Initialiser.KAIMING)
                : Fixture.network(name);
        try (LanguageModel model = LanguageModel.load(Fixture.ENGINE, network, Fixture.waves(network));
                PtNDManager memory = Fixture.ENGINE.scope()) {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            model.script(written);
            Program module = new Program(
                    JniUtils.loadModule(memory, new ByteArrayInputStream(written.toByteArray()), false, false),
                    memory,
                    1);
            long[] ids = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8};
            NDArray logits = module.run("forward", false, new NDList(memory.create(ids, new Shape(2, 6))));
            assertEquals(new Shape(2, 6, 11), logits.getShape());
            float[] all = logits.toFloatArray();
            for (int row = 0; row < 2; row++) {
                for (int length = 1; length <= 6; length++) {
                    int[] read = Arrays.stream(ids, 6 * row, 6 * row + length)
                            .mapToInt(id -> (int) id)
                            .toArray();
                    int at = (6 * row + length - 1) * 11;
                    assertArrayEquals(model.logits(read), Arrays.copyOfRange(all, at, at + 11), 1e-5f);
                }
            }
        }
    }
}
