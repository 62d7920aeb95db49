package understudy.repl.chat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import understudy.prompts.Conversation;
import understudy.prompts.Message;
import understudy.prompts.PromptBook;
import understudy.prompts.Template;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Manner;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Entry;
import understudy.repl.terminal.SideBySide;
import understudy.repl.terminal.Text;

/** Hears lines and answers them until the person leaves. It owns the dialogue, and with it the models it was lent. */
public final class Talk implements AutoCloseable {
    private static final String YOU = "you";
    private static final String SEVERAL = "\"\"\"";

    private final Session session;
    private final Console console;
    private final PromptBook book;
    private final Dialogue dialogue;
    private final Hints hints;
    private final List<Turn> turns = new ArrayList<>();
    private String begun = "";
    private boolean over;

    /**
     * A question and what was answered.
     *
     * @param ending why the answer ended, as {@code sample} says it
     * @param tokens of the answer
     * @param read tokens that were read for it; the rest of the conversation was known already
     * @param firstToken nanoseconds until its first text came; empty if it has none
     */
    public record Turn(
            String question,
            String model,
            String answer,
            String ending,
            int tokens,
            int read,
            OptionalLong firstToken) {}

    public Talk(Session session, Speaker speaker, Template template, Settings settings) {
        this.session = session;
        this.console = session.console();
        this.book = new PromptBook(session.home().prompts());
        this.dialogue = new Dialogue(speaker, template, settings, session.halt());
        this.hints = new Hints(session, book);
    }

    /** The turns so far. */
    public List<Turn> turns() {
        return List.copyOf(turns);
    }

    /** Talks until {@code /bye}, Ctrl-D, or the end of a script. */
    public void run() {
        opening();
        while (!over) {
            session.halt().clear();
            String beginning = begun;
            begun = "";
            Entry entry = session.ear().hear(Text.empty().accent(padded(YOU)), beginning, hints::of);
            if (entry instanceof Entry.Typed typed) {
                take(whole(typed.text()));
            } else if (entry instanceof Entry.Dropped dropped) {
                if (dropped.wasEmpty()) {
                    console.log(Text.empty().quiet("/bye or Ctrl-D leaves."));
                }
            } else {
                over = true;
            }
        }
    }

    private void opening() {
        Voice voice = dialogue.first();
        console.println(Text.empty()
                .strong(voice.speaker().name())
                .plain(" at step " + Figures.count(voice.speaker().step()))
                .quiet(" · template " + dialogue.template().name() + " · "
                        + Manner.of(dialogue.settings().sampling()) + " · seed "
                        + dialogue.settings().seed()
                        + " · /help, Ctrl-C stops an answer, /bye leaves"));
        if (voice.speaker().training()) {
            console.println(Text.empty()
                    .quiet("It is being trained: this is a copy of step "
                            + Figures.count(voice.speaker().step()) + "; /latest takes a newer one."));
        }
    }

    /** Lines between triple quotes are one message; in a script they come one by one. */
    private String whole(String text) {
        if (!text.stripLeading().startsWith(SEVERAL)) {
            return text;
        }
        StringBuilder all = new StringBuilder(text.stripLeading().substring(SEVERAL.length()));
        while (all.indexOf(SEVERAL) < 0) {
            Entry more = session.ear().hear(Text.empty().quiet(padded("…")), "", hints::of);
            if (!(more instanceof Entry.Typed typed)) {
                return "";
            }
            all.append('\n').append(typed.text());
        }
        return all.substring(0, all.indexOf(SEVERAL)).strip();
    }

    private void take(String line) {
        try {
            if (line.startsWith("/") && !line.startsWith("//")) {
                String[] parts = line.strip().split("\\s+", 2);
                obey(Order.of(parts[0]), parts.length > 1 ? parts[1].strip() : "");
            } else if (!line.isBlank()) {
                ask(line.startsWith("//") ? line.substring(1) : line);
            }
        } catch (RuntimeException fault) {
            if (!Mistake.speaks(fault)) {
                throw fault;
            }
            dialogue.unask();
            console.trouble(fault.getMessage());
        }
    }

