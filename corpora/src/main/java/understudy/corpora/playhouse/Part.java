package understudy.corpora.playhouse;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import understudy.corpora.CorpusException;

/** What Playhouse writes. The weights say how often a document of each kind is begun: about a third of the characters are in plays. */
public enum Part {
    PLAYS("play", 12),
    STORIES("story", 10),
    DIALOGUES("dialogue", 8),
    INSTRUCTIONS("instruction", 40),
    LETTERS("letter", 14);

    private final String rule;
    private final int weight;

    Part(String rule, int weight) {
        this.rule = rule;
        this.weight = weight;
    }

    /** The word a person types: {@code plays}, {@code stories}, and so on. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Set<Part> all() {
        return EnumSet.allOf(Part.class);
    }

    /**
     * Reads {@code plays,letters}.
     *
     * @throws CorpusException naming the word that is no part, and the words that are
     */
    public static Set<Part> parse(String words) {
        var parts = EnumSet.noneOf(Part.class);
        for (String word : words.split(",", -1)) {
            parts.add(one(word.strip()));
        }
        return parts;
    }

    private static Part one(String word) {
        for (Part part : values()) {
            if (part.word().equals(word.toLowerCase(Locale.ROOT))) {
                return part;
            }
        }
        throw new CorpusException(
                "--part: expected some of plays,stories,dialogues,instructions,letters; found \"" + word + "\".");
    }

    String rule() {
        return rule;
    }

    int weight() {
        return weight;
    }
}
