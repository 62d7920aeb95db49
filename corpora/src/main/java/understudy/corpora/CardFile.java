package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The card as it lies on disk, {@code corpus.json}. The name is not in it: a copied folder is a corpus of another name. */
final class CardFile {
    /** Counts up when an older program could no longer understand the folder. */
    static final int VERSION = 1;

    /** A hostile card must not overflow what is computed from it. */
    private static final long MOST_TOKENS = Long.MAX_VALUE / 16;

    private static final long MOST_ENTRIES = Integer.MAX_VALUE / 4;

    private final JsonNode root;
    private final String source;

    private CardFile(JsonNode root, String source) {
        this.root = root;
        this.source = source;
    }

    static String write(CorpusCard card) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", VERSION);
        fields.put("format", card.format());
        fields.put("tokenizer", card.tokenizer());
        fields.put("vocabulary", card.vocabulary());
        fields.put("bytes", card.bytes());
        fields.put("characters", card.characters());
        fields.put("tokens", card.tokens());
        fields.put("split", card.sizes().split());
        for (Split split : Split.values()) {
            fields.put(split.word(), card.tokens(split));
        }
        card.floor().ifPresent(floor -> fields.put("floor", floor));
        fields.put("generator", card.generator());
        card.entries().ifPresent(entries -> fields.put("entries", entries(entries)));
        card.survey().ifPresent(survey -> fields.put("survey", survey(survey)));
        fields.put("warnings", card.warnings());
        Map<String, String> sums = new LinkedHashMap<>();
        sums.put("text", card.checksums().text());
        sums.put("tokenizer", card.checksums().tokenizer());
        sums.put("tokens", card.checksums().tokens());
        card.entries().ifPresent(entries -> sums.putAll(entries.checksums()));
        fields.put("sha256", sums);
        return Json.write(fields);
    }

    private static Map<String, Object> entries(CorpusCard.Entries entries) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", entries.kind().word());
        for (Split split : Split.values()) {
            fields.put(split.word(), entries.count(split));
        }
        return fields;
    }

    private static Map<String, Object> survey(Survey survey) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("distinct", survey.distinct());
        fields.put("lines", survey.lines());
        fields.put("longest_line", survey.longest());
        fields.put("duplicates", survey.duplicates());
        Map<String, Double> frequent = new LinkedHashMap<>();
        survey.frequent().forEach(share -> frequent.put(share.character(), share.share()));
        fields.put("frequent", frequent);
        return fields;
    }

    /** @param source the path of the file, for messages */
    static CorpusCard read(String json, String name, String source) {
        CardFile file = new CardFile(Json.parse(json, source), source);
        long version = file.number("version", Long.MAX_VALUE);
        if (version > VERSION) {
            throw new CorpusException(source + " has format version " + version + " and this program knows " + VERSION
                    + ": it was written by a newer one; update this program");
        }
        return file.card(name);
    }

    private CorpusCard card(String name) {
        CorpusCard.Sizes sizes = new CorpusCard.Sizes(
                split(), number("train", MOST_TOKENS), number("validation", MOST_TOKENS), number("test", MOST_TOKENS));
        long tokens = number("tokens", Long.MAX_VALUE);
        if (tokens != sizes.tokens()) {
            throw damaged("tokens", "the sum of its parts, " + sizes.tokens(), String.valueOf(tokens));
        }
        JsonNode sums = field(root, "sha256");
        CorpusCard.Checksums checksums =
                new CorpusCard.Checksums(text(sums, "text"), text(sums, "tokenizer"), text(sums, "tokens"));
        long bytes = number("bytes", Long.MAX_VALUE);
        long characters = number("characters", Long.MAX_VALUE);
        if (characters < 1 || characters > bytes) {
            throw damaged("characters", "1 to " + bytes, String.valueOf(characters));
        }
        int vocabulary = (int) number("vocabulary", Integer.MAX_VALUE);
        if (vocabulary < 1) {
            throw damaged("vocabulary", "at least 1", "0");
        }
        return new CorpusCard(
                name,
                text(root, "format"),
                text(root, "tokenizer"),
                vocabulary,
                bytes,
                characters,
                sizes,
                checksums,
                floor(),
                generator(),
                entries(),
                survey(),
                warnings());
    }

    private String split() {
        String found = text(root, "split");
        try {
            return Shares.of(found).toString();
        } catch (CorpusException notOne) {
            throw damaged("split", "percents like 90/10", found);
        }
    }

    private OptionalDouble floor() {
        JsonNode floor = root.path("floor");
        if (floor.isMissingNode()) {
            return OptionalDouble.empty();
        }
        if (!floor.isNumber() || !(floor.doubleValue() >= 0) || Double.isInfinite(floor.doubleValue())) {
            throw damaged("floor", "nats per character", floor.toString());
        }
        return OptionalDouble.of(floor.doubleValue());
    }

    private Optional<CorpusCard.Entries> entries() {
        JsonNode node = root.path("entries");
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        String word = text(node, "kind");
        Kind kind = Arrays.stream(Kind.values())
                .filter(known -> known != Kind.TEXT && known.word().equals(word))
                .findFirst()
                .orElseThrow(() -> damaged("kind", "lines, conversations or labelled", word));
        Map<String, String> sums = new TreeMap<>();
        CorpusFolder.files(kind).forEach(file -> sums.put(file, text(field(root, "sha256"), file)));
        return Optional.of(new CorpusCard.Entries(
                kind,
                (int) number(node, "train", MOST_ENTRIES),
                (int) number(node, "validation", MOST_ENTRIES),
                (int) number(node, "test", MOST_ENTRIES),
                sums));
    }

    private Optional<Survey> survey() {
        JsonNode node = root.path("survey");
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        List<Survey.Share> frequent = new ArrayList<>();
        field(node, "frequent")
                .properties()
                .forEach(share -> frequent.add(
                        new Survey.Share(share.getKey(), share.getValue().asDouble())));
        return Optional.of(new Survey(
                (int) number(node, "distinct", Integer.MAX_VALUE),
                number(node, "lines", Long.MAX_VALUE),
                number(node, "longest_line", Long.MAX_VALUE),
                number(node, "duplicates", Long.MAX_VALUE),
                frequent));
    }

    private Map<String, String> generator() {
        JsonNode node = field(root, "generator");
        if (!node.isObject()) {
            throw damaged("generator", "an object", node.toString());
        }
        Map<String, String> generator = new TreeMap<>();
        node.fieldNames().forEachRemaining(key -> generator.put(key, text(node, key)));
        return generator;
    }

    private List<String> warnings() {
        JsonNode node = field(root, "warnings");
        if (!node.isArray()) {
            throw damaged("warnings", "a list", node.toString());
        }
        List<String> warnings = new ArrayList<>();
        node.forEach(line -> warnings.add(line.asText()));
        return warnings;
    }

    private long number(String key, long most) {
        return number(root, key, most);
    }

    private long number(JsonNode node, String key, long most) {
        JsonNode value = field(node, key);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > most) {
            throw damaged(key, "a whole number from 0 to " + most, value.toString());
        }
        return value.longValue();
    }

    private String text(JsonNode node, String key) {
        JsonNode value = field(node, key);
        if (!value.isTextual()) {
            throw damaged(key, "a text", value.toString());
        }
        return value.textValue();
    }

    private JsonNode field(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            throw new CorpusException(
                    source + " lacks '" + key + "': it is damaged; remove the corpus and add it again");
        }
        return value;
    }

    private CorpusException damaged(String key, String expected, String found) {
        String shown = found.length() > 40 ? found.substring(0, 40) + "…" : found;
        return new CorpusException(source + ": expected '" + key + "' to be " + expected + ", found " + shown
                + "; remove the corpus and add it again");
    }
}
