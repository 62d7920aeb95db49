package understudy.repl.pictures;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.HeatMapStyler;

/** A heat map in XChart's words: one hue from pale to deep, so that it reads in grey too, with each number in its cell. */
final class HeatMapDrawing {
    private static final int CELL = 84;
    private static final int MARGIN = 220;
    private static final Color LOW = new Color(0x56a0d6);
    private static final Color HIGH = new Color(0xe8f1fa);

    private HeatMapDrawing() {}

    static HeatMapChart chart(HeatMap map, Theme theme) {
        int columns = map.across().values().size();
        int rows = map.down().values().size();
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(Math.max(640, Math.min(2400, MARGIN + columns * CELL)))
                .height(Math.max(360, Math.min(2400, MARGIN + rows * CELL)))
                .title(map.title())
                .xAxisTitle(map.across().knob())
                .yAxisTitle(map.down().knob())
                .build();
        style(chart.getStyler(), theme);
        List<String> down = new ArrayList<>(map.down().values());
        Collections.reverse(down); // the first one on top
        List<Number[]> cells = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double value = map.values()[rows - 1 - row][column];
                if (!Double.isNaN(value)) {
                    cells.add(new Number[] {column, row, Math.round(value * 1000) / 1000.0});
                }
            }
        }
        chart.addSeries("loss", map.across().values(), down, cells);
        return chart;
    }

    private static void style(HeatMapStyler styler, Theme theme) {
        styler.setChartBackgroundColor(theme.paper());
        styler.setPlotBackgroundColor(theme.paper());
        styler.setPlotBorderVisible(false);
        styler.setChartFontColor(theme.ink());
        styler.setAxisTickLabelsColor(theme.ink());
        styler.setXAxisTitleColor(theme.ink());
        styler.setYAxisTitleColor(theme.ink());
        styler.setLegendBackgroundColor(theme.paper());
        styler.setLegendBorderColor(theme.paper());
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        styler.setLocale(Locale.ROOT);
        styler.setRangeColors(new Color[] {LOW, HIGH});
        styler.setShowValue(true);
        styler.setHeatMapValueDecimalPattern("0.000");
        styler.setHeatMapDecimalValueFormatter(value -> String.format(Locale.ROOT, "%.3f", value));
        styler.setValueFontColor(new Color(0x111111));
    }
}
