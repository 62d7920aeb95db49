package understudy.repl.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import understudy.corpora.Tokenizer;
import understudy.models.Gates;
import understudy.repl.Mistake;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Text;

/**
 * What the gates of a GRU or an LSTM did at each token of a text, as lines to read: the text itself in tones from shut to open; where there are no colours, a digit below each character. Then
 * the cells that follow something in the text.
 */
final class GateReport {
    private static final int LABEL = 9;
    private static final int MARGIN = 4;

    private final Console console;
    private final List<String> pieces;
    private final Gates gates;

    /**
     * @param tokens the text
     * @throws understudy.models.ModelException if the network has no gates
     */
    GateReport(Console console, Speaker speaker, int[] tokens) {
        this.console = console;
        this.gates = speaker.model().gates(tokens);
        Tokenizer tokenizer = speaker.tokenizer();
        this.pieces = Arrays.stream(tokens).mapToObj(tokenizer::piece).toList();
    }

    /**
     * Shows it.
     *
     * @param layer from 1; the last if not given
     */
    Reply tell(Speaker speaker, OptionalInt layer) {
        int chosen = layer.orElse(gates.layers()) - 1;
        if (chosen < 0 || chosen >= gates.layers()) {
            throw new Mistake("--layer: expected 1 to " + gates.layers() + "; found " + (chosen + 1) + ".");
        }
        console.println(Text.empty()
                .strong(speaker.label())
                .quiet(": layer " + (chosen + 1) + " of " + gates.layers() + ", the mean of its " + gates.cells()
                        + " cells" + (console.terminal() ? ", from " : "; from 0, the least open it gets here, to 9"))
                .and(console.terminal() ? scale() : Text.empty()));
        lines(gates.names().size() - 1, gate -> gates.names().get(gate), (gate, t) -> gates.mean(chosen, gate, t));
        List<Habits> habits = Habits.of(gates, pieces);
        habits.forEach(this::tell);
        if (habits.isEmpty()) {
            console.println(Text.empty()
                    .quiet("  No cell follows the line, a stage direction or a word closely in this text."));
        }
        return Reply.ok()
                .with("model", speaker.label())
                .with("step", speaker.step())
                .with("layer", chosen + 1)
                .with("tokens", fields(chosen))
                .with("cells", habits.stream().map(GateReport::field).toList());
    }

    private static Text scale() {
        return Text.empty()
                .quiet("shut")
                .plain(" through half open")
                .accent(" to open")
                .strong(" and widest")
                .plain(".");
    }

    private void tell(Habits habit) {
        console.println(Text.empty()
                .plain("  Cell ")
                .strong((habit.layer() + 1) + "." + (habit.cell() + 1))
                .plain(" " + habit.what())
                .quiet(String.format(Locale.ROOT, " (correlation %.2f)", habit.correlation())));
        int held = gates.names().indexOf("cell");
        lines(1, row -> "holds", (row, t) -> gates.at(habit.layer(), held, t, habit.cell()));
    }

    private interface Value {
        double at(int row, int token);
    }

    /** Some rows about the text, cut to the screen's width. */
    private void lines(int rows, IntFunction<String> label, Value value) {
        int width = Math.max(20, console.width() - LABEL - MARGIN);
        Scale[] scales = IntStream.range(0, rows)
                .mapToObj(row -> Scale.of(pieces.size(), t -> value.at(row, t)))
                .toArray(Scale[]::new);
        for (int from = 0; from < pieces.size(); ) {
            int to = from;
            for (int used = 0;
                    to < pieces.size() && (to == from || used + shown(to).length() <= width);
                    to++) {
                used += shown(to).length();
            }
            if (!console.terminal()) {
                console.println(Text.empty().quiet(" ".repeat(LABEL)).plain(text(from, to)));
            }
            for (int row = 0; row < rows; row++) {
                Text line = Text.empty().quiet(String.format(Locale.ROOT, "%" + (LABEL - 1) + "s ", label.apply(row)));
                for (int t = from; t < to; t++) {
                    double now = value.at(row, t);
                    line = console.terminal()
                            ? line.and(shown(t), scales[row].tone(now))
                            : line.plain(scales[row].digit(now).repeat(shown(t).length()));
                }
                console.println(line);
            }
            from = to;
        }
    }

    private String text(int from, int to) {
        return IntStream.range(from, to).mapToObj(this::shown).collect(Collectors.joining());
    }

    /** A token as one piece of a line. */
    private String shown(int token) {
        return pieces.get(token).replace("\n", "¶").replace("\t", " ");
    }

    private List<Map<String, Object>> fields(int layer) {
        List<Map<String, Object>> fields = new ArrayList<>();
        for (int t = 0; t < pieces.size(); t++) {
            Map<String, Object> field = new LinkedHashMap<>();
            field.put("piece", pieces.get(t));
            for (int gate = 0; gate < gates.names().size(); gate++) {
                field.put(gates.names().get(gate), gates.mean(layer, gate, t));
            }
            fields.add(field);
        }
        return fields;
    }

    private static Map<String, Object> field(Habits habit) {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("layer", habit.layer() + 1);
        field.put("cell", habit.cell() + 1);
        field.put("what", habit.what());
        field.put("correlation", habit.correlation());
        return field;
    }

    /** From the least value of a row to its greatest: means of many cells move little, and it is the movement that tells. */
    private record Scale(double least, double most) {
        private static final Text.Tone[] TONES = {Text.Tone.QUIET, Text.Tone.PLAIN, Text.Tone.ACCENT, Text.Tone.STRONG};

        static Scale of(int tokens, IntToDoubleFunction value) {
            double least = IntStream.range(0, tokens)
                    .mapToDouble(value::applyAsDouble)
                    .min()
                    .orElse(0);
            double most = IntStream.range(0, tokens)
                    .mapToDouble(value::applyAsDouble)
                    .max()
                    .orElse(1);
            return new Scale(least, most);
        }

        private int step(double value, int steps) {
            return (int) Math.min(steps - 1, Math.max(0, (value - least) / Math.max(1e-9, most - least) * steps));
        }

        Text.Tone tone(double value) {
            return TONES[step(value, TONES.length)];
        }

        String digit(double value) {
            return Integer.toString(step(value, 10));
        }
    }
}
