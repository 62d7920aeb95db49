package understudy.repl.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import understudy.checkpoints.Checkpoint;
import understudy.corpora.Batch;
import understudy.corpora.Corpus;
import understudy.corpora.Split;
import understudy.corpora.Windows;
import understudy.models.Anatomy;
import understudy.models.Inspection;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.rehearsal.Health;
import understudy.repl.rehearsal.Movement;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Translation;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Sparkline;
import understudy.repl.terminal.Table;
import understudy.repl.terminal.Text;

/** What goes on inside a network while it reads a few windows of its validation text, forward and backward; nothing is changed. */
final class AnatomyReport {
    private static final int MAP = 32;
    private static final String SHADES = " ░▒▓█";

    private final Session session;
    private final String head;
    private final String near;

    /**
     * @param head which attention head to draw: layer.head, such as 1.2; null for none
     * @param near a text whose first token's nearest neighbours are wanted; null for none
     */
    AnatomyReport(Session session, String head, String near) {
        this.session = session;
        this.head = head;
        this.near = near;
    }

    Reply of(Speaker speaker, int rows) {
        try (Corpus text = session.company().corpora().whole(speaker.corpus())) {
            Windows windows = Translation.windows(
                    text,
                    Split.VALIDATION,
                    speaker.tokenizer(),
                    speaker.model().architecture().context(),
                    speaker.wording(text.card(), TemplateNames.book(session)));
            Batch batch = windows.at(windows.subset((int) Math.min(rows, windows.count())));
            Inspection inspection = new Inspection(speaker.model());
            Anatomy anatomy =
                    inspection.look(batch.rows(), batch.length(), batch.inputs(), batch.targets(), head != null);
            List<Movement> movements = movements(speaker.name());
            List<String> findings = Health.of(
                    anatomy,
                    speaker.step(),
                    speaker.tokenizer().vocabulary(),
                    movements.isEmpty()
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(
                                    movements.get(movements.size() - 1).ratio()),
                    !speaker.model().architecture().arch().matches("gpt|rwkv"));
            Console console = session.console();
            console.println(Text.empty()
                    .strong(speaker.label())
                    .quiet(" at step " + Figures.count(speaker.step()) + " · loss ")
                    .plain(Figures.loss(anatomy.loss()))
                    .quiet(" on " + batch.rows() + " windows of " + text.card().name() + "'s validation text"));
            tell(console, anatomy, movements);
            Anatomy.Head chosen = head == null ? null : head(anatomy);
            if (chosen != null) {
                map(console, chosen);
            }
            List<Map<String, Object>> neighbours = near == null ? List.of() : neighbours(console, speaker, inspection);
            console.println("");
            if (findings.isEmpty()) {
                console.println("Nothing here is out of the ordinary.");
            }
            findings.forEach(
                    finding -> console.println(Text.empty().accent("! ").plain(finding)));
            return reply(speaker, anatomy, movements, findings)
                    .with("neighbours", neighbours)
                    .with(
                            "map",
                            chosen == null
                                    ? List.of()
                                    : Arrays.stream(chosen.map())
                                            .map(AnatomyReport::numbers)
                                            .toList());
        }
    }

    private List<Movement> movements(String model) {
        session.company().settle();
        List<Checkpoint> all = session.company().store().list(model).checkpoints();
        return all.size() < 2 ? List.of() : Movement.of(all);
    }

    private static void tell(Console console, Anatomy anatomy, List<Movement> movements) {
        Table table = Table.of("activation", ">rms", ">silent", "from … to", "values", ">gradient", "gradients");
        for (Anatomy.Part part : anatomy.parts()) {
            table.row(
                    part.name(),
                    number(part.values().rms()),
                    part.name().endsWith(".mlp") ? String.format(Locale.ROOT, "%.0f %%", 100 * part.silent()) : "",
                    number(part.values().least()) + " … " + number(part.values().most()),
                    Sparkline.logarithmic(part.values().counts()),
                    number(part.gradients().rms()),
                    Sparkline.logarithmic(part.gradients().counts()));
        }
        table.print(console);
        Table weights = Table.of("weights", ">rms", ">gradient", ">gradient:weight");
        anatomy.weights()
                .forEach(one -> weights.row(
                        one.name(),
                        number(one.rms()),
                        number(one.gradient()),
                        one.rms() == 0 ? "–" : number(one.gradient() / one.rms())));
        console.println("");
        weights.print(console);
        List<String> zero = anatomy.weights().stream()
                .filter(one -> one.rms() == 0)
                .map(Anatomy.Matrix::name)
                .toList();
        if (!zero.isEmpty()) {
            console.println(Text.empty()
                    .quiet("still zero, as some of a new network are: " + zero.get(0)
                            + (zero.size() == 1 ? "" : " and " + (zero.size() - 1) + " more")));
        }
        if (!anatomy.heads().isEmpty()) {
            console.println("");
            console.println(Text.empty()
                    .quiet("attention: how evenly each head looks at what came before, 0 one token, 1 all alike"));
            Map<Integer, StringBuilder> lines = new LinkedHashMap<>();
            anatomy.heads()
                    .forEach(one -> lines.computeIfAbsent(one.layer(), l -> new StringBuilder())
                            .append(String.format(Locale.ROOT, "  %.2f", one.evenness())));
            lines.forEach((layer, line) -> console.println("  layer " + (layer + 1) + line));
        }
        if (!movements.isEmpty()) {
            console.println("");
            double[] logs = movements.stream()
                    .mapToDouble(one -> Math.max(0, 6 + Math.log10(Math.max(1e-6, one.ratio()))))
                    .toArray();
            Movement last = movements.get(movements.size() - 1);
            console.println(Text.empty()
                    .quiet(
                            "change a step : weights, from checkpoint to checkpoint (the least an update can have been)  ")
                    .accent(Sparkline.of(logs))
                    .plain("  " + number(last.ratio()))
                    .quiet(" from " + Figures.count(last.from()) + " to " + Figures.count(last.to())
                            + "; of an update 1e-3 is usual"));
        }
    }

