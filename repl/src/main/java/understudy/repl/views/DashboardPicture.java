package understudy.repl.views;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import understudy.repl.Figures;
import understudy.repl.rehearsal.Chronicle;
import understudy.repl.terminal.Canvas;
import understudy.repl.terminal.Chart;
import understudy.repl.terminal.Columns;
import understudy.repl.terminal.Text;
import understudy.repl.terminal.Text.Tone;

/**
 * The dashboard as a pure function of a snapshot and of how it is looked at.
 *
 * @param log whether losses are drawn by their logarithms
 * @param zoom how often the picture is halved towards its right end
 * @param smoothing how strongly the training curve is smoothed, from 0 to 2
 */
record DashboardPicture(Dashboard dashboard, boolean log, int zoom, int smoothing) {
    /** From this width on, figures and sample stand beside the curves. */
    private static final int WIDE = 100;

    private static final int BESIDE = 49;
    private static final int SAMPLE_ROWS = 4;

    /** Draws all but the last two rows, which belong to the keys. */
    void draw(Canvas canvas) {
        title(canvas);
        int rows = canvas.rows() - 3;
        if (canvas.columns() >= WIDE) {
            int curves = canvas.columns() - BESIDE - 3;
            chart().draw(canvas.part(0, 1, curves, rows));
            Canvas side = canvas.part(curves + 2, 1, BESIDE, rows);
            int row = figures(side, 0);
            sample(side, row + 1, rows - row - 1);
        } else {
            int curves = rows - 4 - SAMPLE_ROWS;
            chart().draw(canvas.part(0, 1, canvas.columns(), curves));
            Canvas below = canvas.part(1, 1 + curves, canvas.columns() - 1, rows - curves);
            int row = figures(below, 0);
            sample(below, row, rows - curves - row);
        }
    }

    private void title(Canvas canvas) {
        Text left = Text.empty().accent(dashboard.model());
        for (String part : List.of(dashboard.network(), dashboard.corpus(), dashboard.state())) {
            Text longer = part.isEmpty() ? left : left.quiet(" · ").plain(part);
            left = Columns.of(longer.words()) + 24 <= canvas.columns() ? longer : left;
        }
        int end = canvas.put(1, 0, left);
        Dashboard.Progress progress = dashboard.progress();
        Text right = Text.empty()
                .quiet("step ")
                .plain(Figures.count(progress.step())
                        + (progress.total() > progress.step() ? " / " + Figures.count(progress.total()) : ""));
        List<Text> more = new ArrayList<>();
        dashboard
                .pace()
                .secondsLeft()
                .ifPresent(s -> more.add(Text.of(Figures.time(Duration.ofMillis((long) Math.min(1e15, s * 1000))))
                        .quiet(" to go")));
        dashboard
                .pace()
                .tokensPerSecond()
                .ifPresent(s -> more.add(Text.of(Figures.count(Math.round(s))).quiet(" tokens/s")));
        for (Text part : more) {
            Text longer = right.quiet(" · ").and(part);
            right = end + 2 + Columns.of(longer.words()) < canvas.columns() ? longer : right;
        }
        canvas.putBefore(canvas.columns() - 1, 0, right);
    }

    private Chart chart() {
        List<Chart.Line> lines = new ArrayList<>();
        Chronicle chronicle = dashboard.chronicle();
        lines.add(train(chronicle));
        lines.add(new Chart.Line(
                "validation",
                chronicle.evaluations().stream()
                        .mapToDouble(Chronicle.Measured::step)
                        .toArray(),
                chronicle.evaluations().stream()
                        .mapToDouble(Chronicle.Measured::validation)
                        .toArray(),
                Tone.ACCENT));
        List<Chart.Mark> marks = new ArrayList<>();
        chronicle
                .marks()
                .forEach(mark -> marks.add(new Chart.Mark(mark.step(), Double.NaN, "▲" + mark.words(), Tone.PLAIN)));
        dashboard
                .losses()
                .best()
                .ifPresent(best -> marks.add(new Chart.Mark(best.step(), best.validation(), "◆", Tone.STRONG)));
        double last = dashboard.progress().step();
        double right = zoom == 0 ? Math.max(last, dashboard.progress().total()) : last;
        double left = zoom == 0 ? 0 : last * (1 - Math.pow(.5, zoom));
        return new Chart(
                lines,
                marks,
                new Chart.Frame(left, right, log, dashboard.losses().floor()));
    }

    /** What the journal says of earlier steps, then this run's own, finer points. */
    private Chart.Line train(Chronicle chronicle) {
        Dashboard.Recent recent = dashboard.recent();
        double[] own = recent.losses();
        List<Chronicle.Measured> before = chronicle.evaluations().stream()
                .filter(one -> own.length == 0 || one.step() <= recent.from())
                .toList();
        double[] x = new double[before.size() + own.length];
        double[] y = new double[x.length];
        for (int i = 0; i < before.size(); i++) {
            x[i] = before.get(i).step();
            y[i] = before.get(i).train();
        }
        for (int i = 0; i < own.length; i++) {
            x[before.size() + i] = recent.from() + (i + .5) * recent.each();
            y[before.size() + i] = own[i];
        }
        return new Chart.Line("train", x, smoothed(y, smoothing), Tone.QUIET);
    }

