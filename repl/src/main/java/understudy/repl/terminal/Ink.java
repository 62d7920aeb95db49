package understudy.repl.terminal;

import understudy.repl.terminal.Text.Tone;

/**
 * How a cell of a view is drawn.
 *
 * @param tone what it is; without meaning where there is a shade
 * @param shade from 0 (unlikely) to 1 (certain) for cells that are coloured by a probability; NaN for none
 * @param reversed drawn the other way round: the cursor
 * @param underlined marked, for where colours are missing or mean something else
 */
public record Ink(Tone tone, double shade, boolean reversed, boolean underlined) {
    public static Ink of(Tone tone) {
        return new Ink(tone, Double.NaN, false, false);
    }

    /** A colour for a share from 0 to 1. */
    public static Ink shade(double share) {
        return new Ink(Tone.PLAIN, Math.max(0, Math.min(1, share)), false, false);
    }

    public Ink reverse() {
        return new Ink(tone, shade, true, underlined);
    }

    public Ink underline() {
        return new Ink(tone, shade, reversed, true);
    }

    boolean shaded() {
        return !Double.isNaN(shade);
    }
}
