package understudy.models;

import java.util.Arrays;

/**
 * Tables of a rotary embedding: cosine and signed sine, each [length, 1, width] with the second half repeating the
 * first, so that rotating is one roll, one product and one fused multiply-add instead of eight operations on halves.
 */
record Rotation(Tensor cosine, Tensor sine) {

    /**
     * Tables for positions 0 … length - 1, computed in the body of the function, on the device and outside of
     * gradients.
     */
    static Rotation value(Trace trace, String length, Tensor like, int width, Rotary rotary) {
        Tensor angles = trace.value(angles(length, like, width, rotary));
        return new Rotation(trace.value(COSINE, angles, angles), trace.value(sine(rotary), angles, angles));
    }

    /** The same, computed once per call. */
    static Rotation constant(Trace trace, String length, Tensor like, int width, Rotary rotary) {
        Tensor angles = trace.constant(angles(length, like, width, rotary));
        return new Rotation(trace.constant(COSINE, angles, angles), trace.constant(sine(rotary), angles, angles));
    }

    private static final String COSINE = "torch.unsqueeze(torch.cat([torch.cos(%s), torch.cos(%s)], -1), 1)";

    private static String sine(Rotary rotary) {
        String halves = rotary.turn() == Rotary.Turn.NANOCHAT
                ? "torch.sin(%s), torch.neg(torch.sin(%s))"
                : "torch.neg(torch.sin(%s)), torch.sin(%s)";
        return "torch.unsqueeze(torch.cat([" + halves + "], -1), 1)";
    }

    /** position · frequency, [length, width/2], in double precision before the sine so that long contexts stay exact. */
    private static String angles(String length, Tensor like, int width, Rotary rotary) {
        String device = "torch.device(\"cpu\")";
        String positions = "torch.arange(" + length + ", dtype=7, layout=0, device=" + device + ")";
        return "torch.to(torch.to(torch.outer(" + positions + ", " + frequencies(width, rotary, device)
                + "), 6), ops.prim.device(" + like + "))";
    }

    private static String frequencies(int width, Rotary rotary, String device) {
        if (rotary.scaling().isPresent()) {
            return "torch.tensor(" + Arrays.toString(rotary.frequencies(width)) + ", dtype=7, device=" + device + ")";
        }
        String exponents = "torch.arange(0, " + width + ", 2, dtype=7, layout=0, device=" + device + ")";
        return "torch.pow(" + rotary.base() + ", torch.div(" + exponents + ", -" + width + "." + "))";
    }

    Tensor apply(Tensor x, int width) {
        Trace trace = x.trace();
        Tensor swapped = trace.value("torch.roll(%s, [%d], [-1])", x, width / 2);
        return trace.value("torch.addcmul(torch.mul(%s, %s), %s, %s)", x, cosine, swapped, sine);
    }
}
