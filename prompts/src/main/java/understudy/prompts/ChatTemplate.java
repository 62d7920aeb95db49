package understudy.prompts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Templates as other programs keep them: a small Jinja program in a model's {@code tokenizer_config.json}, which Transformers runs over {@code messages} (each with {@code role} and
 * {@code content}) and {@code add_generation_prompt}. We write such programs; those of others are not run, only recognised by their marks.
 */
final class ChatTemplate {
    /** What a program of a kind is bound to contain, whoever wrote it. */
    private static final Map<String, List<String>> MARKS = Map.of(
            "chatml", List.of("<|im_start|>", "<|im_end|>"),
            "llama3", List.of("<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"),
            "nanochat", List.of("<human>", "<bot>", "<endOfText>"),
            "guanaco", List.of("### Human:", "### Assistant:"),
            "alpaca", List.of("### Instruction:", "### Response:"));

    private ChatTemplate() {}

    /** The built-in template of the same kind. */
    static Optional<String> kind(String program) {
        return MARKS.entrySet().stream()
                .filter(kind -> kind.getValue().stream().allMatch(program::contains))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * The program that writes what {@link Template#render} and {@link Template#prompt} write.
     *
     * @param start what begins every text
     * @param system around a system text, if there is a place for one
     * @param standing the system text of conversations without one
     * @param cue what is read before an answer
     * @param closing what a finished conversation ends with
     */
    static String of(
            String start,
            Optional<Turn> system,
            String standing,
            Turn user,
            Turn assistant,
            String cue,
            String closing) {
        var program = new StringBuilder();
        if (!start.isEmpty()) program.append(said(start));
        program.append("{%- set turns = messages %}");
        program.append("{%- if messages and messages[0]['role'] == 'system' %}");
        program.append("{%- set turns = messages[1:] %}");
        program.append(system.map(turn -> around(turn, "messages[0]['content']"))
                .orElse("{{- raise_exception('This template has no place for a system text.') }}"));
        if (system.isPresent() && !standing.isEmpty())
            program.append("{%- else %}").append(said(system.get().with(standing)));
        program.append("{%- endif %}");
        program.append("{%- for turn in turns %}");
        program.append("{%- if turn['role'] == 'user' %}").append(around(user, "turn['content']"));
        program.append("{%- else %}").append(around(assistant, "turn['content']"));
        program.append("{%- endif %}{%- endfor %}");
        program.append("{%- if add_generation_prompt %}").append(said(cue));
        if (!closing.isEmpty())
            program.append("{%- elif turns and turns[-1]['role'] == 'assistant' %}")
                    .append(said(closing));
        return program.append("{%- endif %}").toString();
    }

    private static String said(String text) {
        return "{{- " + quoted(text) + " }}";
    }

    private static String around(Turn turn, String content) {
        return "{{- " + quoted(turn.before()) + " + " + content + " + " + quoted(turn.after()) + " }}";
    }

    private static String quoted(String text) {
        return "'"
                + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                + "'";
    }
}
