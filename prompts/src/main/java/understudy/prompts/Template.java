package understudy.prompts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How conversations are written for a model: renders them, parses them back, and says where an answer ends. Immutable.
 *
 * <p>The file format, and where the loss falls, are described in the package's own words.
 */
public final class Template {
    private final String name;
    private final String about;
    private final String start;
    private final Optional<Turn> system;
    private final String standing;
    private final Turn user;
    private final Turn assistant;
    private final List<String> stops;
    private final String ending;

    Template(String name, TemplateFile file) {
        this.name = name;
        this.about = file.about();
        this.start = file.text("start").orElse("");
        this.system = file.turn("system", "system");
        this.standing = file.text("default").map(String::strip).orElse("");
        this.user = file.requiredTurn("user", "question");
        this.assistant = file.requiredTurn("assistant", "answer");
        this.stops = file.stops();
        if (user.after().isEmpty() && assistant.before().isEmpty())
            throw file.refuse(
                    "assistant",
                    "nothing parts a question from its answer; put a word or a new line between {question} and {answer}");
        if (assistant.after().isEmpty() && user.before().isEmpty())
            throw file.refuse(
                    "assistant",
                    "nothing parts an answer from the next question; put a word or a new line after {answer}");
        if (system.isEmpty() && !standing.isEmpty())
            throw file.refuse("default", "a default system text has no place; add a section --- system with {system}");
        this.ending = ending(file);
    }

    /** What ends an answer: the text behind it through the first stop text, perhaps into the next question's opening. */
    private String ending(TemplateFile file) {
        if (stops.isEmpty()) return assistant.after();
        var following = assistant.after() + user.before();
        for (int end = 1; end <= following.length(); end++) {
            var sofar = following.substring(0, end);
            if (stops.stream().anyMatch(sofar::endsWith)) return sofar;
        }
        throw file.refuse("stop", "no stop text ever follows an answer; what follows is \"" + escape(following) + "\"");
    }

    /**
     * Reads a template from the text of its file.
     *
     * @throws TemplateException naming the template, the line and what was expected there
     */
    public static Template of(String name, String text) {
        return new Template(name, TemplateFile.read(name, text));
    }

    public String name() {
        return name;
    }

    /** What the template is for: its opening comment, on one line. */
    public String about() {
        return about;
    }

    /** The texts that end an answer, for a {@link StopMatcher}; none means that only the model's own end token does. */
    public List<String> stops() {
        return stops;
    }

    /** The system text of conversations that bring none; empty if there is no such text. */
    public String standing() {
        return standing;
    }

    /**
     * The whole conversation as text, and where loss falls in it.
     *
     * @throws TemplateException if the conversation has a system text and the template no place for one
     */
    public Rendering render(Conversation conversation) {
        var text = new StringBuilder(opening(conversation));
        var loss = new ArrayList<Span>();
        for (var message : conversation.messages()) {
            if (message.role() == Role.USER) text.append(user.with(message.text()));
            if (message.role() != Role.ASSISTANT) continue;
            text.append(assistant.with(message.text()));
            int said =
                    text.length() - assistant.after().length() - message.text().length();
            loss.add(new Span(said - lead().length(), said + message.text().length() + ending.length()));
        }
        if (!loss.isEmpty() && !conversation.awaitsAnswer()) text.append(closing());
        return new Rendering(text.toString(), loss);
    }

    /**
     * What the model reads before it answers: the conversation and the assistant's cue.
     *
     * @throws TemplateException if nobody asks, or the template has no place for the system text
     */
    public String prompt(Conversation conversation) {
        if (!conversation.awaitsAnswer())
            throw new TemplateException("Expected a conversation that ends with a question to answer.");
        var cue = assistant.before();
        return render(conversation).text() + cue.substring(0, cue.length() - lead().length());
    }

    /** The answer in what a model said after a prompt, without the template's space before it and white space behind. */
    public String answer(String said) {
        return (said.startsWith(lead()) ? said.substring(lead().length()) : said).stripTrailing();
    }

    /** The same template as a Jinja program, as Transformers and others keep it beside a model; it writes what this one writes. */
    public String jinja() {
        var cue = assistant.before();
        return ChatTemplate.of(
                start, system, standing, user, assistant, cue.substring(0, cue.length() - lead().length()), closing());
    }

    /**
     * The conversation that renders to this text. A template's marks inside a message cannot be told from those between
     * messages; the first way to read them wins.
     *
     * @throws TemplateException naming the place where the text does not follow the template
     */
    public Conversation parse(String text) {
        var parser = new Parser(text);
        parser.expect(start);
        var messages = new ArrayList<Message>();
        if (system.isPresent() && !parser.done() && !parser.at(user.before())) {
            var said = parser.message(system.get(), user, "");
            if (!said.equals(standing)) messages.add(new Message(Role.SYSTEM, said));
        }
        for (var role = Role.USER; !parser.done(); role = role == Role.USER ? Role.ASSISTANT : Role.USER) {
            var said = role == Role.USER
                    ? parser.message(user, assistant, "")
                    : parser.message(assistant, user, closing());
            messages.add(new Message(role, said));
        }
        return new Conversation(messages);
    }

    private String opening(Conversation conversation) {
        if (system.isEmpty() && conversation.system().isPresent())
            throw new TemplateException(
                    "Template " + name
                            + " has no place for a system text; leave it out, or take a template that has one, such as chatml.");
        var text = conversation.system().orElse(standing);
        boolean said = conversation.system().isPresent() || !standing.isEmpty();
        return said ? start + system.orElseThrow().with(text) : start;
    }

    /** The spaces between the assistant's cue and the answer, which the model says. */
    private String lead() {
        var cue = assistant.before();
        int end = cue.length();
        while (end > 0 && cue.charAt(end - 1) == ' ') end--;
        return cue.substring(end);
    }

    /** What a finished conversation ends with so that its last answer ends like every other. */
    private String closing() {
        return ending.substring(Math.min(ending.length(), assistant.after().length()));
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }

    private final class Parser {
        private final String text;
        private int position;

        Parser(String text) {
            this.text = text;
        }

        boolean done() {
            return position == text.length();
        }

        boolean at(String expected) {
            return !expected.isEmpty() && text.startsWith(expected, position);
        }

        void expect(String expected) {
            if (!text.startsWith(expected, position))
                throw new TemplateException(String.format(
                        Locale.ROOT,
                        "Not a text of template %s: expected \"%s\" at character %d, found \"%s\".",
                        name,
                        escape(expected),
                        position,
                        escape(text.substring(
                                position, Math.min(text.length(), position + Math.max(20, expected.length()))))));
            position += expected.length();
        }

        /** What is said in one turn: up to an end that the next turn, the closing, or nothing follows. */
        String message(Turn turn, Turn next, String closing) {
            expect(turn.before());
            int from = position;
            for (int end = text.indexOf(turn.after(), from); end >= 0; end = text.indexOf(turn.after(), end + 1)) {
                position = end + turn.after().length();
                boolean closes = text.length() - position == closing.length() && text.endsWith(closing);
                if (closes) position = text.length();
                if (closes || done() || text.startsWith(next.before(), position)) return text.substring(from, end);
                if (end == text.length()) break;
            }
            position = text.length();
            expect(turn.after().isEmpty() ? next.before() : turn.after());
            throw new AssertionError("the end of a text expects nothing more");
        }
    }
}
