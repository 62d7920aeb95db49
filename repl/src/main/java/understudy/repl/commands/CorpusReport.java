package understudy.repl.commands;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import understudy.corpora.CorpusCard;
import understudy.corpora.Split;
import understudy.repl.Figures;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Text;

/** What is told of a corpus, in words and in fields. */
record CorpusReport(CorpusCard card) {
    /** A new corpus: its sizes, what to beware of, what to type next. */
    void announce(Console console) {
        console.println(Text.empty().strong(card.name()).plain(": " + sizes()));
        entries(console);
        floor(console);
        card.warnings().forEach(warning -> console.println(Text.empty().quiet("  " + warning)));
        if (card.vocabulary() == 1) {
            console.println(Text.empty().quiet("  One distinct symbol: no model can learn anything from it."));
            return;
        }
        console.println(Text.empty()
                .quiet("  `corpus peek " + card.name() + "` shows some; `new romeo --corpus " + card.name()
                        + "` builds a model for it."));
    }

    /** {@code 1,115,394 characters, 65 different · 1,003,854 to train on, 111,540 to validate with}. */
    String sizes() {
        String test = card.sizes().test() == 0
                ? ""
                : ", " + Figures.count(card.sizes().test()) + " to test with";
        boolean own = card.tokenizer().equals("characters") || card.tokenizer().equals("bytes");
        return Figures.count(card.tokens()) + " "
                + (own
                        ? card.tokenizer() + ", " + Figures.count(card.vocabulary()) + " different"
                        : "tokens of " + card.tokenizer() + ", a vocabulary of " + Figures.count(card.vocabulary()))
                + " · "
                + Figures.count(card.sizes().train()) + " to train on, "
                + Figures.count(card.sizes().validation()) + " to validate with" + test;
    }

    /** {@code 1,100 conversations: 990 to learn from, 110 to validate with}; nothing of a text. */
    private Optional<String> entries() {
        return card.entries()
                .map(entries -> Figures.count(entries.count()) + " "
                        + entries.kind().word() + " (" + origin() + "): "
                        + Figures.count(entries.train()) + " to learn from, " + Figures.count(entries.validation())
                        + " to validate with"
                        + (entries.test() == 0 ? "" : ", " + Figures.count(entries.test()) + " to test with"));
    }

    /** What the conversations came from: a generator, or files of a format. */
    private String origin() {
        return card.generator().getOrDefault("generator", card.format());
    }

    void entries(Console console) {
        entries().ifPresent(words -> console.println(Text.empty().plain("  " + words)));
    }

    void floor(Console console) {
        card.floor()
                .ifPresent(floor -> console.println(Text.empty()
                        .quiet("  floor " + Figures.loss(floor)
                                + " nats a character: what is left to chance, however well a model learns")));
    }

    /** The fields that every command about a corpus gives. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", card.name());
        fields.put("format", card.format());
        fields.put("tokenizer", card.tokenizer());
        fields.put("vocab", card.vocabulary());
        fields.put("tokens", card.tokens());
        fields.put("train", card.sizes().train());
        fields.put("validation", card.sizes().validation());
        fields.put("test", card.sizes().test());
        fields.put("bytes", card.bytes());
        fields.put("kind", card.kind().word());
        card.entries().ifPresent(entries -> fields.put("entries", entries(entries)));
        fields.put("warnings", card.warnings());
        OptionalDouble floor = card.floor();
        if (floor.isPresent()) {
            fields.put("floor", floor);
        }
        return fields;
    }

    private static Map<String, Object> entries(CorpusCard.Entries entries) {
        Map<String, Object> counts = new LinkedHashMap<>();
        for (Split split : Split.values()) {
            counts.put(split.word(), entries.count(split));
        }
        return counts;
    }

    Reply reply() {
        Reply reply = Reply.ok();
        for (Map.Entry<String, Object> field : fields().entrySet()) {
            reply = reply.with(field.getKey(), field.getValue());
        }
        return reply;
    }
}
