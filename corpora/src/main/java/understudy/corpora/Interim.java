package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a large text had come when its tokenizing was interrupted, {@code unfinished.json} in its draft: the text is whole, and some of its
 * tokens are on disk. Whoever types the same line again goes on from there.
 *
 * @param wish what was typed, of which files: another wish begins anew
 * @param format the name of a {@link Format}
 * @param warnings about the sources
 * @param text length and checksum of the text
 * @param counts how often each code point occurs, as far as the greatest one
 * @param survey of the text
 * @param offset bytes of the text whose tokens are on disk
 * @param tokens how many these are
 */
record Interim(
        String wish,
        String format,
        List<String> warnings,
        Whole text,
        long[] counts,
        Survey survey,
        long offset,
        long tokens) {
    static final String FILE = "unfinished.json";
    private static final long LIMIT = 1L << 26;

    /**
     * @param bytes of the text in UTF-8
     * @param checksum SHA-256 of these
     */
    record Whole(long bytes, String checksum) {}

    /** A text that is whole and has no tokens yet. */
    static Interim begun(String wish, Draft.Origin origin, TextWriter text) {
        return new Interim(
                wish,
                origin.format(),
                origin.warnings(),
                new Whole(text.bytes(), text.checksum()),
                text.tally().counts(),
                text.tally().survey(),
                0,
                0);
    }

    Draft.Origin origin() {
        return Draft.Origin.unknown(Format.named(format), warnings);
    }

    /** What a draft remembers of the same wish. */
    static Optional<Interim> of(Path draft, String wish) {
        Path file = draft.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = Json.parse(Json.read(file, LIMIT), file.toString());
            return root.path("wish").asText().equals(wish) ? Optional.of(read(root)) : Optional.empty();
        } catch (RuntimeException damaged) {
            return Optional.empty(); // then it begins anew
        }
    }

    private static Interim read(JsonNode root) {
        List<String> warnings = new ArrayList<>();
        root.path("warnings").forEach(line -> warnings.add(line.asText()));
        JsonNode spelled = root.path("counts");
        long[] counts = new long[spelled.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = spelled.get(i).longValue();
        }
        JsonNode survey = root.path("survey");
        return new Interim(
                root.path("wish").asText(),
                root.path("format").asText(),
                warnings,
                new Whole(root.path("bytes").longValue(), root.path("sha256").asText()),
                counts,
                new Survey(
                        0,
                        survey.path("lines").longValue(),
                        survey.path("longest").longValue(),
                        survey.path("duplicates").longValue(),
                        List.of()),
                root.path("offset").longValue(),
                root.path("tokens").longValue());
    }

    /** The same, with more of its tokens on disk. */
    Interim at(long offset, long tokens) {
        return new Interim(wish, format, warnings, text, counts, survey, offset, tokens);
    }

    void save(Path draft) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("wish", wish);
        fields.put("format", format);
        fields.put("warnings", warnings);
        fields.put("bytes", text.bytes());
        fields.put("sha256", text.checksum());
        fields.put("counts", counts);
        fields.put(
                "survey",
                Map.of("lines", survey.lines(), "longest", survey.longest(), "duplicates", survey.duplicates()));
        fields.put("offset", offset);
        fields.put("tokens", tokens);
        Path beside = draft.resolve(FILE + ".new");
        Files.writeString(beside, Json.line(fields), StandardCharsets.UTF_8);
        Files.move(beside, draft.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void forget(Path draft) throws IOException {
        Files.deleteIfExists(draft.resolve(FILE));
    }
}
