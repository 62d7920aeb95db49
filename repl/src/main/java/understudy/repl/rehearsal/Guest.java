package understudy.repl.rehearsal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import understudy.checkpoints.CheckpointException;
import understudy.checkpoints.HubFolder;
import understudy.checkpoints.StoredTensor;
import understudy.corpora.CorpusException;
import understudy.corpora.Tokenizer;
import understudy.corpora.TokenizerParts;
import understudy.corpora.TokenizerShelf;
import understudy.models.Gpt;
import understudy.models.dialects.Dialect;
import understudy.models.dialects.Piece;
import understudy.prompts.PromptBook;
import understudy.repl.Figures;
import understudy.repl.Mistake;

/**
 * A model from elsewhere, read from a folder in the Hugging Face layout and translated. Its parameters are made one by
 * one when they are asked for, so that it never lies in memory as a whole.
 *
 * @param path the folder
 * @param dialect its family
 * @param network what it is here
 * @param tokenizer between its text and its token ids
 * @param parameters under our names
 * @param chatTemplate the Jinja program by which others write conversations for it
 * @param notes what the person should know, a sentence each
 */
public record Guest(
        Path path,
        Dialect dialect,
        Gpt network,
        Tokenizer tokenizer,
        Map<String, StoredTensor> parameters,
        Optional<String> chatTemplate,
        List<String> notes) {
    /** Rotary positions go on for ever; this many are kept in memory while speaking unless somebody asks for more. */
    private static final int USUAL_CONTEXT = 8192;

    private static final String GPT2_TOKENIZER = "gpt2";
    private static final int GPT2_VOCABULARY = 50_257;
    /** Tables are padded to multiples of this, by less than so many rows. */
    private static final int ROUND = 64;

    private static final int PADDING = 1024;

    /**
     * @param context the most tokens that it is to see at once; empty for what it was made for
     * @param shelf where a tokenizer is found if the folder has none
     * @param named the tokenizer that a person names; empty for the folder's own
     * @throws Mistake or an exception of the rooms, with one line for whatever is wrong with the folder
     */
    public static Guest of(Path path, OptionalInt context, TokenizerShelf shelf, Optional<String> named) {
        HubFolder folder = HubFolder.open(path);
        Dialect dialect = Dialect.of(folder.config());
        List<String> notes = new ArrayList<>();
        Gpt whole = dialect.network(folder.config());
        Gpt network = shortened(whole, context, notes);
        Map<String, StoredTensor> parameters = parameters(dialect, whole, network, folder.tensors());
        Tokenizer tokenizer = tokenizer(folder, network.vocabulary(), shelf, named, notes);
        return new Guest(path, dialect, network, tokenizer, parameters, folder.chatTemplate(), List.copyOf(notes));
    }

    /** The template by which it is talked to where no other is named: of the same kind as the one that came with it. */
    public Optional<String> template(PromptBook book) {
        return chatTemplate.flatMap(book::like);
    }

    private static Gpt shortened(Gpt whole, OptionalInt context, List<String> notes) {
        int most = whole.size().context();
        boolean rotary = whole.attention().positions() == Gpt.Positions.ROTARY;
        int wanted = context.orElse(rotary ? Math.min(most, USUAL_CONTEXT) : most);
        if (wanted > most) {
            throw new Mistake("--context: expected at most " + Figures.count(most) + ", as the model has; found "
                    + Figures.count(wanted) + ".");
        }
        if (wanted < most && context.isEmpty()) {
            notes.add("It could see " + Figures.count(most) + " tokens at once and is to see " + Figures.count(wanted)
                    + "; `import --context N` chooses.");
        }
        return whole.within(wanted);
    }

    private static Map<String, StoredTensor> parameters(
            Dialect dialect, Gpt whole, Gpt network, Map<String, StoredTensor> found) {
        Map<String, List<Piece>> pieces = new LinkedHashMap<>();
        Map<Piece, StoredTensor> sources = new LinkedHashMap<>();
        Set<String> extra = new LinkedHashSet<>(found.keySet());
        for (Piece piece : dialect.pieces(whole)) {
            String name = dialect.spellings(piece.theirs()).stream()
                    .filter(found::containsKey)
                    .findFirst()
                    .orElseThrow(() -> new Mistake("The folder's weights lack the tensor " + piece.theirs()
                            + ": expected " + Arrays.toString(piece.shape()) + ", found none by that name."));
            StoredTensor tensor = found.get(name);
            if (!Arrays.equals(tensor.shape(), piece.shape())) {
                throw new Mistake(
                        "The folder's tensor " + name + " does not fit its " + HubFolder.CONFIG + ": expected "
                                + Arrays.toString(piece.shape()) + ", found " + Arrays.toString(tensor.shape()) + ".");
            }
            extra.remove(name);
            sources.put(piece, tensor);
            pieces.computeIfAbsent(piece.ours(), ours -> new ArrayList<>()).add(piece);
        }
        extra.removeIf(name -> dialect.ignores(whole, name));
        if (!extra.isEmpty()) {
            String name = extra.iterator().next();
            throw new Mistake("The folder has the tensor " + name + " "
                    + Arrays.toString(found.get(name).shape())
                    + (extra.size() == 1 ? "" : ", and " + (extra.size() - 1) + " more,") + ", which no "
                    + dialect.architecture() + " of this " + HubFolder.CONFIG + " has.");
        }
        Map<String, StoredTensor> made = new TreeMap<>();
        pieces.forEach((ours, own) -> {
            Piece first = own.get(0);
            long rows = own.stream().mapToLong(Piece::rows).sum();
            boolean cut = ours.equals("wpe.weight"); // a shorter context has the first positions of a longer one
            long kept = cut ? network.size().context() : rows;
            long[] shape = first.columns() == 0 ? new long[] {kept} : new long[] {kept, first.columns()};
            made.put(ours, StoredTensor.made("F32", shape, () -> joined(own, sources, rows, kept)));
        });
        return made;
    }

    /** On the heap, where the next tensor takes the place of the last; direct memory stays until the heap is full. */
    private static ByteBuffer joined(List<Piece> pieces, Map<Piece, StoredTensor> sources, long rows, long kept) {
        long width = Math.max(1, pieces.get(0).columns());
        ByteBuffer values =
                ByteBuffer.allocate(Math.toIntExact(Float.BYTES * rows * width)).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer parameter = values.asFloatBuffer();
        for (Piece piece : pieces) {
            try {
                piece.bring(sources.get(piece).floats().asFloatBuffer(), parameter);
            } catch (CheckpointException fault) {
                throw new CheckpointException("The tensor " + piece.theirs() + ": " + fault.getMessage(), fault);
            }
        }
        requireFinite(pieces.get(0).theirs(), parameter);
        return values.limit(Math.toIntExact(Float.BYTES * kept * width)).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A model with others in it can say nothing, and learns nothing. */
    private static void requireFinite(String name, FloatBuffer parameter) {
        for (int i = 0; i < parameter.limit(); i++) {
            if (!Float.isFinite(parameter.get(i))) {
                throw new Mistake("The folder's tensor " + name + ": expected finite numbers; found " + parameter.get(i)
                        + ". Its weights are spoilt: fetch them anew.");
            }
        }
    }

    private static Tokenizer tokenizer(
            HubFolder folder, int vocabulary, TokenizerShelf shelf, Optional<String> named, List<String> notes) {
        Optional<String> json = named.map(word -> shelf.open(word).json())
                .or(() -> folder.text("tokenizer.json"))
                .or(() -> folder.text("vocab.json")
                        .flatMap(vocab -> folder.text("merges.txt").map(m -> TokenizerParts.ofMerges(vocab, m))));
        if (json.isEmpty() && vocabulary == GPT2_VOCABULARY) {
            notes.add("The folder has no tokenizer; GPT-2's is taken, which has as many tokens.");
            return shelf.open(GPT2_TOKENIZER);
        }
        if (json.isEmpty()) {
            notes.add(
                    "The folder has no tokenizer: its tokens are written by their numbers, <17>; `import --tokenizer T` gives it one.");
            return Tokenizer.of(TokenizerParts.standIn(vocabulary));
        }
        try {
            return fitting(Tokenizer.of(json.get()), vocabulary, notes);
        } catch (CorpusException fault) {
            throw new Mistake("The folder's tokenizer cannot be used. " + Mishap.sentence(fault.getMessage()), fault);
        }
    }

    private static Tokenizer fitting(Tokenizer tokenizer, int vocabulary, List<String> notes) {
        int known = tokenizer.vocabulary();
        if (known == vocabulary) {
            return tokenizer;
        }
        int missing = vocabulary - known;
        if (missing < 0 || missing >= PADDING || vocabulary % ROUND != 0) {
            throw new Mistake("The folder's tokenizer does not fit its model: expected " + Figures.count(vocabulary)
                    + " tokens, as " + HubFolder.CONFIG + " says; found " + Figures.count(known) + ".");
        }
        notes.add("The model's table is longer than its vocabulary of " + Figures.count(known) + " tokens, to a round "
                + Figures.count(vocabulary) + "; what is beyond is called <|unused_N|>.");
        return Tokenizer.of(TokenizerParts.padded(tokenizer.json(), known, vocabulary));
    }
}
