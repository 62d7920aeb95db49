package understudy.repl.views;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import understudy.repl.speech.Microscope;
import understudy.repl.terminal.Columns;
import understudy.repl.terminal.Text;

/**
 * How a token is drawn, as lines: a row for each of the likeliest tokens, a column for each stage.
 *
 * @param pieces the text of an id
 */
public record MicroscopePicture(Microscope microscope, IntFunction<String> pieces) {
    private static final int TOKEN = 12;
    private static final int STAGE = 17;
    private static final int BAR = 6;
    private static final int NAMED = 5;

    /** @param most how many tokens to list */
    public List<Text> lines(int most) {
        List<Text> lines = new ArrayList<>();
        Text head = Text.empty().quiet(pad("", TOKEN));
        Text entropy = Text.empty().quiet(pad("entropy", TOKEN));
        Text kept = Text.empty().quiet(pad("kept", TOKEN));
        for (Microscope.Stage stage : microscope.stages()) {
            head = head.strong(pad(stage.name(), STAGE));
            entropy = entropy.plain(pad(String.format(Locale.ROOT, "%.3f nats", stage.entropy()), STAGE));
            kept = kept.plain(pad(String.valueOf(stage.kept()), STAGE));
        }
        lines.add(head);
        for (int i = 0; i < Math.min(most, microscope.order().length); i++) {
            int id = microscope.order()[i];
            Text line = Text.of(pad(Columns.cut(pieces.apply(id), TOKEN - 1), TOKEN));
            for (Microscope.Stage stage : microscope.stages()) {
                double share = stage.probabilities()[id];
                int bar = (int) Math.round(share * BAR);
                line = share == 0
                        ? line.quiet(pad("–", STAGE))
                        : line.plain(String.format(Locale.ROOT, "%.4f ", share))
                                .accent(pad("▓".repeat(bar), STAGE - 7));
            }
            lines.add(line);
        }
        lines.add(entropy);
        lines.add(kept);
        for (Microscope.Stage stage : microscope.stages()) {
            if (stage.removed().length > 0) {
                lines.add(Text.empty().quiet(removed(stage)));
            }
        }
        return lines;
    }

    /** {@code top-k 5 removed 58 of 63, which had .21: "x" .05, …}. */
    private String removed(Microscope.Stage stage) {
        StringBuilder words = new StringBuilder(stage.name() + " removed " + stage.removed().length + " of "
                + (stage.removed().length + stage.kept()) + ", which had "
                + String.format(Locale.ROOT, "%.4f", stage.mass()) + " together:");
        for (int i = 0; i < Math.min(NAMED, stage.removed().length); i++) {
            words.append(' ').append(pieces.apply(stage.removed()[i]));
        }
        return words + (stage.removed().length > NAMED ? " …" : "");
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - Columns.of(text)));
    }
}
