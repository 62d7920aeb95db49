package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A text and its class.
 *
 * @param text without the label
 * @param label the name of the class
 */
public record Labelled(String text, String label) implements Entry {
    public Labelled {
        if (label.isBlank()) {
            throw new CorpusException("the label is empty");
        }
        if (text.isBlank()) {
            throw new CorpusException("the text is empty (label " + label + ")");
        }
    }

    @Override
    public Kind kind() {
        return Kind.LABELLED;
    }

    /** The text alone, for a class is not to be read off it. */
    @Override
    public String plain() {
        return text.strip() + "\n";
    }

    @Override
    public String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("text", text);
        fields.put("label", label);
        return Json.line(fields);
    }

    static Labelled of(JsonNode json) {
        return new Labelled(json.path("text").asText(), json.path("label").asText());
    }
}