    /** A running mean that forgets: each new value counts for a fourth, or for a sixteenth. */
    static double[] smoothed(double[] values, int strength) {
        double[] smooth = Arrays.copyOf(values, values.length);
        double weight = strength == 0 ? 1 : strength == 1 ? .25 : .0625;
        double mean = Double.NaN;
        for (int i = 0; i < smooth.length; i++) {
            if (Double.isFinite(values[i])) {
                mean = Double.isNaN(mean) ? values[i] : mean + weight * (values[i] - mean);
                smooth[i] = mean;
            }
        }
        return smooth;
    }

    private int figures(Canvas canvas, int top) {
        int row = top;
        for (Text line : figures()) {
            canvas.put(0, row++, line);
        }
        return row;
    }

    private List<Text> figures() {
        List<Text> lines = new ArrayList<>();
        Dashboard.Losses losses = dashboard.losses();
        Text loss = Text.empty()
                .quiet("train ")
                .plain(number(losses.train()))
                .quiet("  validation ")
                .accent(number(losses.validation()));
        if (losses.best().isPresent()) {
            loss = loss.quiet("  best ")
                    .strong("◆")
                    .plain(Figures.loss(losses.best().get().validation()))
                    .quiet(" @" + Figures.count(losses.best().get().step()));
        }
        lines.add(loss);
        Dashboard.Pace pace = dashboard.pace();
        Text knobs = Text.empty()
                .quiet("rate ")
                .plain(
                        pace.rate().isPresent()
                                ? Figures.rate(pace.rate().getAsDouble())
                                : dashboard.knobs().getOrDefault("rate", "–"));
        for (String knob : List.of("dropout", "batch")) {
            knobs = knobs.quiet("  " + knob + " ").plain(dashboard.knobs().getOrDefault(knob, "–"));
        }
        lines.add(
                dashboard.knobs().containsKey("context")
                        ? knobs.quiet(" x ").plain(dashboard.knobs().get("context"))
                        : knobs);
        Text gradient = Text.empty()
                .quiet("gradient ")
                .plain(
                        pace.gradientNorm().isPresent()
                                ? String.format(
                                        Locale.ROOT, "%.2f", pace.gradientNorm().getAsDouble())
                                : "–");
        lines.add(
                pace.clippedOf() > 0
                        ? gradient.quiet(" · clipped ")
                                .plain(String.valueOf(pace.clipped()))
                                .quiet(" of the last " + pace.clippedOf())
                        : gradient);
        Text memory = dashboard.memoryFree().isPresent()
                ? Text.of(Figures.bytes(dashboard.memoryFree().getAsLong())).quiet(" free")
                : Text.empty();
        lines.add(
                dashboard.progress().untilEvaluation().isPresent()
                        ? memory.quiet(memory.words().isEmpty() ? "" : " · ")
                                .quiet("next validation in ")
                                .plain(Figures.count(
                                        dashboard.progress().untilEvaluation().getAsLong()))
                                .quiet(" steps")
                        : memory);
        return lines;
    }

    private static String number(OptionalDouble loss) {
        return Figures.loss(loss.orElse(Double.NaN));
    }

    private void sample(Canvas canvas, int top, int rows) {
        if (rows < 2) {
            return;
        }
        List<Chronicle.Mark> reached = dashboard.chronicle().milestones();
        int said = Math.min(reached.size(), rows > 6 ? 4 : 1);
        List<Chronicle.Sample> samples = dashboard.chronicle().samples();
        String heading = samples.isEmpty()
                ? "─ no sample yet "
                : "─ latest sample, step "
                        + Figures.count(samples.get(samples.size() - 1).step()) + " ";
        canvas.put(
                0,
                top,
                Text.empty().quiet(heading + "─".repeat(Math.max(0, canvas.columns() - 1 - Columns.of(heading)))));
        int text = rows - 1 - said;
        if (samples.isEmpty()) {
            canvas.put(0, top + 1, Text.empty().quiet("`set sample-every 100` has it speak as it learns"));
        } else {
            List<Text> lines = fresh(samples, canvas.columns() - 1);
            for (int i = 0; i < Math.min(text, lines.size()); i++) {
                canvas.put(0, top + 1 + i, lines.get(i));
            }
        }
        for (int i = 0; i < said; i++) {
            Chronicle.Mark mark = reached.get(reached.size() - said + i);
            canvas.put(
                    0,
                    top + rows - said + i,
                    Text.empty()
                            .quiet("step " + Figures.count(mark.step()) + "  ")
                            .plain(mark.words()));
        }
    }

    /** The latest sample, its words that were not in the one before standing out. */
    private static List<Text> fresh(List<Chronicle.Sample> samples, int width) {
        Set<String> known = new HashSet<>();
        if (samples.size() > 1) {
            known.addAll(Arrays.asList(samples.get(samples.size() - 2).text().split("\\s+")));
        }
        List<Text> lines = new ArrayList<>();
        for (String line : samples.get(samples.size() - 1).text().strip().split("\n")) {
            Text text = Text.empty();
            int used = 0;
            for (String word : line.strip().split(" +")) {
                int wide = Columns.of(word) + (used == 0 ? 0 : 1);
                if (used > 0 && used + wide > width) {
                    lines.add(text);
                    text = Text.empty();
                    used = 0;
                    wide--;
                }
                text = text.plain(used == 0 ? "" : " ")
                        .and(word, samples.size() < 2 || known.contains(word) ? Tone.PLAIN : Tone.ACCENT);
                used += wide;
            }
            lines.add(text);
        }
        return lines;
    }
}
