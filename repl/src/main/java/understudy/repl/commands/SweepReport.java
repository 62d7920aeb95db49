package understudy.repl.commands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import understudy.repl.Faults;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.pictures.HeatMap;
import understudy.repl.pictures.Picture;
import understudy.repl.pictures.Theme;
import understudy.repl.rehearsal.Grid;
import understudy.repl.rehearsal.Trial;
import understudy.repl.rehearsal.Trials;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Table;
import understudy.repl.terminal.Text;

/**
 * What a sweep has found: one table, one picture, one file for a spreadsheet.
 *
 * @param name of the sweep
 */
record SweepReport(String name, Grid grid, Trials trials) {

    /**
     * The cells of one setting, which differ in their seed.
     *
     * @param best mean of their lowest validation losses; NaN if all failed
     * @param spread standard deviation of that; NaN where there are fewer than two
     */
    private record Setting(Map<String, String> values, List<Trial> trials, double best, double last, double spread) {
        static Setting of(Map<String, String> values, List<Trial> trials) {
            double[] best = trials.stream()
                    .filter(t -> t.best().isPresent())
                    .mapToDouble(t -> t.best().getAsDouble())
                    .toArray();
            double mean = Arrays.stream(best).average().orElse(Double.NaN);
            double variance =
                    Arrays.stream(best).map(b -> (b - mean) * (b - mean)).sum() / (best.length - 1);
            double last = trials.stream()
                    .filter(t -> t.last().isPresent())
                    .mapToDouble(t -> t.last().getAsDouble())
                    .average()
                    .orElse(Double.NaN);
            return new Setting(values, trials, mean, last, best.length < 2 ? Double.NaN : Math.sqrt(variance));
        }
    }

    private List<Setting> settings() {
        Map<Map<String, String>, List<Trial>> grouped = new LinkedHashMap<>();
        for (Grid.Cell cell : grid.cells()) {
            Trial trial = trials.done().get(cell.number());
            if (trial != null) {
                grouped.computeIfAbsent(cell.values(), values -> new ArrayList<>())
                        .add(trial);
            }
        }
        return grouped.entrySet().stream()
                .map(one -> Setting.of(one.getKey(), one.getValue()))
                .toList();
    }

    /** The settings, the best first. */
    void print(Console console) {
        List<Setting> settings = new ArrayList<>(settings());
        if (settings.isEmpty()) {
            return;
        }
        settings.sort(Comparator.comparingDouble(Setting::best)); // NaN stands last
        boolean several = grid.seeds() > 1;
        List<String> headings = new ArrayList<>();
        grid.axes().forEach(axis -> headings.add(">" + axis.knob()));
        headings.addAll(List.of(">parameters", ">best"));
        headings.addAll(several ? List.of(">spread") : List.of());
        headings.addAll(List.of(">@step", ">at the end", ">time", "model"));
        Table table = Table.of(headings.toArray(String[]::new));
        for (Setting setting : settings) {
            Trial trial = setting.trials().get(0);
            List<String> cells = new ArrayList<>(setting.values().values());
            cells.add(Figures.count(trial.parameters()));
            cells.add(Figures.loss(setting.best()));
            cells.addAll(several ? List.of(Figures.loss(setting.spread())) : List.of());
            cells.add(Figures.count(trial.bestStep()));
            cells.add(Figures.loss(setting.last()));
            double seconds =
                    setting.trials().stream().mapToDouble(Trial::seconds).sum();
            cells.add(Figures.time(Duration.ofMillis((long) (1000 * seconds))));
            cells.add(setting.trials().stream().map(Trial::model).collect(Collectors.joining(" ")));
            table.row(cells.toArray(String[]::new));
        }
        console.println("");
        table.print(console);
        for (Trial trial : trials.done().values()) {
            if (trial.failed()) {
                console.println(Text.empty().trouble(trial.model() + " failed: " + trial.trouble()));
            }
        }
        verdict(settings).lines().forEach(line -> console.println(Text.empty().quiet("  " + line)));
    }