    private void ask(String question) {
        dialogue.ask(question.strip());
        answer(question.strip(), false);
    }

    /** Lets every voice answer: one streams, two are set side by side when both are done. */
    private void answer(String question, boolean more) {
        List<Voice> voices = dialogue.voices();
        if (voices.size() == 1) {
            stream(voices.get(0), question, more);
            return;
        }
        List<SideBySide.Column> columns = new ArrayList<>();
        for (Voice voice : voices) {
            console.progress(voice.label() + " thinks");
            Voice.Answer answer = more ? dialogue.goOn(voice, piece -> {}) : dialogue.answer(voice, piece -> {});
            note(question, voice, answer);
            columns.add(new SideBySide.Column(voice.label(), List.of(used(voice, answer)), answer.text()));
        }
        console.progress("");
        SideBySide.lines(columns, console.width()).forEach(console::println);
    }

    private void stream(Voice voice, String question, boolean more) {
        String name = padded(voice.speaker().name());
        console.print(Text.empty().accent(name));
        WordWrap wrap = new WordWrap(
                console.terminal() ? console.width() : Integer.MAX_VALUE, console.terminal() ? name.length() : 0);
        boolean[] started = {false};
        Consumer<String> show = piece -> {
            String text = started[0] ? piece : piece.stripLeading();
            started[0] |= !text.isEmpty();
            console.print(wrap.feed(text));
        };
        Voice.Answer answer;
        try {
            answer = more ? dialogue.goOn(voice, show) : dialogue.answer(voice, show);
        } finally {
            console.print(wrap.rest());
            console.fresh();
        }
        note(question, voice, answer);
        if (answer.dropped() > 0) {
            console.log(Text.empty()
                    .quiet("The context is full: the oldest "
                            + (answer.dropped() == 1 ? "turn is" : answer.dropped() + " turns are")
                            + " no longer part of the conversation."));
        }
        console.log(Text.empty()
                .quiet("  " + used(voice, answer) + (answer.recital().interrupted() ? " · stopped by you" : "")));
    }

    private void note(String question, Voice voice, Voice.Answer answer) {
        turns.add(new Turn(
                question,
                voice.label(),
                answer.text(),
                answer.recital().speeches().get(0).ending().toString(),
                answer.recital().tokens(),
                answer.read(),
                answer.firstToken()));
    }

    private static String used(Voice voice, Voice.Answer answer) {
        return Figures.count(answer.used()) + " of "
                + Figures.count(voice.speaker().model().architecture().context()) + " tokens used";
    }

    private void obey(Order order, String argument) {
        switch (order) {
            case SET -> set(argument);
            case SHOW -> show();
            case SYSTEM -> {
                dialogue.system(argument);
                console.log(
                        Text.empty().quiet(argument.isEmpty() ? "The template's own words again." : "From now on."));
            }
            case TEMPLATE -> {
                dialogue.template(book.open(required(order, argument)));
                console.log(Text.empty().quiet("template " + dialogue.template().name() + " from now on"));
            }
            case AGAIN -> {
                dialogue.again();
                answer(lastQuestion(), false);
            }
            case CONTINUE -> {
                dialogue.requireAnswer("/continue");
                answer(lastQuestion(), true);
            }
            case EDIT -> edit(argument);
            case UNDO -> console.log(Text.empty().quiet("Taken back: " + dialogue.undo()));
            case MODEL -> {
                dialogue.replace(session.company().speaker(required(order, argument)));
                opening();
            }
            case LATEST -> {
                dialogue.replace(
                        session.company().speaker(dialogue.first().speaker().name()));
                opening();
            }
            case BOTH -> both(argument);
            case SAVE -> {
                Path file = Path.of(required(order, argument));
                Transcript.save(file, dialogue.first().conversation(), facts());
                console.log(Text.empty().quiet("The conversation is in " + file + "."));
            }
            case LOAD -> {
                Conversation kept = Transcript.load(Path.of(required(order, argument)));
                dialogue.conversation(kept);
                int count = Dialogue.turns(dialogue.first()).size() / 2;
                console.log(Text.empty()
                        .quiet(count == 1 ? "One turn is back." : Figures.count(count) + " turns are back."));
            }
            case CLEAR -> {
                dialogue.clear();
                console.log(Text.empty().quiet("A new conversation."));
            }
            case HELP -> help();
            case BYE -> over = true;
        }
    }

