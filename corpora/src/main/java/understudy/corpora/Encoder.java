package understudy.corpora;

/** Encodes a text that comes in pieces and need not fit into memory: pieces are gathered until all cores have work, and the rest behind the last good place to cut waits for more. */
final class Encoder {
    private static final int BLOCK = 1 << 22;

    private final Tokenizer tokenizer;
    private final int block;
    private final StringBuilder held = new StringBuilder();

    Encoder(Tokenizer tokenizer) {
        this(tokenizer, BLOCK);
    }

    /** @param block characters to gather where cuts matter */
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
        int cut = Cuts.before(tokenizer, held, held.length() - 1);
        int[] ids = tokenizer.encode(held.substring(0, cut));
        held.delete(0, cut);
        return ids;
    }

    /** The ids of what is left. */
    int[] rest() {
        int[] ids = tokenizer.encode(held.toString());
        held.setLength(0);
        return ids;
    }
}
