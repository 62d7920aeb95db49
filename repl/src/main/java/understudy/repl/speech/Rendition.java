package understudy.repl.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import understudy.corpora.Corpus;
import understudy.corpora.Dialogue;
import understudy.corpora.Examples;
import understudy.corpora.Split;
import understudy.corpora.Tokenizer;
import understudy.prompts.Conversation;
import understudy.prompts.Message;
import understudy.prompts.Rendering;
import understudy.prompts.Role;
import understudy.prompts.Span;
import understudy.prompts.TemplateException;

/**
 * The conversations of one split as a model reads them: written out by a template, in the model's own tokens, with loss on the answers.
 *
 * <p>A text is encoded piece by piece where loss begins and ends, as it is when a model answers: it reads the prompt to its end and then
 * speaks.
 *
 * @param examples the conversations
 * @param truncated how many lost their beginning because they are longer than the context
 * @param silent how many were left out because nothing in them is to be learned
 * @param unsystematic how many lost their system text because the template has no place for one
 */
public record Rendition(Examples examples, int truncated, int silent, int unsystematic) {

    /**
     * @param context tokens that the model sees at once; a longer conversation loses its beginning
     * @throws understudy.corpora.CorpusException if there are no conversations, or they have what the tokenizer lacks
     */
    public static Rendition of(Corpus corpus, Split split, Tokenizer tokenizer, int context, Wording wording) {
        Examples.Gathering gathering = new Examples.Gathering(
                split.word() + " split of '" + corpus.card().name() + "'", context);
        int unsystematic = 0;
        for (Dialogue dialogue : corpus.dialogues(split)) {
            Conversation conversation = conversation(dialogue, false);
            Rendering rendering;
            try {
                rendering = wording.template().render(conversation);
            } catch (TemplateException noPlace) {
                unsystematic++;
                rendering = wording.template().render(conversation(dialogue, true));
            }
            add(gathering, rendering, tokenizer, wording);
        }
        return new Rendition(gathering.examples(), gathering.truncated(), gathering.silent(), unsystematic);
    }

    private static Conversation conversation(Dialogue dialogue, boolean withoutSystem) {
        return new Conversation(dialogue.lines().stream()
                .filter(line -> !withoutSystem || !line.role().equals(Dialogue.SYSTEM))
                .map(line -> new Message(
                        Role.valueOf(line.role().toUpperCase(Locale.ROOT)),
                        line.text().strip()))
                .toList());
    }

    private static void add(Examples.Gathering gathering, Rendering rendering, Tokenizer tokenizer, Wording wording) {
        List<int[]> pieces = new ArrayList<>();
        List<Boolean> loss = new ArrayList<>();
        int done = 0;
        for (Span span : rendering.loss()) {
            pieces.add(tokenizer.encode(rendering.text().substring(done, span.start())));
            loss.add(wording.onPrompt());
            pieces.add(tokenizer.encode(rendering.text().substring(span.start(), span.end())));
            loss.add(true);
            done = span.end();
        }
        pieces.add(tokenizer.encode(rendering.text().substring(done)));
        loss.add(wording.onPrompt());
        if (wording.template().stops().isEmpty() && tokenizer.end().isPresent()) {
            pieces.add(new int[] {tokenizer.end().getAsInt()});
            loss.add(true);
        }
        int length = pieces.stream().mapToInt(piece -> piece.length).sum();
        int[] ids = new int[length];
        boolean[] carries = new boolean[length];
        int at = 0;
        for (int i = 0; i < pieces.size(); i++) {
            int[] piece = pieces.get(i);
            System.arraycopy(piece, 0, ids, at, piece.length);
            Arrays.fill(carries, at, at + piece.length, loss.get(i));
            at += piece.length;
        }
        gathering.add(ids, carries);
    }

    /** What a person should know of it, one line each. */
    public List<String> notices(Split split, int context) {
        List<String> notices = new ArrayList<>();
        String of =
                String.format(Locale.ROOT, " of %,d conversations to %s ", examples.count() + silent, purpose(split));
        if (truncated > 0) {
            notices.add(String.format(Locale.ROOT, "%,d", truncated) + of + (truncated == 1 ? "is" : "are")
                    + " longer than the context of " + context + " tokens: the beginning of "
                    + (truncated == 1 ? "its" : "their") + " prompt is cut off.");
        }
        if (silent > 0) {
            notices.add(String.format(Locale.ROOT, "%,d", silent)
                    + of
                    + (silent == 1
                            ? "has nothing to learn and is left out."
                            : "have nothing to learn and are left out."));
        }
        if (unsystematic > 0) {
            notices.add(String.format(Locale.ROOT, "%,d", unsystematic) + of + (unsystematic == 1 ? "has" : "have")
                    + " a system text, for which the template has no place: it is left out.");
        }
        return notices;
    }

    private static String purpose(Split split) {
        return switch (split) {
            case TRAIN -> "learn from";
            case VALIDATION -> "validate with";
            case TEST -> "test with";
        };
    }
}