    private String lastQuestion() {
        List<Message> said = Dialogue.turns(dialogue.first());
        return said.get(said.size() - (said.size() % 2 == 0 ? 2 : 1)).text();
    }

    private static String required(Order order, String argument) {
        if (argument.isEmpty()) {
            throw new Mistake(order + ": expected " + order.argument() + "; found nothing.");
        }
        return argument;
    }

    private void set(String argument) {
        String[] parts = argument.split("[\\s=]+", 2);
        if (parts.length < 2) {
            throw new Mistake(
                    "/set: expected a name and a value, such as /set temperature 0.7; found \"" + argument + "\".");
        }
        dialogue.settings(dialogue.settings().with(parts[0], parts[1]));
        console.log(Text.empty()
                .quiet(Manner.of(dialogue.settings().sampling()) + " · "
                        + dialogue.settings().tokens() + " tokens · seed "
                        + dialogue.settings().seed()));
    }

    /** At a prompt the line comes back to be changed; in a script the new one follows the order. */
    private void edit(String argument) {
        String old = dialogue.undo();
        if (argument.isEmpty()) {
            begun = old;
        } else {
            ask(argument);
        }
    }

    private void both(String argument) {
        dialogue.second(
                argument.isEmpty()
                        ? Optional.empty()
                        : Optional.of(session.company().speaker(argument)));
        console.log(Text.empty()
                .quiet(
                        argument.isEmpty()
                                ? "Only " + dialogue.first().label() + " answers from now on."
                                : dialogue.first().label() + " and "
                                        + dialogue.voices().get(1).label() + " answer from now on."));
    }

    private void show() {
        Voice voice = dialogue.first();
        Conversation conversation = voice.conversation();
        String prompt = dialogue.template().render(conversation).text();
        int used = voice.speaker().tokenizer().encode(prompt).length;
        int context = voice.speaker().model().architecture().context();
        console.println(Text.empty().quiet("─ what the model reads"));
        console.println(prompt.isEmpty() ? "(nothing yet)" : prompt);
        console.println(Text.empty().quiet("─ settings"));
        facts().forEach((name, value) ->
                console.println(Text.empty().quiet(name + "  ").plain(String.valueOf(value))));
        console.println(Text.empty()
                .quiet("tokens  ")
                .plain(Figures.count(used) + " used, " + Figures.count(Math.max(0, context - used)) + " left of "
                        + Figures.count(context)));
    }

    private Map<String, Object> facts() {
        Settings settings = dialogue.settings();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", dialogue.first().label());
        facts.put("step", dialogue.first().speaker().step());
        facts.put("template", dialogue.template().name());
        facts.put("temperature", settings.sampling().temperature());
        facts.put("top-k", settings.sampling().topK());
        facts.put("top-p", settings.sampling().topP());
        facts.put("min-p", settings.sampling().minP());
        facts.put("repeat", settings.sampling().repeat());
        facts.put("tokens", settings.tokens());
        facts.put("stop", settings.stops());
        facts.put("seed", settings.seed());
        return facts;
    }

    private void help() {
        for (Order order : Order.values()) {
            String word = order + " " + order.argument();
            console.println(Text.empty()
                    .accent(word + " ".repeat(Math.max(1, 18 - word.length())))
                    .plain(order.meaning()));
        }
        console.println(
                Text.empty()
                        .quiet(
                                "\"\"\" begins and ends a message of several lines; // begins one with a slash; Ctrl-G opens $EDITOR."));
    }

    /** Names stand in one column. */
    private String padded(String name) {
        int width = dialogue.voices().stream()
                .mapToInt(voice -> voice.speaker().name().length())
                .max()
                .orElse(0);
        return name + " ".repeat(Math.max(0, Math.max(YOU.length(), width) - name.length()) + 1);
    }

    @Override
    public void close() {
        dialogue.close();
    }
}
