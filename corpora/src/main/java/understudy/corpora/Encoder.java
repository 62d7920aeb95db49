package understudy.corpora;

import java.util.Arrays;

/** Encodes a text that comes in pieces and need not fit into memory: pieces are gathered until all cores have work, and what stands behind the last seam waits for more. */
final class Encoder {
    private static final int BLOCK = 1 << 22;

    private final Tokenizer tokenizer;
    private final int block;
    private final StringBuilder held = new StringBuilder();
    /** Characters at the beginning of what is held that were encoded already. */
    private int context;

    Encoder(Tokenizer tokenizer) {
        this(tokenizer, BLOCK);
    }

    /** @param block characters to gather where seams matter */
    Encoder(Tokenizer tokenizer, int block) {
        this.tokenizer = tokenizer;
        this.block = block;
    }

    /** Takes whole characters; returns the ids that are certain by now, perhaps none. */
    int[] hear(CharSequence piece) {
        if (!(tokenizer instanceof SubwordTokenizer)) {
            return tokenizer.encode(piece.toString());
        }
        held.append(piece);
        if (held.length() < block) {
            return new int[0];
        }
        Seam seam = Seam.before(tokenizer, held, held.length() - 1);
        int[] ids = encode(seam.place());
        held.delete(0, seam.place() - seam.context());
        context = seam.context();
        return ids;
    }

    /** The ids of what is left. */
    int[] rest() {
        int[] ids = encode(held.length());
        held.setLength(0);
        context = 0;
        return ids;
    }

    private int[] encode(int to) {
        int[] ids = tokenizer.encode(held.substring(0, to));
        return context == 0
                ? ids
                : Arrays.copyOfRange(ids, tokenizer.encode(held.substring(0, context)).length, ids.length);
    }
}
