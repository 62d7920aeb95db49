package understudy.corpora;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where a long text may be cut so that its parts, tokenized one by one, give the tokens of the whole. Nobody has to know how a tokenizer splits words: it is asked, with what
 * stands around the place. Before a blank between two letters nearly all agree; texts without blanks are cut where they can be.
 */
final class Cuts {
    /** How far a tokenizer looks around a place, in characters: longer than words are. */
    private static final int AROUND = 128;

    private static final int TRIED = 24;
    private static final int REACH = 1 << 13;

    private Cuts() {}

    /** The last place to cut before {@code end}; {@code end} itself where a text has none near, as where all is one word. */
    static int before(Tokenizer tokenizer, CharSequence text, int end) {
        int[] betweenWords = candidates(text, end, Cuts::betweenWords);
        int[] beforeBlanks = candidates(text, end, Cuts::beforeBlank);
        int[] anywhere = candidates(text, end, Cuts::wholeCharacter);
        return IntStream.of(0, 1, 2)
                .mapToObj(i -> i == 0 ? betweenWords : i == 1 ? beforeBlanks : anywhere)
                .flatMapToInt(Arrays::stream)
                .filter(place -> agrees(tokenizer, text, place))
                .findFirst()
                .orElse(anywhere.length == 0 ? end : anywhere[0]);
    }

    private interface Place {
        boolean at(CharSequence text, int place);
    }

    private static int[] candidates(CharSequence text, int end, Place wanted) {
        int most = Math.min(end, text.length() - 1);
        return IntStream.iterate(most, place -> place > Math.max(0, end - REACH), place -> place - 1)
                .filter(place -> wanted.at(text, place))
                .limit(TRIED)
                .toArray();
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

    private static boolean wholeCharacter(CharSequence text, int place) {
        return !Character.isLowSurrogate(text.charAt(place));
    }

    private static boolean agrees(Tokenizer tokenizer, CharSequence text, int place) {
        String before = text.subSequence(whole(text, Math.max(0, place - AROUND)), place)
                .toString();
        String after = text.subSequence(place, whole(text, Math.min(text.length(), place + AROUND)))
                .toString();
        int[] first = tokenizer.encode(before);
        int[] second = tokenizer.encode(after);
        int[] both = tokenizer.encode(before + after);
        return both.length == first.length + second.length
                && Arrays.mismatch(both, first) == (second.length == 0 ? -1 : first.length)
                && Arrays.equals(both, first.length, both.length, second, 0, second.length);
    }

    private static int whole(CharSequence text, int place) {
        return place < text.length() && Character.isLowSurrogate(text.charAt(place)) ? place - 1 : place;
    }
}
