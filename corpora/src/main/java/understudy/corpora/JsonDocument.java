package understudy.corpora;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One JSON document: a list of records, which is never in memory as a whole, or an object that holds such a list in one of its fields. */
final class JsonDocument implements Records {
    private final Source source;
    private final JsonParser parser;
    private final Iterator<JsonNode> inner;
    private final boolean listed;
    private long number;

    JsonDocument(Source source) {
        this.source = source;
        try {
            this.parser = Json.parser(source.open());
            JsonToken first = parser.nextToken();
            this.listed = first == JsonToken.START_ARRAY;
            this.inner = listed ? Collections.emptyIterator() : list(parser.readValueAsTree());
        } catch (JsonProcessingException fault) {
            throw malformed(fault);
        } catch (IOException fault) {
            throw TextReader.unreadable(source.path(), fault);
        }
    }

    /** The records of an object: those of its first list of objects, or itself. */
    private static Iterator<JsonNode> list(JsonNode root) {
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            JsonNode list = field.getValue();
            boolean ownField = Shape.LISTS.contains(field.getKey());
            if (!ownField && list.isArray() && list.size() > 0 && list.get(0).isObject()) {
                return list.iterator();
            }
        }
        return List.of(root).iterator();
    }

    @Override
    public Optional<Row> next() {
        try {
            number++;
            String where = "entry " + number + " of " + source.name();
            if (!listed) {
                return inner.hasNext() ? Optional.of(new Row(inner.next(), where)) : Optional.empty();
            }
            if (parser.nextToken() == JsonToken.END_ARRAY) {
                return Optional.empty();
            }
            JsonNode value = parser.readValueAsTree();
            if (value == null) {
                throw new CorpusException(source.path() + " ends within its list, after entry " + (number - 1)
                        + "; complete it, or cut the last entry off and close the list with ]");
            }
            return Optional.of(new Row(value, where));
        } catch (JsonProcessingException fault) {
            throw malformed(fault);
        } catch (IOException fault) {
            throw TextReader.unreadable(source.path(), fault);
        }
    }

    private CorpusException malformed(JsonProcessingException fault) {
        return new CorpusException(
                source.path() + ", line "
                        + (fault.getLocation() == null ? 1 : fault.getLocation().getLineNr())
                        + (number == 0 ? "" : ", in entry " + number) + ": expected JSON, found something else ("
                        + Json.shorten(fault.getOriginalMessage()) + "); correct that line, or type --format text",
                fault);
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException fault) {
            throw TextReader.unreadable(source.path(), fault);
        }
    }
}
