package understudy.corpora;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The examples of one split, each from its start to its end, and where loss falls in them.
 *
 * <p>An example is at least two ids: what comes first is read and never predicted. Lines begin with the id that ends them, which stands only
 * behind each of them among the tokens; loss falls on all the rest. Conversations say themselves where loss falls. Safe for use by several
 * threads.
 */
public final class Examples {
    private final Tokens tokens;
    private final Offsets offsets;
    private final OptionalInt boundary;
    private final Optional<BitSet> loss;
    private final int[] predicted;

    private Examples(Tokens tokens, Offsets offsets, OptionalInt boundary, Optional<BitSet> loss) {
        if (offsets.count() == 0) {
            throw new CorpusException("the " + tokens.name()
                    + " has no examples; choose another --split, or add a text that has more of them");
        }
        this.tokens = tokens;
        this.offsets = offsets;
        this.boundary = boundary;
        this.loss = loss;
        this.predicted = loss.map(places -> places.stream().toArray()).orElse(new int[0]);
    }

    /** @param boundary the id that ends every line and stands for its start too */
    static Examples lines(Tokens tokens, Offsets offsets, int boundary) {
        return new Examples(tokens, offsets, OptionalInt.of(boundary), Optional.empty());
    }

    /** How many there are. */
    public int count() {
        return offsets.count();
    }

    /** What messages call them: "train split of 'names'". */
    public String name() {
        return tokens.name();
    }

    /** Ids of one example. */
    public int length(int example) {
        return (int) (offsets.at(example + 1) - offsets.at(example)) + lead();
    }

    /** The ids of one example. */
    public int[] ids(int example) {
        int[] ids = new int[length(example)];
        read(example, 0, ids, ids.length);
        return ids;
    }

    /** Whether the id at this place of an example is to be predicted. */
    public boolean carriesLoss(int example, int place) {
        return place > 0
                && loss.map(places -> places.get((int) (offsets.at(example) + place)))
                        .orElse(true);
    }

    /** Ids of the longest one. */
    public int longest() {
        int longest = 0;
        for (int i = 0; i < count(); i++) {
            longest = Math.max(longest, length(i));
        }
        return longest;
    }

    private int lead() {
        return boundary.isPresent() ? 1 : 0;
    }

    /** Copies {@code length} ids from a place of an example on to the beginning of an array. */
    void read(int example, int from, int[] into, int length) {
        int own = from == 0 && boundary.isPresent() && length > 0 ? 1 : 0;
        if (own == 1) {
            into[0] = boundary.getAsInt();
        }
        if (length > own) {
            tokens.read(offsets.at(example) + from + own - lead(), into, own, length - own);
        }
    }

    /** How many ids of all examples are predicted. */
    long predictions() {
        return loss.isPresent() ? predicted.length : tokens.size();
    }

    /** Reads a predicted id and the {@code into.length - 1} before it; an example's first id stands for those before its start. */
    void moment(long prediction, int[] into) {
        long place = loss.isPresent() ? predicted[(int) prediction] : prediction;
        int example = offsets.find(place);
        int at = (int) (place - offsets.at(example)) + lead();
        int known = Math.min(into.length, at + 1);
        int[] ids = new int[known];
        read(example, at + 1 - known, ids, known);
        int missing = into.length - known;
        Arrays.fill(into, 0, missing, ids[0]);
        System.arraycopy(ids, 0, into, missing, known);
    }

    /** Examples that are put together in memory, as conversations are for one model and one template. */
    public static final class Gathering {
        private final String name;
        private final int context;
        private final BitSet loss = new BitSet();
        private int[] ids = new int[1 << 16];
        private long[] places = new long[1 << 10];
        private int size;
        private int count;
        private int truncated;
        private int silent;

        /**
         * @param name what messages call them: "train split of 'instructions'"
         * @param context tokens a model sees at once: an example longer than that loses its beginning
         */
        public Gathering(String name, int context) {
            this.name = name;
            this.context = context;
        }

        /**
         * Adds an example that has something to predict; one that has nothing is only counted.
         *
         * @param example its ids
         * @param carriesLoss for each of them, whether it is to be predicted
         */
        public void add(int[] example, boolean[] carriesLoss) {
            int from = Math.max(0, example.length - context - 1);
            int length = example.length - from;
            ids = room(ids, length);
            System.arraycopy(example, from, ids, size, length);
            boolean speaks = false;
            for (int i = 1; i < length; i++) {
                loss.set(size + i, carriesLoss[from + i]);
                speaks |= carriesLoss[from + i];
            }
            if (!speaks) {
                silent++;
                return;
            }
            truncated += from > 0 ? 1 : 0;
            size += length;
            if (++count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
            }
            places[count] = size;
        }

        private int[] room(int[] array, int more) {
            int needed = Math.addExact(size, more);
            return needed <= array.length ? array : Arrays.copyOf(array, Math.max(needed, array.length * 2));
        }

        /** How many examples lost their beginning because they are longer than the context. */
        public int truncated() {
            return truncated;
        }

        /** How many were left out because nothing in them is to be predicted. */
        public int silent() {
            return silent;
        }

        /**
         * All that was added.
         *
         * @throws CorpusException if that is nothing
         */
        public Examples examples() {
            return new Examples(
                    Tokens.of(name, Arrays.copyOf(ids, size)),
                    Offsets.of(Arrays.copyOf(places, count + 1)),
                    OptionalInt.empty(),
                    Optional.of(loss));
        }
    }
}
