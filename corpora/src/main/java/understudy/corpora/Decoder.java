package understudy.corpora;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Turns token ids into text while they come: a character whose bytes come with several tokens is held back until it is whole. Special tokens leave no trace. Not for several threads. */
public final class Decoder {
    private final Tokenizer tokenizer;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    /** The first bytes of a character, 3 at most. */
    private byte[] held = {};

    Decoder(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** The text that these ids complete; it may be empty. */
    public String hear(int... ids) {
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            if (!tokenizer.special(id)) {
                text.append(decode(tokenizer.utf8(id), false));
            }
        }
        return text.toString();
    }

    /** What is left at the end: U+FFFD if a character was begun, else nothing. */
    public String rest() {
        String rest = decode(new byte[0], true);
        utf8.reset();
        return rest;
    }

    private String decode(byte[] more, boolean end) {
        ByteBuffer bytes = ByteBuffer.allocate(held.length + more.length);
        bytes.put(held).put(more).flip();
        CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
        utf8.decode(bytes, text, end);
        held = new byte[bytes.remaining()];
        bytes.get(held);
        return text.flip().toString();
    }
}
