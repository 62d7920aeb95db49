package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Any tokenizer that a Hugging Face {@code tokenizer.json} describes: byte-pair encoding, WordPiece, Unigram, whole words. Text becomes ids in that library, ids become text here.
 * Long texts are cut where the tokenizer agrees, and encoded on all cores.
 */
public final class SubwordTokenizer implements Tokenizer {
    /** Characters that one call takes; short enough that all cores have work, long enough that cuts cost nothing. */
    private static final int CHUNK = 1 << 16;
    /** What ends a text in the vocabularies in use, the most common first. */
    private static final List<String> ENDS =
            List.of("<|endoftext|>", "</s>", "<|end_of_text|>", "<eos>", "<|eos|>", "<endOfText>", "<|bos|>", "[SEP]");

    private static final List<String> STARTS =
            List.of("<s>", "<|begin_of_text|>", "<|startoftext|>", "<bos>", "<|bos|>", "[CLS]");

    private final String json;
    private final String name;
    private final NativeTokenizer library;
    private final Optional<WordCache> words;
    private final TokenizerFile file;
    private final Spelling spelling;
    private final byte[][] utf8;
    private final OptionalInt end;
    private final int start;

    SubwordTokenizer(String json, JsonNode root, String source) {
        this.json = json;
        this.file = TokenizerFile.of(root, source);
        this.name = file.model().toLowerCase(Locale.ROOT);
        Backtracking.refuse(root, source);
        this.library = new NativeTokenizer(json, source);
        this.words = WordCache.of(root, file, library);
        this.spelling = Spelling.of(root.path("decoder"));
        this.utf8 =
                IntStream.range(0, file.tokens().length).mapToObj(this::spell).toArray(byte[][]::new);
        requireOwnIds(source);
        this.end = known(ENDS);
        this.start = newLine().orElseGet(() -> known(STARTS).orElse(end.orElse(0)));
    }

    private byte[] spell(int id) {
        String token = file.tokens()[id];
        if (token == null) {
            return new byte[0];
        }
        return file.added().get(id) ? token.getBytes(StandardCharsets.UTF_8) : spelling.utf8(token);
    }

    /** The library numbers added tokens itself, without a word when a file numbers them otherwise. */
    private void requireOwnIds(String source) {
        file.added().stream().forEach(id -> {
            int[] found = library.encode(file.tokens()[id]);
            if (found.length == 1
                    && found[0] != id
                    && file.added().get(id)
                    && (found[0] >= utf8.length || !file.added().get(found[0]))) {
                throw new CorpusException(source + " gives the added token '" + file.tokens()[id] + "' the id " + id
                        + ", and reading it gives " + found[0]
                        + ": ids of added tokens must follow those of the vocabulary");
            }
        });
    }

    private OptionalInt known(List<String> names) {
        List<String> tokens = Arrays.asList(file.tokens());
        return names.stream()
                .mapToInt(tokens::indexOf)
                .filter(id -> id >= 0 && file.special().get(id))
                .findFirst();
    }

    private Optional<Integer> newLine() {
        int[] ids = library.encode("\n");
        return ids.length == 1 && Arrays.equals(utf8(ids[0]), new byte[] {'\n'})
                ? Optional.of(ids[0])
                : Optional.empty();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int vocabulary() {
        return utf8.length;
    }

    @Override
    public int[] encode(String text) {
        if (text.length() <= 2 * CHUNK) {
            return encodeAtOnce(text);
        }
        List<Part> parts = new ArrayList<>();
        Seam begin = Seam.START;
        while (text.length() - begin.place() > 2 * CHUNK) {
            Seam end = Seam.before(this, text, begin.place() + CHUNK);
            parts.add(new Part(begin, end.place()));
            begin = end;
        }
        parts.add(new Part(begin, text.length()));
        return join(parts.parallelStream().map(part -> encode(text, part)).toList());
    }

    /** From one seam to the place of the next. */
    private record Part(Seam begin, int end) {}

    private int[] encode(String text, Part part) {
        int place = part.begin().place();
        int context = place - part.begin().context();
        int[] ids = encodeAtOnce(text.substring(context, part.end()));
        return context == place
                ? ids
                : Arrays.copyOfRange(ids, encodeAtOnce(text.substring(context, place)).length, ids.length);
    }

    private int[] encodeAtOnce(String text) {
        return words.isPresent() ? words.get().encode(text) : library.encode(text);
    }

    private static int[] join(List<int[]> parts) {
        int[] all = new int[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (int[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    @Override
    public String decode(int... ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 * ids.length);
        for (int id : ids) {
            bytes.writeBytes(utf8[Objects.checkIndex(id, utf8.length)]);
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        return spelling.blankFirst() && text.startsWith(" ") ? text.substring(1) : text;
    }

    @Override
    public String piece(int id) {
        byte[] bytes = utf8(id);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException cut) {
            StringBuilder hexadecimal = new StringBuilder();
            for (byte value : bytes) {
                hexadecimal.append(ByteTokenizer.hexadecimal(value));
            }
            return hexadecimal.toString();
        }
    }

    @Override
    public byte[] utf8(int id) {
        return utf8[Objects.checkIndex(id, utf8.length)].clone();
    }

    @Override
    public int bytes(int id) {
        return special(id) ? 0 : utf8[id].length;
    }

    @Override
    public boolean special(int id) {
        return file.special().get(Objects.checkIndex(id, utf8.length));
    }

    @Override
    public int start() {
        return start;
    }

    @Override
    public OptionalInt end() {
        return end;
    }

    @Override
    public String json() {
        return json;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubwordTokenizer that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return name + "[" + vocabulary() + "]";
    }
}
