package understudy.repl.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import understudy.models.Seeds;
import understudy.prompts.Conversation;
import understudy.prompts.Message;
import understudy.prompts.Role;
import understudy.prompts.Template;
import understudy.prompts.TemplateException;
import understudy.repl.Halt;
import understudy.repl.Mistake;
import understudy.repl.rehearsal.Speaker;

/** A conversation with one model, or with two that hear the same questions. It owns its voices. */
final class Dialogue implements AutoCloseable {
    private final Halt halt;
    private final List<Voice> voices = new ArrayList<>();
    private Template template;
    private Settings settings;
    private long attempt;

    Dialogue(Speaker first, Template template, Settings settings, Halt halt) {
        this.template = template;
        this.settings = settings;
        this.halt = halt;
        voices.add(new Voice(first, new Conversation(List.of())));
    }

    /** The voices, the first one first. */
    List<Voice> voices() {
        return List.copyOf(voices);
    }

    Voice first() {
        return voices.get(0);
    }

    Template template() {
        return template;
    }

    Settings settings() {
        return settings;
    }

    void settings(Settings other) {
        settings = other;
    }

    /** @throws TemplateException if the template has no place for the system text of this conversation */
    void template(Template other) {
        other.render(first().conversation());
        template = other;
    }

    /**
     * Gives the model another system text; an empty one is the template's own.
     *
     * @throws TemplateException if the template has no place for one
     */
    void system(String text) {
        List<Message> messages = new ArrayList<>();
        if (!text.isEmpty()) {
            messages.add(new Message(Role.SYSTEM, text));
        }
        Conversation only = new Conversation(messages);
        template.render(only.plus(Role.USER, ""));
        for (Voice voice : voices) {
            voice.conversation(with(only, turns(voice)));
        }
    }

    /** Puts a question; {@link #answer} answers it. */
    void ask(String question) {
        attempt = 0;
        voices.forEach(voice -> voice.conversation(voice.conversation().plus(Role.USER, question)));
    }

    /** Takes the last answer back, so that another can be given. */
    void again() {
        requireAnswer("/again");
        attempt++;
        voices.forEach(voice -> voice.conversation(without(voice.conversation(), 1)));
    }

    /** Takes the last question and what was answered back. */
    String undo() {
        List<Message> turns = turns(first());
        if (turns.isEmpty()) {
            throw new Mistake("Nothing was said yet; ask something first.");
        }
        int count = turns.size() % 2 == 0 ? 2 : 1;
        voices.forEach(voice -> voice.conversation(without(voice.conversation(), count)));
        return turns.get(turns.size() - count).text();
    }

    /** Takes back a question that got no answer. */
    void unask() {
        for (Voice voice : voices) {
            if (voice.conversation().awaitsAnswer()) {
                voice.conversation(without(voice.conversation(), 1));
            }
        }
    }

    /** One voice answers the question that was put. */
    Voice.Answer answer(Voice voice, Consumer<String> listener) {
        return said(voice, voice.answer(template, settings, "", seed(voice), halt, listener));
    }

    /** One voice goes on with its last answer. */
    Voice.Answer goOn(Voice voice, Consumer<String> listener) {
        List<Message> turns = turns(voice);
        String begun = turns.get(turns.size() - 1).text();
        voice.conversation(without(voice.conversation(), 1));
        attempt++;
        try {
            return said(voice, voice.answer(template, settings, begun, seed(voice), halt, listener));
        } catch (RuntimeException fault) {
            voice.said(begun);
            throw fault;
        }
    }

    private static Voice.Answer said(Voice voice, Voice.Answer answer) {
        voice.said(answer.text());
        return answer;
    }

    /** An answer is drawn from the conversation's seed, the number of its turn, and how often it was asked for. */
    private long seed(Voice voice) {
        return Seeds.mix(Seeds.mix(settings.seed(), turns(voice).size()), attempt);
    }

    void requireAnswer(String order) {
        List<Message> turns = turns(first());
        if (turns.isEmpty() || turns.size() % 2 == 1) {
            throw new Mistake(order + ": expected an answer to go back to; found none. Ask something first.");
        }
    }

    /** Goes on with another model, or with the same as it is now. */
    void replace(Speaker other) {
        Voice old = voices.get(0);
        voices.set(0, new Voice(other, old.conversation()));
        old.close();
    }

    /** A second model hears the same from now on; without one, only the first answers. */
    void second(Optional<Speaker> other) {
        while (voices.size() > 1) {
            voices.remove(1).close();
        }
        other.ifPresent(speaker -> voices.add(new Voice(speaker, first().conversation())));
    }

    void clear() {
        Conversation empty = new Conversation(List.of());
        voices.forEach(voice -> voice.conversation(empty));
        attempt = 0;
    }

    void conversation(Conversation other) {
        template.render(other);
        voices.forEach(voice -> voice.conversation(other));
        attempt = 0;
    }

    /** Questions and answers, without the system text. */
    static List<Message> turns(Voice voice) {
        return voice.conversation().messages().stream()
                .filter(message -> message.role() != Role.SYSTEM)
                .toList();
    }

    private static Conversation without(Conversation whole, int last) {
        return new Conversation(whole.messages().subList(0, whole.messages().size() - last));
    }

    private static Conversation with(Conversation beginning, List<Message> turns) {
        Conversation whole = beginning;
        for (Message turn : turns) {
            whole = whole.plus(turn.role(), turn.text());
        }
        return whole;
    }

    @Override
    public void close() {
        voices.forEach(Voice::close);
    }
}
