package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** How the records of a file become entries; its first record shows it. */
sealed interface Shape {
    /** Fields that hold the messages of one conversation. */
    Set<String> LISTS = Set.of("messages", "conversations", "conversation");

    /** Where texts usually are, most telling first. */
    List<String> TEXTS = List.of(
            "text",
            "content",
            "quote",
            "message",
            "sentence",
            "story",
            "sms",
            "document",
            "body",
            "review",
            "line",
            "v2");

    /** Where labels usually are. */
    List<String> LABELS = List.of("label", "class", "category", "sentiment", "target", "v1");

    /** What a corpus of such records is called. */
    Format format();

    /**
     * What one record is.
     *
     * @throws BadEntry if it is not like the first
     */
    Entry entry(Row row);

    /**
     * The shape of a file.
     *
     * @param first its first record
     * @param container how its records are written
     */
    static Shape of(Row first, Format container, AddOptions options) {
        List<String> fields = fields(first.value());
        if (options.label().isPresent()) {
            String label = known(options.label().get(), "--label", fields, first);
            String text = options.field()
                    .map(field -> known(field, "--field", fields, first))
                    .orElseGet(() -> one(TEXTS, fields, first, "--field"));
            return new Classes(text, label);
        }
        if (options.field().isPresent()) {
            return new Texts(container, known(options.field().get(), "--field", fields, first));
        }
        if (fields.contains("instruction") && fields.contains("output")) {
            return new Instructions();
        }
        for (String list : LISTS) {
            if (first.value().path(list).isArray()) {
                return new Messages(list);
            }
        }
        Optional<String> label = LABELS.stream().filter(fields::contains).findFirst();
        Optional<String> text = TEXTS.stream().filter(fields::contains).findFirst();
        if (label.isPresent() && text.isPresent()) {
            return new Classes(text.get(), label.get());
        }
        if (first.value().isTextual()) {
            return new Texts(container, "");
        }
        String field = text.or(() -> fields.size() == 1 ? Optional.of(fields.get(0)) : Optional.empty())
                .orElseThrow(() -> new CorpusException(first.where() + " has the fields " + String.join(", ", fields)
                        + "; type --field and the one that holds the text"
                        + (fields.isEmpty() ? "" : ": --field " + fields.get(0))));
        Optional<Marks> marks = Marks.of(first.value().path(field).asText());
        return marks.isPresent() ? new Marked(field, marks.get()) : new Texts(container, field);
    }

