package understudy.corpora.bpe;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/** Learns a vocabulary from a text: first it is fed, in pieces of any size, then it trains. Closing ends its threads. */
public final class BpeTrainer implements AutoCloseable {
    private final char[] alphabet;
    private final Counting counting;

    /** @param alphabet the 256 bytes in the order of their ids */
    public BpeTrainer(byte[] alphabet) {
        this(alphabet, Runtime.getRuntime().availableProcessors());
    }

    BpeTrainer(byte[] alphabet, int threads) {
        this.alphabet = new char[alphabet.length];
        for (int id = 0; id < alphabet.length; id++) {
            this.alphabet[id] = (char) (alphabet[id] & 0xFF);
        }
        this.counting = new Counting(threads);
    }

    /** Takes whole characters. */
    public void feed(CharSequence piece) {
        counting.feed(piece);
    }

    /**
     * Learns. Once only.
     *
     * @param progress hears the share of the work that is done, and may throw to end it
     */
    public Bpe train(BpeOptions options, DoubleConsumer progress) {
        WordCounts words = counting.finish();
        int first = options.marks().size();
        int[] ids = new int[256];
        List<String> tokens = new ArrayList<>(options.marks());
        for (int i = 0; i < alphabet.length; i++) {
            ids[alphabet[i]] = first + i;
            tokens.add(Character.toString(alphabet[i]));
        }
        List<Merging.Piece> pieces = options.coverage() < 1
                ? covered(words, ids, Coverage.of(characters(words), options.coverage()))
                : whole(words, ids);
        Merging merging = new Merging(pieces, tokens, options.longest());
        int begun = tokens.size();
        while (merging.tokens().size() < options.vocabulary() && merging.merge(options.atLeast())) {
            progress.accept((double) (merging.tokens().size() - begun) / (options.vocabulary() - begun));
        }
        List<int[]> merges = merging.merges().keySet().stream()
                .map(pair -> new int[] {PairTable.first(pair), PairTable.second(pair)})
                .toList();
        return new Bpe(
                options.marks(),
                merging.tokens().subList(first, merging.tokens().size()),
                merges);
    }

    private static List<Merging.Piece> whole(WordCounts words, int[] ids) {
        List<Merging.Piece> pieces = new ArrayList<>(words.size());
        for (int word = 0; word < words.size(); word++) {
            int w = word;
            int[] piece = IntStream.range(0, words.length(word))
                    .map(i -> ids[words.at(w, i) & 0xFF])
                    .toArray();
            pieces.add(new Merging.Piece(piece, words.count(word)));
        }
        return pieces;
    }

    /** Words without the rare characters: what stands on both sides of one never becomes a token. */
    private static List<Merging.Piece> covered(WordCounts words, int[] ids, BitSet kept) {
        WordCounts parts = new WordCounts();
        for (int word = 0; word < words.size(); word++) {
            int[] codePoints = words.text(word).codePoints().toArray();
            int from = 0;
            for (int i = 0; i <= codePoints.length; i++) {
                if (i == codePoints.length || !kept.get(codePoints[i])) {
                    if (i > from) {
                        parts.add(new String(codePoints, from, i - from), words.count(word));
                    }
                    from = i + 1;
                }
            }
        }
        return whole(parts, ids);
    }

    private static long[] characters(WordCounts words) {
        long[] counts = new long[Character.MAX_CODE_POINT + 1];
        for (int word = 0; word < words.size(); word++) {
            long count = words.count(word);
            words.text(word).codePoints().forEach(c -> counts[c] += count);
        }
        return counts;
    }

    @Override
    public void close() {
        counting.close();
    }
}
