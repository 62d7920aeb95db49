package understudy.corpora;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where a long text may be cut so that its parts, tokenized one by one, give the tokens of the whole. Nobody has to know how a tokenizer splits words: it is asked, with what stands
 * around the place. Before a blank between two letters nearly all agree. Some put something before every text they read; their parts are read with what stands before, and what that
 * gives by itself is left away.
 *
 * @param place where the next part begins
 * @param context how many characters before it are to be read along
 */
record Seam(int place, int context) {
    /** How far a tokenizer looks around a place, in characters: longer than words are. */
    private static final int AROUND = 128;

    private static final int TRIED = 24;
    private static final int REACH = 1 << 13;

    /** The beginning of a text. */
    static final Seam START = new Seam(0, 0);

    /** The last seam before {@code end}. Where a tokenizer agrees to none, as where all is one long word, the text is cut between two characters. */
    static Seam before(Tokenizer tokenizer, CharSequence text, int end) {
        int[] places = Stream.<IntPredicate>of(
                        place -> betweenWords(text, place),
                        place -> beforeBlank(text, place),
                        place -> !inPair(text, place))
                .flatMapToInt(wanted -> candidates(text, end, wanted))
                .toArray();
        for (int place : places) {
            if (agrees(tokenizer, text, place)) {
                return new Seam(place, 0);
            }
        }
        for (int place : places) {
            if (goesOn(tokenizer, text, place)) {
                return new Seam(place, place - begin(text, place));
            }
        }
        return new Seam(places.length == 0 ? end : places[places.length - 1], 0);
    }

    private static IntStream candidates(CharSequence text, int end, IntPredicate wanted) {
        int last = Math.min(end, text.length() - 1);
        return IntStream.iterate(last, place -> place > Math.max(0, end - REACH), place -> place - 1)
                .filter(wanted)
                .limit(TRIED);
    }

    private static boolean betweenWords(CharSequence text, int place) {
        return text.charAt(place) == ' '
                && Character.isLetter(text.charAt(place - 1))
                && place + 1 < text.length()
                && Character.isLetter(text.charAt(place + 1));
    }

    private static boolean beforeBlank(CharSequence text, int place) {
        return Character.isWhitespace(text.charAt(place)) && !Character.isWhitespace(text.charAt(place - 1));
    }

    private static boolean inPair(CharSequence text, int place) {
        return place < text.length() && Character.isLowSurrogate(text.charAt(place));
    }

    private static int begin(CharSequence text, int place) {
        int begin = Math.max(0, place - AROUND);
        return inPair(text, begin) ? begin - 1 : begin;
    }

    private static String before(CharSequence text, int place) {
        return text.subSequence(begin(text, place), place).toString();
    }

    private static String after(CharSequence text, int place) {
        int end = Math.min(text.length(), place + AROUND);
        return text.subSequence(place, inPair(text, end) ? end - 1 : end).toString();
    }

    private static boolean agrees(Tokenizer tokenizer, CharSequence text, int place) {
        int[] first = tokenizer.encode(before(text, place));
        int[] second = tokenizer.encode(after(text, place));
        int[] both = tokenizer.encode(before(text, place) + after(text, place));
        return both.length == first.length + second.length
                && Arrays.equals(both, 0, first.length, first, 0, first.length)
                && Arrays.equals(both, first.length, both.length, second, 0, second.length);
    }

    private static boolean goesOn(Tokenizer tokenizer, CharSequence text, int place) {
        int[] first = tokenizer.encode(before(text, place));
        int[] both = tokenizer.encode(before(text, place) + after(text, place));
        return both.length >= first.length && Arrays.equals(both, 0, first.length, first, 0, first.length);
    }
}