    /** Whether the best two differ by more than their seeds do. */
    private String verdict(List<Setting> sorted) {
        if (sorted.size() < 2 || Double.isNaN(sorted.get(1).best())) {
            return "";
        }
        double difference = sorted.get(1).best() - sorted.get(0).best();
        if (grid.seeds() < 2) {
            return "One seed each: how much a seed alone changes is not known; --seeds 3 tells.";
        }
        double noise = Math.sqrt(sorted.stream()
                .mapToDouble(Setting::spread)
                .filter(Double::isFinite)
                .map(s -> s * s)
                .average()
                .orElse(Double.NaN));
        // Two means of k differ by this much, one time in twenty, if nothing but the seeds differs.
        double bar = 1.96 * noise * Math.sqrt(2.0 / grid.seeds());
        return "The best two differ by " + Figures.loss(difference)
                + (difference < bar ? ", within the noise of seeds (" : ", more than the noise of seeds (")
                + Figures.loss(bar) + ").";
    }

    /** Writes table and pictures, and returns their files. */
    List<Path> write(Path folder) {
        Path csv = folder.resolve(name + ".csv");
        Path light = folder.resolve(name + ".png");
        Path vector = folder.resolve(name + ".svg");
        try {
            Files.writeString(csv, csv(), StandardCharsets.UTF_8);
            HeatMap map = map();
            Files.write(light, new Picture(Theme.LIGHT).of(map, "png"));
            Files.write(vector, new Picture(Theme.LIGHT).of(map, "svg"));
        } catch (IOException fault) {
            throw new Mistake("The results cannot be written: found " + Faults.words(fault) + ".", fault);
        }
        return List.of(csv, light, vector);
    }

    private String csv() {
        StringBuilder rows = new StringBuilder("cell,model,seed");
        grid.axes().forEach(axis -> rows.append(',').append(axis.knob()));
        rows.append(",parameters,best_loss,best_step,validation_loss,train_loss,seconds,trouble\n");
        for (Grid.Cell cell : grid.cells()) {
            Trial trial = trials.done().get(cell.number());
            if (trial == null) {
                continue;
            }
            rows.append(cell.number())
                    .append(',')
                    .append(trial.model())
                    .append(',')
                    .append(cell.seed());
            cell.values().values().forEach(value -> rows.append(',').append(value));
            rows.append(',').append(trial.parameters());
            for (double number : new double[] {
                trial.best().orElse(Double.NaN),
                trial.bestStep(),
                trial.last().orElse(Double.NaN),
                trial.train().orElse(Double.NaN),
                trial.seconds()
            }) {
                rows.append(',').append(Double.isNaN(number) ? "" : String.format(Locale.ROOT, "%.6g", number));
            }
            rows.append(",\"").append(trial.trouble().replace("\"", "\"\"")).append("\"\n");
        }
        return rows.toString();
    }

    /** The first axis down, all others across. */
    private HeatMap map() {
        List<Setting> settings = settings();
        Grid.Axis first = grid.axes().get(0);
        List<Grid.Axis> others = grid.axes().subList(1, grid.axes().size());
        List<String> across = new ArrayList<>(List.of(""));
        for (Grid.Axis axis : others) {
            List<String> more = new ArrayList<>();
            for (String before : across) {
                axis.values().forEach(value -> more.add((before.isEmpty() ? "" : before + " ") + value));
            }
            across = more;
        }
        double[][] values = new double[first.values().size()][across.size()];
        for (double[] row : values) {
            Arrays.fill(row, Double.NaN);
        }
        for (Setting setting : settings) {
            int row = first.values().indexOf(setting.values().get(first.knob()));
            String column = others.stream()
                    .map(axis -> setting.values().get(axis.knob()))
                    .collect(Collectors.joining(" "));
            values[row][across.indexOf(column)] = setting.best();
        }
        return new HeatMap(
                name + ": lowest validation loss, nats per token",
                new HeatMap.Edge(others.stream().map(Grid.Axis::knob).collect(Collectors.joining(" · ")), across),
                new HeatMap.Edge(first.knob(), first.values()),
                values);
    }
}
