package understudy.corpora;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a conversation stands in a text: what comes before and behind what each side says. */
enum Marks {
    /** Who speaks, in a word. */
    PLAIN("User: ", "Assistant: ", "\n\n", ""),
    /** OpenAssistant's conversations as Guanaco has them. */
    GUANACO("### Human: ", "### Assistant: ", "\n", "\n"),
    /** NanoChatGPT's tags. */
    NANOCHAT("<human> ", "<bot> ", " <endOfText>\n", "\n"),
    /** The instructions of the bundled corpus. */
    PLAYHOUSE("Question: ", "Answer: ", "\n", "\n");

    private final String user;
    private final String assistant;
    private final String after;
    private final String end;

    Marks(String user, String assistant, String after, String end) {
        this.user = user;
        this.assistant = assistant;
        this.after = after;
        this.end = end;
    }

    /** The marks that a text has. */
    static Optional<Marks> of(String text) {
        return Arrays.stream(new Marks[] {GUANACO, NANOCHAT})
                .filter(marks -> text.contains(marks.user.strip()) && text.contains(marks.assistant.strip()))
                .findFirst();
    }

    /** What of the text of a format is no text but a tag; nothing in most formats. */
    static List<String> tags(Format format) {
        return Arrays.stream(new Marks[] {GUANACO, NANOCHAT})
                .filter(marks -> marks.format() == format)
                .flatMap(marks -> Stream.of(marks.user, marks.assistant, marks.after))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }

    /** The format that has these marks. */
    Format format() {
        return this == GUANACO ? Format.GUANACO : this == NANOCHAT ? Format.NANOCHAT : Format.MESSAGES;
    }

    /** A conversation as text, with an empty line behind it. */
    String text(Dialogue dialogue) {
        return dialogue.lines().stream()
                .map(line -> (line.role().equals(Dialogue.SYSTEM)
                                ? ""
                                : line.role().equals(Dialogue.USER) ? user : assistant)
                        + line.text().strip()
                        + after)
                .collect(Collectors.joining("", "", end));
    }

    /** Whether a line begins with a question. */
    boolean begins(String line) {
        return line.stripLeading().startsWith(user.strip());
    }

    /**
     * The conversation that a text is.
     *
     * @throws CorpusException if sides do not take turns
     */
    Dialogue dialogue(String text) {
        return new Dialogue(lines(text), Map.of());
    }

    /** What is said in a text, in order. */
    List<Dialogue.Line> lines(String text) {
        Pattern mark = Pattern.compile(Pattern.quote(user.strip()) + "|" + Pattern.quote(assistant.strip()));
        List<MatchResult> found = mark.matcher(text).results().toList();
        List<Dialogue.Line> lines = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            int to = i + 1 < found.size() ? found.get(i + 1).start() : text.length();
            String said = text.substring(found.get(i).end(), to).strip();
            String role = found.get(i).group().equals(user.strip()) ? Dialogue.USER : Dialogue.ASSISTANT;
            lines.add(new Dialogue.Line(role, unended(said)));
        }
        return lines;
    }

    private String unended(String said) {
        String mark = after.strip();
        return !mark.isEmpty() && said.endsWith(mark)
                ? said.substring(0, said.length() - mark.length()).strip()
                : said;
    }
}
