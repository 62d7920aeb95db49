package understudy.repl.chat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import understudy.models.Generation;
import understudy.prompts.Conversation;
import understudy.prompts.Message;
import understudy.prompts.Role;
import understudy.prompts.Template;
import understudy.repl.Halt;
import understudy.repl.Mistake;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Cue;
import understudy.repl.speech.Performance;
import understudy.repl.speech.Recital;

/** One model in a conversation: what was asked and answered, and the state of its network behind that. It owns the model it was lent. */
final class Voice implements AutoCloseable {
    /** Of the context, so much is kept free for an answer where the person allows a longer one. */
    private static final int SHARE = 4;

    private final Speaker speaker;
    private Conversation conversation;
    private Optional<Generation> generation = Optional.empty();

    Voice(Speaker speaker, Conversation conversation) {
        this.speaker = speaker;
        this.conversation = conversation;
    }

    Speaker speaker() {
        return speaker;
    }

    Conversation conversation() {
        return conversation;
    }

    void conversation(Conversation other) {
        conversation = other;
    }

    /** {@code romeo}, {@code romeo@1500}; of a model under training, with the step of the copy. */
    String label() {
        return speaker.training() ? speaker.label() + "@" + speaker.step() : speaker.label();
    }

    /**
     * What was said, and how it went.
     *
     * @param dropped how many of the oldest turns had to go
     * @param read tokens that were read for it; the rest of the conversation was known already
     * @param used tokens of prompt and answer
     */
    record Answer(String text, Recital recital, int dropped, int read, int used, OptionalLong firstToken) {}

    /**
     * Answers the conversation's last question.
     *
     * @param begun what was already said of the answer, with which it goes on
     * @param listener takes the text as it comes
     */
    Answer answer(Template template, Settings settings, String begun, long seed, Halt halt, Consumer<String> listener) {
        int dropped = 0;
        int[] prompt = encode(template, begun);
        int room = Math.min(settings.tokens(), Math.max(1, context() / SHARE));
        while (prompt.length + room > context() && shorten()) {
            dropped++;
            prompt = encode(template, begun);
        }
        if (prompt.length >= context()) {
            throw new Mistake("There is no room for an answer: " + label() + " sees " + context()
                    + " tokens at once, and this question takes " + prompt.length
                    + " with its template. Ask more briefly, or choose a shorter /template.");
        }
        int tokens = Math.min(settings.tokens(), context() - prompt.length);
        Cue cue = new Cue(
                "",
                tokens,
                1,
                Stream.concat(settings.stops().stream(), template.stops().stream())
                        .toList(),
                settings.sampling(),
                seed);
        long begin = System.nanoTime();
        int read = ready(prompt, settings, seed);
        long[] first = {0};
        Performance performance = new Performance(speaker.model(), speaker.tokenizer(), halt::asked, System::nanoTime);
        Recital recital = performance.on(generation.orElseThrow(), cue, piece -> {
            if (first[0] == 0) {
                first[0] = System.nanoTime() - begin;
            }
            listener.accept(piece);
        });
        String text = begun + recital.speeches().get(0).text();
        return new Answer(
                template.answer(text),
                recital,
                dropped,
                read,
                prompt.length + recital.tokens(),
                first[0] == 0 ? OptionalLong.empty() : OptionalLong.of(first[0]));
    }

    private int context() {
        return speaker.model().architecture().context();
    }

    private int[] encode(Template template, String begun) {
        return speaker.tokenizer().encode(template.prompt(conversation) + begun);
    }

    /** Forgets the oldest question and its answer; false if only the last question is left. */
    private boolean shorten() {
        int first = conversation.system().isPresent() ? 1 : 0;
        int size = conversation.messages().size();
        if (size - first < 3) {
            return false;
        }
        Conversation shorter = new Conversation(List.of());
        for (int i = 0; i < size; i++) {
            if (i < first || i >= first + 2) {
                Message message = conversation.messages().get(i);
                shorter = shorter.plus(message.role(), message.text());
            }
        }
        conversation = shorter;
        return true;
    }

    /** Makes the network's state that of the prompt; gives the number of tokens to be read for that. */
    private int ready(int[] prompt, Settings settings, long seed) {
        if (generation.isPresent()) {
            int read = generation.get().become(prompt).orElse(0);
            if (read > 0) {
                generation.get().direct(settings.sampling(), seed);
                return read;
            }
            close(generation.get());
        }
        Generation fresh = new Generation(speaker.model(), settings.sampling(), 1, seed);
        fresh.read(prompt);
        generation = Optional.of(fresh);
        return prompt.length;
    }

    private void close(Generation old) {
        generation = Optional.empty();
        old.close();
    }

    /** What was answered becomes part of the conversation. */
    void said(String answer) {
        conversation = conversation.plus(Role.ASSISTANT, answer);
    }

    @Override
    public void close() {
        generation.ifPresent(this::close);
        speaker.close();
    }
}
