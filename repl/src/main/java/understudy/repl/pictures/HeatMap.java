package understudy.repl.pictures;

import java.util.List;

/**
 * A table of losses by colour.
 *
 * @param title above it
 * @param across what the columns are, and their names
 * @param down what the rows are, and their names
 * @param values [row][column]; NaN where there is none
 */
public record HeatMap(String title, Edge across, Edge down, double[][] values) {
    /** What one edge shows. */
    public record Edge(String knob, List<String> values) {
        public Edge {
            values = List.copyOf(values);
        }
    }
}
