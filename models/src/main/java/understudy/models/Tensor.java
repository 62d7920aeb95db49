package understudy.models;

import java.util.Arrays;
import java.util.List;

/**
 * A symbolic tensor: each method writes one line of TorchScript into its {@link Trace}. Methods are named after
 * PyTorch's operations and mean the same. Shapes are not tracked; what a method needs to know is an argument.
 */
final class Tensor {
    private final Trace trace;
    private final String name;

    Tensor(Trace trace, String name) {
        this.trace = trace;
        this.name = name;
    }

    Trace trace() {
        return trace;
    }

    /** This tensor, of which whoever watches the trace is told. */
    Tensor tap(String called) {
        return trace.tap(called, this);
    }

    Tensor add(Tensor other) {
        return op("torch.add(%s, %s)", this, other);
    }

    Tensor add(double number) {
        return op("torch.add(%s, %s)", this, number);
    }

    Tensor mul(Tensor other) {
        return op("torch.mul(%s, %s)", this, other);
    }

    Tensor mul(double factor) {
        return op("torch.mul(%s, %s)", this, factor);
    }

    Tensor sub(Tensor other) {
        return op("torch.sub(%s, %s)", this, other);
    }

    Tensor tanh() {
        return op("torch.tanh(%s)", this);
    }

    Tensor relu() {
        return op("torch.relu(%s)", this);
    }

    /** x · sigmoid(x). */
    Tensor silu() {
        return op("torch.silu(%s)", this);
    }

    Tensor square() {
        return op("torch.square(%s)", this);
    }

    /** @param approximate {@code tanh} (GPT-2's) or {@code none} (exact) */
    Tensor gelu(String approximate) {
        return op("torch.gelu(%s, approximate=\"%s\")", this, approximate);
    }

    /** Rows of this table for integer ids [batch, length]: [batch, length, columns]. */
    Tensor rows(Tensor ids) {
        return op("torch.embedding(%s, %s)", this, ids);
    }

    /** x · weightᵀ + bias. */
    Tensor linear(Tensor weight, Tensor bias) {
        return op("torch.linear(%s, %s, %s)", this, weight, bias);
    }

    /** x · matrix: [..., in] with [in, out] to [..., out]. */
    Tensor product(Tensor matrix) {
        return op("torch.matmul(%s, %s)", this, matrix);
    }

    Tensor layerNorm(int width, Tensor gain, double epsilon) {
        return op("torch.layer_norm(%s, [%d], %s, None, %s)", this, width, gain, epsilon);
    }

    Tensor layerNorm(int width, Tensor gain, Tensor bias, double epsilon) {
        return op("torch.layer_norm(%s, [%d], %s, %s, %s)", this, width, gain, bias, epsilon);
    }

    /** Root-mean-square norm over the last dimension, without gain (Zhang and Sennrich 2019). */
    Tensor rmsNorm(int width, double epsilon) {
        return op("torch.rms_norm(%s, [%d], None, %s)", this, width, epsilon);
    }

    /** The same with gain [width]. */
    Tensor rmsNorm(int width, Tensor gain, double epsilon) {
        return op("torch.rms_norm(%s, [%d], %s, %s)", this, width, gain, epsilon);
    }

    /**
     * The same without epsilon, for x that is nowhere a zero vector: the kernel of weight normalization computes it,
     * forward and backward, in one pass each, where {@link #rmsNorm} takes five and eight.
     */
    Tensor rmsNormNonzero(int width) {
        // the kernel reads rows as neighbours without asking for their strides
        Tensor rows = op("torch.contiguous(torch.reshape(%s, [-1, %d]))", this, width);
        Tensor scale = op("torch.new_full(%s, [torch.size(%s, 0), 1], %s)", rows, rows, Math.sqrt(width));
        Tensor pair = op("torch._weight_norm_interface(%s, %s, 0)", rows, scale);
        return op("torch.view_as(%s[0], %s)", pair, this);
    }

    /** This vector [width] as {@code times} rows above another as {@code more}: [times + more, width], made once a call. */
    Tensor timesOver(int times, Tensor other, int more, int width) {
        return trace.constant(
                "torch.cat([torch.expand(%s, [%d, %d]), torch.expand(%s, [%d, %d])])",
                this, times, width, other, more, width);
    }

    /** Pieces of some extents along a dimension. */
    List<Tensor> split(int dimension, int... extents) {
        if (extents.length == 1) {
            return List.of(this);
        }
        Tensor pieces = op("torch.split_with_sizes(%s, %s, %d)", this, Arrays.toString(extents), dimension);
        Tensor[] parts = new Tensor[extents.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = op("%s[%d]", pieces, i);
        }
        return List.of(parts);
    }

    /** [batch, length, heads, d] to [batch, heads, length, d]. */
    Tensor headsFirst() {
        return op("torch.transpose(%s, 1, 2)", this);
    }

    /** [batch, heads, length, d] to [batch · length, heads · d]. */
    Tensor mergeHeads(int width) {
        return op("torch.reshape(torch.transpose(%s, 1, 2), [-1, %d])", this, width);
    }

    /** In single precision, whatever it was. */
    Tensor toFloat() {
        return op("torch.to(%s, 6)", this);
    }

    Tensor toBfloat16() {
        return op("torch.to(%s, 15)", this);
    }

    private Tensor op(String format, Object... arguments) {
        return trace.value(format, arguments);
    }

    /** The variable's name in the program. */
    @Override
    public String toString() {
        return name;
    }
}
