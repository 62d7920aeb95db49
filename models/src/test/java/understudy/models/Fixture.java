package understudy.models;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The engine for all tests of this JVM, small networks, and parameters given by a formula. */
final class Fixture {
    static final Engine ENGINE = Engine.start(Device.CPU, 0);

    private Fixture() {}

    static Gpt gpt2() {
        return gpt(Gpt.Positions.LEARNED, false, Gpt.Norm.LAYER, Gpt.Activation.GELU_TANH, true, true, Gpt.Start.GPT2);
    }

    static Gpt nanogpt() {
        return gpt(Gpt.Positions.LEARNED, false, Gpt.Norm.LAYER, Gpt.Activation.GELU, false, true, Gpt.Start.GPT2);
    }

    static Gpt nanochat() {
        return gpt(
                Gpt.Positions.ROTARY,
                true,
                Gpt.Norm.RMS,
                Gpt.Activation.RELU_SQUARED,
                false,
                false,
                Gpt.Start.NANOCHAT);
    }

    /** Four heads of queries on two of keys, wider together than the network, and Llama 3.2's slowed rotation. */
    static Gpt llama() {
        Rotary.Scaling scaling = new Rotary.Scaling(8, 1, 4, 8);
        return llama(new Rotary(500, Rotary.Turn.LLAMA, Optional.of(scaling)), Gpt.QueryKeyNorm.NONE, false, false);
    }

    /** Biases on queries, keys and values; tied. */
    static Gpt qwen2() {
        return llama(new Rotary(1000, Rotary.Turn.LLAMA, Optional.empty()), Gpt.QueryKeyNorm.NONE, true, true);
    }

    /** Norms with gain on queries and keys. */
    static Gpt qwen3() {
        return llama(new Rotary(1000, Rotary.Turn.LLAMA, Optional.empty()), Gpt.QueryKeyNorm.GAIN, false, false);
    }

    private static Gpt llama(Rotary rotary, Gpt.QueryKeyNorm queryKeyNorm, boolean bias, boolean tied) {
        return new Gpt(
                11,
                new Gpt.Size(2, 4, 8, 6),
                new Gpt.Attention(Gpt.Positions.ROTARY, rotary, queryKeyNorm, 2, 4, bias),
                new Gpt.Blocks(Gpt.Norm.RMS_GAIN, 1e-5, Gpt.Activation.SWIGLU, 12, false, false),
                new Gpt.Head(tied, 0),
                Gpt.Start.GPT2);
    }

    /** Two layers of a cell. */
    static Recurrent recurrent(Recurrent.Cell cell, Recurrent.Input input) {
        return new Recurrent(11, cell, new Recurrent.Size(2, 8, 6), input, Recurrent.Start.UNIFORM);
    }

    static Architecture network(String name) {
        return switch (name) {
            case "gpt2" -> gpt2();
            case "nanogpt" -> nanogpt();
            case "nanochat" -> nanochat();
            case "llama" -> llama();
            case "qwen2" -> qwen2();
            case "qwen3" -> qwen3();
            case "rnn" -> recurrent(Recurrent.Cell.RNN, Recurrent.Input.EMBEDDING);
            case "rnn-one-hot" -> recurrent(Recurrent.Cell.RNN, Recurrent.Input.ONE_HOT);
            case "gru" -> recurrent(Recurrent.Cell.GRU, Recurrent.Input.EMBEDDING);
            case "lstm" -> recurrent(Recurrent.Cell.LSTM, Recurrent.Input.EMBEDDING);
            case "gpt2+lora", "rwkv+lora" -> network(name.substring(0, 4)).adapted(new Lora(3, 6, Lora.On.ALL), "base");
            case "rwkv" -> new Rwkv(11, new Rwkv.Size(2, 2, 8, 6));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Gpt gpt(
            Gpt.Positions positions,
            boolean modern,
            Gpt.Norm norm,
            Gpt.Activation activation,
            boolean bias,
            boolean tied,
            Gpt.Start start) {
        return new Gpt(
                11,
                new Gpt.Size(2, 2, 8, 6),
                new Gpt.Attention(
                        positions, Rotary.USUAL, modern ? Gpt.QueryKeyNorm.PLAIN : Gpt.QueryKeyNorm.NONE, 0, 0, false),
                new Gpt.Blocks(norm, 0, activation, 0, bias, modern),
                new Gpt.Head(tied, modern ? 15 : 0),
                start);
    }

    /** The parameters that make.py gives a network: waves, numbered by sorted name; gains around 1. */
    static Map<String, HostTensor> waves(Architecture architecture) {
        Map<String, Parameter> sorted = new TreeMap<>();
        architecture.layout().parameters().forEach(p -> sorted.put(p.name(), p));
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        int k = 0;
        for (Parameter parameter : sorted.values()) {
            float[] values = new float[(int) parameter.elements()];
            boolean gain = (parameter.name().contains("ln_") && parameter.name().endsWith("weight"))
                    || parameter.name().endsWith("norm.weight")
                    || parameter.name().endsWith("running_var");
            for (int j = 0; j < values.length; j++) {
                values[j] = (float) ((gain ? 1 : 0) + 0.3 * Math.sin(1 + 0.37 * j + 1.7 * k));
            }
            tensors.put(parameter.name(), tensor(values, parameter.shape()));
            k++;
        }
        return tensors;
    }

    static HostTensor tensor(float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new HostTensor("F32", shape, bytes);
    }

    static float[] floats(HostTensor tensor) {
        float[] values = new float[tensor.data().remaining() / Float.BYTES];
        tensor.data().asFloatBuffer().get(values);
        return values;
    }

    static Recipe recipe(String optimizer) {
        return Recipe.of("test", Map.of()).with("optimizer", optimizer);
    }

    /** Hyperparameters with a rate and nothing else. */
    static Hyperparameters hyperparameters(double rate, double dropout) {
        return new Hyperparameters(rate, rate, .95, .9, .95, 0, 0, 0, dropout, .1, false);
    }

    /** A batch of 2 x 6 with ids 0 … 10. */
    static final int[] IDS = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8};

    static final int[] TARGETS = {1, 4, 1, 5, 9, 2, 6, 5, -100, 5, 8, 10};

    /** What follows {@link #IDS} in its two streams. */
    static final int[] NEXT_IDS = {2, 7, 1, 8, 2, 8, 10, 5, 8, 9, 7, 9};

    static final int[] NEXT_TARGETS = {7, 1, 8, 2, 8, 1, 5, -100, 9, 7, 9, 3};

    static boolean same(Map<String, HostTensor> a, Map<String, HostTensor> b) {
        return a.keySet().equals(b.keySet())
                && a.keySet().stream().allMatch(n -> Arrays.equals(floats(a.get(n)), floats(b.get(n))));
    }
}
