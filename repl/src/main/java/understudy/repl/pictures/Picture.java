package understudy.repl.pictures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.rehearsal.Chronicle;

/** Draws a picture and gives the bytes of its file. */
public final class Picture {
    /** The endings of file names that there are pictures for. */
    public static final Set<String> FORMATS = Set.of("png", "svg");

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 560;
    /** A PNG has twice the dots, for screens that have them. */
    private static final int SCALE = 2;

    private final Theme theme;

    public Picture(Theme theme) {
        this.theme = theme;
    }

    /**
     * Losses over steps: validation strong, training faint, a diamond where the best checkpoint is, a triangle where a knob was turned.
     *
     * @param format {@code png} or {@code svg}
     */
    public byte[] of(Curves curves, String format) {
        return drawn(() -> encode(chart(curves), format));
    }

    /** A table of losses by colour. */
    public byte[] of(HeatMap map, String format) {
        return drawn(() -> encode(HeatMapDrawing.chart(map, theme), format));
    }

    private static byte[] drawn(Supplier<byte[]> drawing) {
        try {
            return drawing.get();
        } catch (InternalError | NoClassDefFoundError | UnsatisfiedLinkError fault) {
            throw new Mistake(
                    "This Java cannot draw letters: expected fonts; found none (" + fault.getMessage()
                            + "). Install fontconfig and a font such as DejaVu.",
                    fault);
        }
    }

    private XYChart chart(Curves curves) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(curves.title())
                .xAxisTitle("step")
                .yAxisTitle("loss, nats per token")
                .build();
        style(chart.getStyler(), curves);
        for (int n = 0; n < curves.runs().size(); n++) {
            add(chart, curves.runs().get(n), n, curves.log());
        }
        curves.floor().ifPresent(floor -> floor(chart, curves, floor));
        return chart;
    }

    private void style(XYStyler styler, Curves curves) {
        styler.setChartBackgroundColor(theme.paper());
        styler.setPlotBackgroundColor(theme.paper());
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(theme.grid());
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setChartFontColor(theme.ink());
        styler.setAxisTickLabelsColor(theme.ink());
        styler.setXAxisTitleColor(theme.ink());
        styler.setYAxisTitleColor(theme.ink());
        styler.setAxisTickMarksColor(theme.grid());
        styler.setLegendBackgroundColor(theme.paper());
        styler.setLegendBorderColor(theme.paper());
        styler.setLegendPosition(Styler.LegendPosition.InsideNE);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setLocale(Locale.ROOT);
        styler.setXAxisDecimalPattern("#,###");
        styler.setYAxisDecimalPattern("0.0##");
        styler.setYAxisLogarithmic(curves.log());
        styler.setMarkerSize(10);
    }

    private void add(XYChart chart, Curves.Run run, int n, boolean log) {
        Chronicle chronicle = run.chronicle();
        List<Chronicle.Measured> all = chronicle.evaluations();
        line(chart, run.name() + " train", all, n, false, log);
        line(chart, run.name() + " validation", all, n, true, log);
        chronicle.best().ifPresent(best -> {
            XYSeries series = chart.addSeries(
                    run.name() + " best " + Figures.loss(best.validation()) + " @" + Figures.count(best.step()),
                    new double[] {best.step()},
                    new double[] {best.validation()});
            points(series, theme.hue(n));
            series.setMarker(SeriesMarkers.DIAMOND);
        });
        List<Chronicle.Mark> marks = chronicle.marks().stream()
                .filter(mark -> height(all, mark.step(), log) > 0)
                .toList();
        if (!marks.isEmpty()) {
            String words = String.join(
                    ", ",
                    marks.stream()
                            .skip(Math.max(0, marks.size() - 3))
                            .map(mark -> mark.words() + " @" + Figures.count(mark.step()))
                            .toList());
            XYSeries series = chart.addSeries(
                    run.name() + ": " + words,
                    marks.stream().mapToDouble(Chronicle.Mark::step).toArray(),
                    marks.stream()
                            .mapToDouble(mark -> height(all, mark.step(), log))
                            .toArray());
            points(series, theme.ink());
            series.setMarker(SeriesMarkers.TRIANGLE_UP);
        }
    }

    private void line(
            XYChart chart, String name, List<Chronicle.Measured> all, int n, boolean validation, boolean log) {
        List<Chronicle.Measured> shown =
                all.stream().filter(one -> usable(value(one, validation), log)).toList();
        if (shown.isEmpty()) {
            return;
        }
        XYSeries series = chart.addSeries(
                name,
                shown.stream().mapToDouble(Chronicle.Measured::step).toArray(),
                shown.stream().mapToDouble(one -> value(one, validation)).toArray());
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(validation ? theme.hue(n) : theme.faint(n));
        series.setLineStyle(new BasicStroke(validation ? 2.6f : 1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    private static double value(Chronicle.Measured one, boolean validation) {
        return validation ? one.validation() : one.train();
    }

    private static boolean usable(double value, boolean log) {
        return Double.isFinite(value) && (!log || value > 0);
    }

    private static void points(XYSeries series, Color colour) {
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarkerColor(colour);
    }

    /** Where the validation curve is at a step, so that a mark stands on it; NaN where there is none yet. */
    private static double height(List<Chronicle.Measured> all, long step, boolean log) {
        double height = Double.NaN;
        Chronicle.Measured before = null;
        for (Chronicle.Measured one : all) {
            if (!usable(one.validation(), log)) {
                continue;
            }
            if (one.step() >= step && before != null) {
                double share = (step - before.step()) / (double) Math.max(1, one.step() - before.step());
                return before.validation() + share * (one.validation() - before.validation());
            }
            before = one;
            height = one.validation();
        }
        return height;
    }

    private void floor(XYChart chart, Curves curves, double floor) {
        double last = curves.runs().stream()
                .flatMap(run -> run.chronicle().evaluations().stream())
                .mapToDouble(Chronicle.Measured::step)
                .max()
                .orElse(1);
        XYSeries series = chart.addSeries(
                "floor " + Figures.loss(floor), new double[] {0, Math.max(1, last)}, new double[] {floor, floor});
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(theme.ink());
        series.setLineStyle(
                new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4, 4}, 0));
    }

    static byte[] encode(Chart<?, ?> chart, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (format.equals("svg")) {
                VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
            } else {
                ImageIO.write(dots(chart), "png", bytes);
            }
        } catch (IOException fault) {
            throw new IllegalStateException("memory refused to be written", fault);
        }
        return bytes.toByteArray();
    }

    private static BufferedImage dots(Chart<?, ?> chart) {
        BufferedImage image =
                new BufferedImage(chart.getWidth() * SCALE, chart.getHeight() * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(SCALE, SCALE);
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        graphics.dispose();
        return image;
    }
}