    private Anatomy.Head head(Anatomy anatomy) {
        return anatomy.heads().stream()
                .filter(one -> (one.layer() + 1 + "." + (one.head() + 1)).equals(head))
                .findFirst()
                .orElseThrow(() -> new Mistake("--head: expected "
                        + (anatomy.heads().isEmpty()
                                ? "a network with attention"
                                : "a layer and a head from 1.1 to "
                                        + (anatomy.heads()
                                                        .get(anatomy.heads().size() - 1)
                                                        .layer()
                                                + 1) + "."
                                        + (anatomy.heads()
                                                        .get(anatomy.heads().size() - 1)
                                                        .head()
                                                + 1))
                        + "; found \"" + head + "\"."));
    }

    /** Rows are tokens, columns what they look at; where the window is long, the greatest of neighbours. */
    private static void map(Console console, Anatomy.Head head) {
        int length = head.map().length;
        int each = (length + MAP - 1) / MAP;
        console.println("");
        console.println(Text.empty()
                .quiet("layer " + (head.layer() + 1) + ", head " + (head.head() + 1)
                        + ": each row a token, each column how much it takes of an earlier one"));
        for (int to = 0; to < length; to += each) {
            StringBuilder row = new StringBuilder("  ");
            for (int from = 0; from <= to; from += each) {
                float most = 0;
                for (int i = to; i < Math.min(length, to + each); i++) {
                    for (int j = from; j < Math.min(head.map()[i].length, from + each); j++) {
                        most = Math.max(most, head.map()[i][j]);
                    }
                }
                row.append(String.valueOf(SHADES.charAt((int) Math.min(4, Math.ceil(most * 4 - .05))))
                        .repeat(2));
            }
            console.println(row.toString());
        }
    }

    private List<Map<String, Object>> neighbours(Console console, Speaker speaker, Inspection inspection) {
        int[] ids = speaker.tokenizer().encode(near);
        if (ids.length == 0) {
            throw new Mistake("--near: expected a text of at least one token; found \"\".");
        }
        List<Map<String, Object>> told = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (Inspection.Neighbour one : inspection.neighbours(ids[0], 10)) {
            String piece = speaker.tokenizer().piece(one.token());
            line.append("  ").append(shown(piece)).append(String.format(Locale.ROOT, " %.2f", one.cosine()));
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", one.token());
            fields.put("piece", piece);
            fields.put("cosine", one.cosine());
            told.add(fields);
        }
        console.println("");
        console.println(Text.empty()
                .quiet("nearest to " + shown(speaker.tokenizer().piece(ids[0])) + ":")
                .plain(line.isEmpty() ? "  this network has no table of tokens" : line.toString()));
        return told;
    }

    private static String shown(String piece) {
        return piece.isBlank() || !piece.equals(piece.strip()) ? "\"" + piece.replace("\n", "\\n") + "\"" : piece;
    }

    private static Reply reply(Speaker speaker, Anatomy anatomy, List<Movement> movements, List<String> findings) {
        return Reply.ok()
                .with("model", speaker.label())
                .with("step", speaker.step())
                .with("loss", anatomy.loss())
                .with(
                        "parts",
                        anatomy.parts().stream().map(AnatomyReport::fields).toList())
                .with(
                        "weights",
                        anatomy.weights().stream().map(AnatomyReport::fields).toList())
                .with(
                        "heads",
                        anatomy.heads().stream().map(AnatomyReport::fields).toList())
                .with("movements", movements.stream().map(AnatomyReport::fields).toList())
                .with("findings", findings);
    }

    private static Map<String, Object> fields(Anatomy.Part part) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", part.name());
        fields.put("silent", part.silent());
        fields.put("saturated", part.saturated());
        fields.put("values", fields(part.values()));
        fields.put("gradients", fields(part.gradients()));
        return fields;
    }

    private static Map<String, Object> fields(Anatomy.Spread spread) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rms", spread.rms());
        fields.put("least", spread.least());
        fields.put("most", spread.most());
        fields.put("counts", Arrays.stream(spread.counts()).boxed().toList());
        return fields;
    }

    private static Map<String, Object> fields(Anatomy.Matrix one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", one.name());
        fields.put("rms", one.rms());
        fields.put("gradient", one.gradient());
        return fields;
    }

    private static Map<String, Object> fields(Anatomy.Head one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("layer", one.layer() + 1);
        fields.put("head", one.head() + 1);
        fields.put("evenness", one.evenness());
        return fields;
    }

    private static Map<String, Object> fields(Movement one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("from", one.from());
        fields.put("to", one.to());
        fields.put("ratio", one.ratio());
        return fields;
    }

    private static List<Double> numbers(float[] row) {
        List<Double> numbers = new ArrayList<>();
        for (float one : row) {
            numbers.add((double) one);
        }
        return numbers;
    }

    /** {@code 0.81}, {@code 1.2e-4}: two digits that count. */
    private static String number(double value) {
        double size = Math.abs(value);
        return value == 0
                ? "0"
                : size >= .01 && size < 1000
                        ? String.format(Locale.ROOT, size < 1 ? "%.3f" : size < 100 ? "%.2f" : "%.0f", value)
                        : Figures.rate(value);
    }
}
