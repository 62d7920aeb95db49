package understudy.models;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A look inside a network. It borrows the model, and changes nothing in it; where nobody looks it costs nothing, for it is a program of its own. */
public final class Inspection {
    private final LanguageModel model;

    public Inspection(LanguageModel model) {
        this.model = model;
    }

    /**
     * Reads a batch forward and backward.
     *
     * @param rows at least 1
     * @param length tokens in each row, at least 2
     * @param maps whether to keep where each attention head looks in the first row
     */
    public Anatomy look(int rows, int length, int[] inputs, int[] targets, boolean maps) {
        InspectionProgram look = InspectionProgram.of(model.architecture(), model.layout());
        Program program = model.engine().program(look.source());
        float[] all;
        try (PtNDManager scope = model.engine().scope()) {
            NDList arguments = new NDList(
                    LanguageModel.ids(scope, rows, length, inputs), LanguageModel.ids(scope, rows, length, targets));
            if (model.architecture().endless()) {
                arguments.addAll(LanguageModel.nothing(scope, model.architecture(), rows));
            }
            arguments.addAll(model.views());
            model.lock().lock();
            try {
                all = program.run("inspect", true, arguments).toFloatArray();
            } finally {
                model.lock().unlock();
            }
        }
        return read(look, all, length, maps);
    }

    private Anatomy read(InspectionProgram look, float[] all, int length, boolean maps) {
        int at = 1;
        List<Anatomy.Part> parts = new ArrayList<>();
        for (String name : look.parts()) {
            double[] counts = numbers(all, at + 8);
            double[] gradients = numbers(all, at + 8 + InspectionProgram.BINS);
            parts.add(new Anatomy.Part(
                    name,
                    new Anatomy.Spread(all[at], all[at + 1], all[at + 2], counts),
                    new Anatomy.Spread(all[at + 5], all[at + 6], all[at + 7], gradients),
                    all[at + 3],
                    all[at + 4]));
            at += InspectionProgram.EACH;
        }
        List<Anatomy.Matrix> weights = new ArrayList<>();
        for (Parameter parameter : model.layout().parameters()) {
            weights.add(new Anatomy.Matrix(parameter.name(), all[at], all[at + 1]));
            at += 2;
        }
        List<Anatomy.Head> heads = new ArrayList<>();
        int each =
                look.layers().isEmpty() ? 0 : (all.length - at) / look.layers().size() / (1 + length * length);
        for (int layer : look.layers()) {
            for (int head = 0; head < each; head++) {
                float[][] map = new float[maps ? length : 0][];
                for (int to = 0; to < map.length; to++) {
                    int from = at + each + (head * length + to) * length;
                    map[to] = Arrays.copyOfRange(all, from, from + to + 1);
                }
                heads.add(new Anatomy.Head(layer, head, all[at + head], map));
            }
            at += each * (1 + length * length);
        }
        return new Anatomy(all[0], parts, weights, heads);
    }

    private static double[] numbers(float[] all, int from) {
        double[] numbers = new double[InspectionProgram.BINS];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = all[from + i];
        }
        return numbers;
    }

    /**
     * The tokens whose embeddings point most nearly the same way.
     *
     * @param token an id
     * @param most how many
     * @return empty if the network has no table of tokens
     */
    public List<Neighbour> neighbours(int token, int most) {
        int vocabulary = model.architecture().vocabulary();
        for (Parameter parameter : model.architecture().layout().parameters()) { // frozen or not, it is a table
            long[] shape = parameter.shape();
            if (shape.length == 2 && shape[0] >= vocabulary && parameter.group() == Group.TABLES) {
                return neighbours(model.tensor(parameter.name()), token, vocabulary, (int) shape[1], most);
            }
        }
        return List.of();
    }

    /** A token near another one, by the cosine of their embeddings. */
    public record Neighbour(int token, double cosine) {}

    private static List<Neighbour> neighbours(HostTensor table, int token, int vocabulary, int width, int most) {
        var values = table.data().asFloatBuffer();
        List<Neighbour> all = new ArrayList<>();
        for (int other = 0; other < vocabulary; other++) {
            double dot = 0;
            double own = 0;
            double its = 0;
            for (int i = 0; i < width; i++) {
                double a = values.get(token * width + i);
                double b = values.get(other * width + i);
                dot += a * b;
                own += a * a;
                its += b * b;
            }
            if (other != token) {
                all.add(new Neighbour(other, dot / Math.sqrt(Math.max(1e-30, own * its))));
            }
        }
        all.sort((a, b) -> Double.compare(b.cosine(), a.cosine()));
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }
}
