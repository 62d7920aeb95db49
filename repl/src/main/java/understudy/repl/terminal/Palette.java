package understudy.repl.terminal;

import com.googlecode.lanterna.TextColor;
import java.util.stream.IntStream;
import understudy.repl.terminal.Text.Tone;

/**
 * What a tone looks like: mid greys and one copper, readable on dark and on light.
 *
 * @param depth the colours there are
 */
record Palette(ColourDepth depth) {
    private static final int GREY = 245;
    private static final int COPPER = 173;
    private static final int RED = 167;
    private static final TextColor GREY_CELL = new TextColor.Indexed(GREY);
    private static final TextColor COPPER_CELL = new TextColor.Indexed(COPPER);
    private static final TextColor RED_CELL = new TextColor.Indexed(RED);
    private static final TextColor[] SHADES = IntStream.of(166, 173, 180, 145, 110, 74, 32)
            .mapToObj(TextColor.Indexed::new)
            .toArray(TextColor[]::new);
    static final String RESET = "\033[0m";

    /** The escape code that begins a tone; empty for plain words, and where there are no colours. */
    String begin(Tone tone) {
        if (tone == Tone.STRONG) {
            return "\033[1m";
        }
        if (tone == Tone.PLAIN || depth == ColourDepth.NONE) {
            return "";
        }
        if (depth == ColourDepth.SIXTEEN) {
            return switch (tone) {
                case QUIET -> "\033[90m";
                case ACCENT -> "\033[36m";
                default -> "\033[31m";
            };
        }
        return switch (tone) {
            case QUIET -> "\033[38;5;" + GREY + "m";
            case ACCENT -> "\033[38;5;" + COPPER + "m";
            default -> "\033[38;5;" + RED + "m";
        };
    }

    /** The words of a span between its escape codes. */
    String dressed(String words, Tone tone) {
        String begin = begin(tone);
        return begin.isEmpty() || words.isEmpty() ? words : begin + words + RESET;
    }

    /**
     * A colour for a share from 0 to 1, from copper over grey to a calm blue: seen apart by colour-blind eyes too, on dark and on light.
     */
    TextColor shade(double share) {
        if (depth == ColourDepth.NONE) {
            return TextColor.ANSI.DEFAULT;
        }
        int step = (int) Math.min(SHADES.length - 1L, Math.round(share * (SHADES.length - 1)));
        if (depth == ColourDepth.SIXTEEN) {
            return step < 2
                    ? TextColor.ANSI.RED
                    : step < SHADES.length - 2 ? TextColor.ANSI.DEFAULT : TextColor.ANSI.CYAN;
        }
        return SHADES[step];
    }

    /** The same colours for cells. */
    TextColor cell(Tone tone) {
        if (depth == ColourDepth.NONE) {
            return TextColor.ANSI.DEFAULT;
        }
        boolean few = depth == ColourDepth.SIXTEEN;
        return switch (tone) {
            case QUIET -> few ? TextColor.ANSI.BLACK_BRIGHT : GREY_CELL;
            case ACCENT -> few ? TextColor.ANSI.CYAN : COPPER_CELL;
            case TROUBLE -> few ? TextColor.ANSI.RED : RED_CELL;
            default -> TextColor.ANSI.DEFAULT;
        };
    }
}