    private static List<String> fields(JsonNode value) {
        return value.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static String known(String field, String option, List<String> fields, Row first) {
        if (!fields.contains(field)) {
            throw new CorpusException(first.where() + " has no field '" + field + "'; found: "
                    + (fields.isEmpty() ? "none" : String.join(", ", fields)) + "; type " + option
                    + " and one of these");
        }
        return field;
    }

    private static String one(List<String> usual, List<String> fields, Row first, String option) {
        return usual.stream()
                .filter(fields::contains)
                .findFirst()
                .orElseThrow(() -> new CorpusException(first.where() + " has the fields " + String.join(", ", fields)
                        + "; type " + option + " and the one that holds the text"));
    }

    /** The text in a field. */
    private static String text(Row row, String field) {
        JsonNode value = field.isEmpty() ? row.value() : row.value().path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw new BadEntry(
                    row.where(),
                    "expected " + (value.isNull() ? "a text in " : "") + "the field '" + field + "', found "
                            + (value.isNull()
                                    ? "null"
                                    : fields(row.value()).isEmpty()
                                            ? "no fields"
                                            : String.join(", ", fields(row.value())))
                            + (value.isNull() ? "" : "; entries of one file have the same fields"));
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** Makes an entry, and says where it stands if it cannot be one. */
    private static Entry made(Row row, Supplier<Entry> making) {
        try {
            return making.get();
        } catch (CorpusException refused) {
            throw new BadEntry(row.where(), refused.getMessage());
        }
    }

    /** Stanford Alpaca's instruction, input and output. */
    record Instructions() implements Shape {
        @Override
        public Format format() {
            return Format.ALPACA;
        }

        @Override
        public Entry entry(Row row) {
            String instruction = text(row, "instruction");
            String input = row.value().path("input").asText("");
            String output = text(row, "output");
            if (instruction.isBlank()) {
                throw new BadEntry(row.where(), "the instruction is empty");
            }
            if (output.isBlank()) {
                throw new BadEntry(row.where(), "the answer (output) is empty");
            }
            String question = input.isBlank() ? instruction : instruction + "\n\n### Input:\n" + input;
            return made(row, () -> Dialogue.of(question, output, Map.of()));
        }
    }

    /** Lists of messages: ShareGPT's {@code from} and {@code value}, OpenAI's {@code role} and {@code content}. */
    record Messages(String list) implements Shape {
        private static final Map<String, String> ROLES = Map.of(
                "system", Dialogue.SYSTEM,
                "human", Dialogue.USER,
                "user", Dialogue.USER,
                "prompter", Dialogue.USER,
                "gpt", Dialogue.ASSISTANT,
                "assistant", Dialogue.ASSISTANT,
                "bot", Dialogue.ASSISTANT,
                "model", Dialogue.ASSISTANT);

        @Override
        public Format format() {
            return list.equals("messages") ? Format.MESSAGES : Format.SHAREGPT;
        }

        @Override
        public Entry entry(Row row) {
            JsonNode messages = row.value().path(list);
            if (!messages.isArray()) {
                throw new BadEntry(
                        row.where(),
                        "expected the list '" + list + "', found "
                                + String.join(", ", fields(row.value()))
                                + "; entries of one file have the same fields");
            }
            List<Dialogue.Line> lines = new ArrayList<>();
            for (JsonNode message : messages) {
                String who = first(row, message, lines.size() + 1, "role", "from");
                String role = ROLES.get(who);
                if (role == null) {
                    throw new BadEntry(
                            row.where(),
                            "message " + (lines.size() + 1) + " is from '" + who
                                    + "'; expected system, user or assistant (or human and gpt)");
                }
                lines.add(new Dialogue.Line(role, first(row, message, lines.size() + 1, "content", "value")));
            }
            if (lines.size() > 2 && lines.get(lines.size() - 1).role().equals(Dialogue.USER)) {
                lines.remove(lines.size() - 1); // a last question that nobody answered teaches nothing
            }
            return made(row, () -> new Dialogue(lines, Map.of()));
        }

        private static String first(Row row, JsonNode message, int number, String... keys) {
            for (String key : keys) {
                JsonNode value = message.path(key);
                if (value.isArray()) {
                    return StreamSupport.stream(value.spliterator(), false)
                            .map(part -> part.path("text").asText(""))
                            .collect(Collectors.joining());
                }
                if (value.isValueNode() && !value.isNull()) {
                    return value.asText();
                }
            }
            throw new BadEntry(
                    row.where(),
                    "message " + number + " has no '" + keys[0] + "' and no '" + keys[1] + "', found "
                            + (fields(message).isEmpty() ? "no fields" : String.join(", ", fields(message))));
        }
    }

    /** A label beside each text. */
    record Classes(String text, String label) implements Shape {
        @Override
        public Format format() {
            return Format.LABELLED;
        }

        @Override
        public Entry entry(Row row) {
            return made(
                    row,
                    () -> new Labelled(
                            Shape.text(row, text), Shape.text(row, label).strip()));
        }
    }

    /** A text in each record. */
    record Texts(Format format, String field) implements Shape {
        @Override
        public Entry entry(Row row) {
            String text = text(row, field).strip();
            if (text.isEmpty()) {
                throw new BadEntry(row.where(), "the text" + (field.isEmpty() ? "" : " (" + field + ")") + " is empty");
            }
            return new Verse(text);
        }
    }

    /** A conversation with tags in each record. */
    record Marked(String field, Marks marks) implements Shape {
        @Override
        public Format format() {
            return marks.format();
        }

        @Override
        public Entry entry(Row row) {
            String text = text(row, field);
            return made(row, () -> marks.dialogue(text));
        }
    }
}
