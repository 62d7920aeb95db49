package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a vocabulary writes text: what the decoder of a {@code tokenizer.json} makes of one token. Every decoder in use works token by token, so a table of bytes says all there is to
 * know; only the blank that some put before each word has to go again where a text begins.
 */
enum Spelling {
    /** GPT-2's: each character of a token is a byte. */
    BYTE_LEVEL {
        @Override
        byte[] utf8(String token) {
            byte[] bytes = ByteAlphabet.read(token);
            return bytes == null ? super.utf8(token) : bytes;
        }
    },
    /** SentencePiece's: U+2581 is a blank, {@code <0xE2>} a byte. */
    LOWER_BLOCK {
        @Override
        byte[] utf8(String token) {
            return BYTE.matcher(token).matches()
                    ? new byte[] {(byte) Integer.parseInt(token.substring(3, 5), 16)}
                    : super.utf8(token.replace('\u2581', ' '));
        }
    },
    /** WordPiece's: a token is a word of its own unless it begins with {@code ##}. */
    WORDS {
        @Override
        byte[] utf8(String token) {
            if (token.startsWith("##")) {
                return super.utf8(token.substring(2));
            }
            return super.utf8(CLOSE.stream().anyMatch(token::startsWith) ? token : " " + token);
        }
    },
    /** The older BPE's: {@code </w>} ends a word. */
    SUFFIX {
        @Override
        byte[] utf8(String token) {
            return super.utf8(token.replace("</w>", " "));
        }
    },
    /** Tokens are text as they stand. */
    LITERAL,
    /** Without a decoder each token is a word. */
    APART {
        @Override
        byte[] utf8(String token) {
            return super.utf8(" " + token);
        }
    };

    private static final Pattern BYTE = Pattern.compile("<0x[0-9A-F]{2}>");
    /** Before these WordPiece's decoder takes the blank away. */
    private static final List<String> CLOSE = List.of(".", "?", "!", ",", "n't", "'m", "'s", "'ve", "'re");

    /** What a token adds to a text. */
    byte[] utf8(String token) {
        return token.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a text begins with a blank that nobody wrote. */
    boolean blankFirst() {
        return this == LOWER_BLOCK || this == WORDS || this == APART;
    }

    static Spelling of(JsonNode decoder) {
        List<String> parts = parts(decoder);
        if (parts.isEmpty()) {
            return APART;
        }
        String all = parts.stream().collect(Collectors.joining(" "));
        if (all.contains("ByteLevel")) {
            return BYTE_LEVEL;
        }
        if (all.contains("WordPiece")) {
            return WORDS;
        }
        return all.contains("BPEDecoder")
                ? SUFFIX
                : all.contains("Metaspace") || all.contains("Replace") || all.contains("ByteFallback")
                        ? LOWER_BLOCK
                        : LITERAL;
    }

    private static List<String> parts(JsonNode decoder) {
        List<String> parts = new ArrayList<>();
        if (decoder.has("decoders")) {
            decoder.path("decoders").forEach(each -> parts.addAll(parts(each)));
        } else if (decoder.isObject()) {
            parts.add(decoder.path("type").asText());
        }
        return parts;
    }
}
