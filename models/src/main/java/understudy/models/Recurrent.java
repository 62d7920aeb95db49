package understudy.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Layers of recurrent cells: Elman's (1990), gated recurrent units (Cho et al. 2014, with the reset gate behind its product, as PyTorch and cuDNN have it) or long short-term memory
 * (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000). Each layer is one of libtorch's fused recurrences.
 *
 * @param vocabulary how many token ids
 * @param cell which kind
 * @param size how large
 * @param input how a token comes in
 * @param start how parameters are drawn
 */
public record Recurrent(int vocabulary, Cell cell, Size size, Input input, Start start) implements Architecture {

    /** A kind of cell. Gates lie below each other in its matrices, in PyTorch's order. */
    public enum Cell {
        RNN("rnn_tanh", 1, 1),
        /** Reset, update and new gate; the latter has a bias of its own behind the reset gate. */
        GRU("gru", 3, 1),
        /** Input, forget, cell and output gate. */
        LSTM("lstm", 4, 2);

        private final String operation;
        private final int gates;
        private final int states;

        Cell(String operation, int gates, int states) {
            this.operation = operation;
            this.gates = gates;
            this.states = states;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param layers of cells
     * @param width cells in a layer, and of the token embedding
     * @param context tokens through which gradients flow back at most; what is remembered has no such limit
     */
    public record Size(int layers, int width, int context) {
        public Size {
            Knob.LAYERS.check(layers);
            Knob.WIDTH.check(width);
            Knob.CONTEXT.check(context);
        }
    }

    public enum Input {
        /** A row of a table. */
        EMBEDDING,
        /** A vector of zeros with a one in the token's place. */
        ONE_HOT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public enum Start {
        /** Uniform in ±1/sqrt(width), as PyTorch starts recurrent layers; an LSTM's forget gates open. */
        UNIFORM,
        /** Normal .01, biases zero: min-char-rnn's. */
        SMALL,
        /** As an {@link Initialiser} draws them, each gate's by itself; an LSTM's forget gates open. */
        NORMAL,
        XAVIER,
        KAIMING,
        ORTHOGONAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Recurrent {
        Knob.requireVocabulary(vocabulary);
    }

    @Override
    public Tensor features(Weights w, Pass pass) {
        Trace trace = pass.ids().trace();
        Tensor x = input == Input.EMBEDDING
                ? w.table(
                                "tokens.weight",
                                start == Start.SMALL ? Initial.normal(.01) : Initial.normal(1),
                                vocabulary,
                                size.width())
                        .rows(pass.ids())
                : trace.value("torch.to(torch.one_hot(%s, %d), 6)", pass.ids(), vocabulary);
        Weights cells = w.in("cells");
        if (!pass.single() && pass.cuts().isPresent() && cell != Cell.LSTM) { // of that there is a whole in oneDNN
            return writtenOut(x, cells, pass, pass.cuts().get());
        }
        List<Layer> weights = new ArrayList<>();
        for (int layer = 0; layer < size.layers(); layer++) {
            weights.add(layer(cells, layer));
        }
        return pass.single() ? token(x, weights, pass) : passage(x, weights, pass);
    }

    @Override
    public int features() {
        return size.width();
    }

    @Override
    public Tensor head(Weights w, Tensor features) {
        Tensor table = w.table("head.weight", weight(size.width(), vocabulary), vocabulary, size.width());
        return w.product(features, table).toFloat().add(w.vector("head.bias", Initial.ZEROS, vocabulary));
    }

    /** All tokens and layers in one fused operation: outputs [batch · wanted positions, width]. */
    private Tensor passage(Tensor x, List<Layer> weights, Pass pass) {
        Trace trace = x.trace();
        String state =
                cell.states == 1 ? pass.carried(0).toString() : "[" + pass.carried(0) + ", " + pass.carried(1) + "]";
        Tensor out = trace.value(
                "torch.%s(%s, %s, [%s], True, %d, %s, %s, False, True)",
                cell.operation,
                x,
                state,
                weights.stream().map(Layer::toString).collect(Collectors.joining(", ")),
                size.layers(),
                pass.rate(),
                pass.rate().equals("0.") ? "False" : "True");
        for (int i = 0; i < cell.states; i++) {
            pass.carry(i, trace.value("%s[%d]", out, i + 1));
        }
        Tensor outputs =
                trace.value("torch.reshape(%s[0], [-1, %d])", out, size.width()).tap("cells");
        return pass.wanted(outputs, size.width());
    }

    /** All tokens layer by layer, with gradients written out. */
    private Tensor writtenOut(Tensor x, Weights cells, Pass pass, List<Cut> cuts) {
        Trace trace = x.trace();
        Tensor in = trace.value("torch.transpose(%s, 0, 1)", x);
        List<Tensor> last = new ArrayList<>();
        for (int layer = 0; layer < size.layers(); layer++) {
            Layer own = layer(cells, layer);
            Tensor entry = trace.value(
                    "torch.linear(%s, %s, %s)", layer == 0 ? in : pass.dropout(in), own.input(), own.bias());
            Tensor first = trace.value("torch.select(%s, 0, %d)", pass.carried(0), layer);
            Recurrence recurrence = new Recurrence(trace, size.width(), own.recurrent(), own.second());
            Cut cut = cell == Cell.GRU
                    ? recurrence.gated(entry, first, cells.count())
                    : recurrence.plain(entry, first, cells.count());
            cuts.add(cut);
            in = cut.exit();
            last.add(trace.value("torch.select(%s, 0, -1)", in));
        }
        pass.carry(0, trace.value("torch.stack(%s)", last));
        return trace.value("torch.reshape(torch.transpose(%s, 0, 1), [-1, %d])", in, size.width())
                .tap("cells");
    }

    /** One token, cell by cell: the fused operation would arrange all weights anew for it. */
    private Tensor token(Tensor x, List<Layer> weights, Pass pass) {
        Trace trace = x.trace();
        Tensor in = trace.value("torch.select(%s, 1, 0)", x);
        List<List<Tensor>> after = List.of(new ArrayList<>(), new ArrayList<>());
        for (int layer = 0; layer < size.layers(); layer++) {
            Tensor output = trace.value("torch.select(%s, 0, %d)", pass.carried(0), layer);
            if (cell == Cell.LSTM) {
                Tensor held = trace.value("torch.select(%s, 0, %d)", pass.carried(1), layer);
                Tensor pair = trace.value("torch.lstm_cell(%s, [%s, %s], %s)", in, output, held, weights.get(layer));
                in = trace.value("%s[0]", pair);
                after.get(1).add(trace.value("%s[1]", pair));
            } else {
                in = trace.value("torch.%s_cell(%s, %s, %s)", cell.operation, in, output, weights.get(layer));
            }
            after.get(0).add(in);
        }
        for (int i = 0; i < cell.states; i++) {
            pass.carry(i, trace.value("torch.stack(%s)", after.get(i)));
        }
        return in;
    }

    /** The four tensors that libtorch wants of a layer: input and recurrent weights, and a bias for each. */
    private record Layer(Tensor input, Tensor recurrent, Tensor bias, Tensor second) {
        @Override
        public String toString() {
            return input + ", " + recurrent + ", " + bias + ", " + second;
        }
    }

    private Layer layer(Weights w, int layer) {
        int width = size.width();
        long rows = (long) cell.gates * width;
        Tensor in = layer == 0 && input == Input.ONE_HOT
                ? w.table("weight_ih_l0", weight(vocabulary, width), rows, vocabulary)
                : w.matrix("weight_ih_l" + layer, weight(width, width), rows, width);
        Tensor recurrent = w.matrix("weight_hh_l" + layer, weight(width, width), rows, width);
        Tensor bias = w.vector("bias_ih_l" + layer, cell == Cell.LSTM ? Initial.FORGET_GATE : Initial.ZEROS, rows);
        Tensor second = cell == Cell.GRU
                ? w.vector("bias_hh_l" + layer, Initial.ZEROS, rows)
                : bias.trace().constant("torch.zeros_like(%s)", bias); // it would only add to the first
        return new Layer(in, recurrent, bias, second);
    }

    @Override
    public List<String> gates() {
        return switch (cell) {
            case RNN -> List.of();
            case GRU -> List.of("reset", "update", "cell");
            case LSTM -> List.of("input", "forget", "output", "cell");
        };
    }

    /** The cells' equations one token at a time, where the fused operation shows only what comes out. "cell" is what a GRU puts out, and tanh of what an LSTM holds. */
    @Override
    public Tensor gates(Weights w, Tensor ids) {
        Trace trace = ids.trace();
        int width = size.width();
        Weights cells = w.in("cells");
        Tensor tokens = trace.value("torch.select(%s, 0, 0)", ids);
        Tensor x = input == Input.EMBEDDING
                ? w.table("tokens.weight", Initial.normal(1), vocabulary, width).rows(tokens)
                : trace.value("torch.to(torch.one_hot(%s, %d), 6)", tokens, vocabulary);
        StringBuilder layers = new StringBuilder();
        for (int layer = 0; layer < size.layers(); layer++) {
            Layer own = layer(cells, layer);
            Tensor in = trace.value("torch.linear(%s, %s, %s)", x, own.input(), own.bias());
            trace.line("h = torch.zeros([%d], dtype=6, layout=0, device=ops.prim.device(%s))", width, ids);
            trace.line("held = h");
            trace.line("shown = annotate(List[Tensor], [])");
            trace.line("out = annotate(List[Tensor], [])");
            trace.block("for t in range(torch.size(" + tokens + ", 0)):", () -> {
                Tensor now = trace.value("torch.view(torch.select(%s, 0, t), [%d, %d])", in, cell.gates, width);
                Tensor back = trace.value(
                        "torch.view(torch.linear(h, %s, %s), [%d, %d])",
                        own.recurrent(), own.second(), cell.gates, width);
                if (cell == Cell.LSTM) {
                    trace.line("sum = torch.add(%s, %s)", now, back);
                    trace.line("open = torch.sigmoid(sum)");
                    trace.line(
                            "held = torch.add(torch.mul(torch.select(open, 0, 1), held), torch.mul(torch.select(open, 0, 0), torch.tanh(torch.select(sum, 0, 2))))");
                    trace.line("h = torch.mul(torch.select(open, 0, 3), torch.tanh(held))");
                    trace.line(
                            "torch.append(shown, torch.stack([torch.select(open, 0, 0), torch.select(open, 0, 1), torch.select(open, 0, 3), torch.tanh(held)]))");
                } else {
                    trace.line("open = torch.sigmoid(torch.add(%s, %s))", now, back);
                    trace.line(
                            "new = torch.tanh(torch.add(torch.select(%s, 0, 2), torch.mul(torch.select(open, 0, 0), torch.select(%s, 0, 2))))",
                            now, back);
                    trace.line("h = torch.lerp(new, h, torch.select(open, 0, 1))");
                    trace.line(
                            "torch.append(shown, torch.stack([torch.select(open, 0, 0), torch.select(open, 0, 1), h]))");
                }
                trace.line("torch.append(out, h)");
            });
            x = trace.value("torch.stack(out)");
            layers.append(layer == 0 ? "" : ", ").append(trace.value("torch.stack(shown, 1)"));
        }
        return trace.value("torch.stack([%s])", layers);
    }

    private Initial weight(long in, long out) {
        return switch (start) {
            case UNIFORM -> Initial.uniform(1 / Math.sqrt(size.width()));
            case SMALL -> Initial.normal(.01);
            case NORMAL, XAVIER, KAIMING, ORTHOGONAL ->
                Initialiser.valueOf(start.name()).of(in, out, 1);
        };
    }

    @Override
    public String arch() {
        return cell.toString();
    }

    @Override
    public int context() {
        return size.context();
    }

    @Override
    public String sizes() {
        return size.layers() + (size.layers() == 1 ? " layer" : " layers") + ", width " + size.width() + ", context "
                + size.context();
    }

    @Override
    public double operations(double behind) {
        double width = size.width();
        double first = input == Input.ONE_HOT ? vocabulary : width;
        return 2 * (cell.gates * width * (first + width + (size.layers() - 1) * 2 * width) + width * vocabulary);
    }

    @Override
    public Reading reading() {
        return Reading.STREAMS;
    }

    @Override
    public boolean endless() {
        return true;
    }

    /** Each layer's output, and an LSTM's cells: [layers, rows, width]. */
    @Override
    public List<long[]> state(int rows) {
        long[] shape = {size.layers(), rows, size.width()};
        return cell.states == 1 ? List.of(shape) : List.of(shape, shape);
    }

    @Override
    public Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("vocabulary", vocabulary);
        config.put("layers", size.layers());
        config.put("width", size.width());
        config.put("context", size.context());
        config.put("input", input.toString());
        config.put("start", start.toString());
        return config;
    }

    /** @param config of an architecture whose word is that of its cell */
    static Recurrent of(Config config) {
        return new Recurrent(
                config.count("vocabulary"),
                Cell.valueOf(config.owner().toUpperCase(Locale.ROOT)),
                new Size(config.count("layers"), config.count("width"), config.count("context")),
                config.choice("input", Input.class),
                config.choice("start", Start.class));
    }
}
