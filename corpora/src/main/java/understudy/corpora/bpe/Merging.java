package understudy.corpora.bpe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The words as sequences of tokens, in which the most frequent pair of neighbours becomes one token after another.
 *
 * <p>Of each pair the queue knows how often it occurred when it was put there, and in which words; a pair whose count has changed since is put back with the new one. A token can
 * come of two different pairs ({@code ab+c} and {@code a+bc}), and then a pair may stand in the queue twice, with different words: both are merged in turn, and the later place counts.
 */
final class Merging {
    /** @param words numbers of the words that have the pair, ascending */
    private record Waiting(long pair, int number, long count, IntList words) implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            int byCount = Long.compare(other.count, count);
            return byCount != 0 ? byCount : Long.compare(pair, other.pair);
        }
    }

    private final int longest;
    private final List<Piece> pieces;
    /** Tokens as strings of Latin-1 characters, one for each byte. */
    private final List<String> tokens;

    private final Map<String, Integer> ids = new HashMap<>();
    private final PairTable pairs = new PairTable();
    private final PriorityQueue<Waiting> queue = new PriorityQueue<>();
    private final Map<Long, Integer> merges = new LinkedHashMap<>();
    /** The words of pairs that the merge at hand has made, by the number of the pair. */
    private final Map<Integer, IntList> made = new HashMap<>();

    /** Ids of a word, and how often it occurs. */
    static final class Piece {
        private final int[] ids;
        private final long count;
        private int length;

        Piece(int[] ids, long count) {
            this.ids = ids;
            this.count = count;
            this.length = ids.length;
        }
    }

    /**
     * @param tokens the first tokens, by id
     * @param longest bytes that a token may have
     */
    Merging(List<Piece> pieces, List<String> tokens, int longest) {
        this.pieces = pieces;
        this.tokens = new ArrayList<>(tokens);
        this.longest = longest;
        for (int id = 0; id < tokens.size(); id++) {
            ids.putIfAbsent(tokens.get(id), id);
        }
        for (int word = 0; word < pieces.size(); word++) {
            Piece piece = pieces.get(word);
            for (int i = 0; i + 1 < piece.length; i++) {
                int number = pairs.number(PairTable.pair(piece.ids[i], piece.ids[i + 1]));
                pairs.count(number, piece.count);
                note(number, word);
            }
        }
        enqueue();
    }

    List<String> tokens() {
        return tokens;
    }

    /** Pairs in the order in which they are to be merged. */
    Map<Long, Integer> merges() {
        return merges;
    }

    /** Merges the most frequent pair; false if there is none that occurs so often. */
    boolean merge(long atLeast) {
        Waiting top = queue.poll();
        while (top != null && top.count != pairs.count(top.number)) {
            long count = pairs.count(top.number);
            if (count > 0) {
                queue.add(new Waiting(top.pair, top.number, count, top.words));
            }
            top = queue.poll();
        }
        if (top == null || top.count < Math.max(1, atLeast)) {
            return false;
        }
        int first = PairTable.first(top.pair);
        int second = PairTable.second(top.pair);
        String token = tokens.get(first) + tokens.get(second);
        int id = ids.computeIfAbsent(token, unknown -> {
            tokens.add(token);
            return tokens.size() - 1;
        });
        merges.remove(top.pair);
        merges.put(top.pair, id);
        for (int i = 0; i < top.words.size(); i++) {
            merge(top.words.get(i), first, second, id, token.length());
        }
        enqueue();
        return true;
    }

    private void merge(int word, int first, int second, int id, int length) {
        Piece piece = pieces.get(word);
        int[] now = piece.ids;
        int to = 0;
        for (int from = 0; from < piece.length; from++) {
            if (now[from] != first || from + 1 >= piece.length || now[from + 1] != second) {
                now[to++] = now[from];
                continue;
            }
            if (to > 0) {
                change(now[to - 1], first, -piece.count, word);
                join(now[to - 1], id, length + tokens.get(now[to - 1]).length(), piece.count, word);
            }
            now[to++] = id;
            from++;
            if (from + 1 < piece.length) {
                int next = now[from + 1];
                change(second, next, -piece.count, word);
                join(id, next, length + tokens.get(next).length(), piece.count, word);
            }
        }
        piece.length = to;
    }

    /** Two new neighbours; what would be too long is never merged. */
    private void join(int first, int second, int length, long count, int word) {
        if (length < longest) {
            change(first, second, count, word);
        }
    }

    private void change(int first, int second, long count, int word) {
        int number = pairs.number(PairTable.pair(first, second));
        pairs.count(number, count);
        if (count > 0) {
            note(number, word);
        }
    }

    private void note(int number, int word) {
        IntList words = made.computeIfAbsent(number, unknown -> new IntList());
        if (words.last() != word) {
            words.add(word);
        }
    }

    private void enqueue() {
        made.forEach((number, words) -> {
            long count = pairs.count(number);
            if (count > 0) {
                queue.add(new Waiting(pairs.pair(number), number, count, words));
            }
        });
        made.clear();
    }
}
