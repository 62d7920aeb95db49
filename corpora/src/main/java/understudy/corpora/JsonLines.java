package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A JSON value on each line; empty lines do not count. */
final class JsonLines implements Records {
    private final Source source;
    private final LineReader lines;

    JsonLines(Source source) {
        this.source = source;
        this.lines = source.lines();
    }

    @Override
    public Optional<Row> next() {
        Optional<String> line = lines.next();
        while (line.isPresent() && line.get().isBlank()) {
            line = lines.next();
        }
        return line.map(text -> {
            String where = "line " + lines.number() + " of " + source.name();
            JsonNode value = Json.value(text)
                    .orElseThrow(() -> new BadEntry(
                            where,
                            "expected a JSON value on one line, in which no field stands twice, found \""
                                    + Json.shorten(text) + "\""));
            return new Row(value, where);
        });
    }

    @Override
    public void close() {
        lines.close();
    }
}
