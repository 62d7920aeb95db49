package understudy.repl.speech;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a model learns on its way to a text, roughly in that order; found in what it says. */
public enum Milestone {
    /** Blanks about as often as in the text, and no endless words. */
    SPACES {
        @Override
        Optional<String> found(String sample, Lexicon text) {
            double share = Forms.blanks(sample) / text.blanks();
            boolean parted = Arrays.stream(sample.split("\\s+")).allMatch(run -> run.length() <= LONGEST_WORD);
            return when(text.blanks() > SOME_BLANKS && share > 0.5 && share < 2 && parted, "spaces between words");
        }
    },
    /** Lines as long as the text's. */
    LINES {
        @Override
        Optional<String> found(String sample, Lexicon text) {
            int[] lines = Forms.lines(sample);
            if (text.longest() == 0 || lines.length < 2) {
                return Optional.empty();
            }
            Arrays.sort(lines);
            int middle = lines[lines.length / 2];
            return when(
                    middle >= text.shortest() && middle <= text.longest(), "lines as long as the text's, " + middle);
        }
    },
    /** A word of the text that is too long to be one by chance. */
    WORD {
        @Override
        Optional<String> found(String sample, Lexicon text) {
            return Forms.words(whole(sample)).stream()
                    .filter(word -> word.length() >= REAL_WORD && text.words().contains(word))
                    .findFirst()
                    .map(word -> "a real word, \"" + word + "\"");
        }
    },
    /** Every second word exists. */
    HALF {
        @Override
        Optional<String> found(String sample, Lexicon text) {
            return share(sample, text, 0.5, "half of its words exist");
        }
    },
    /** Nine of ten words exist. */
    MOST {
        @Override
        Optional<String> found(String sample, Lexicon text) {
            return share(sample, text, 0.9, "nine of ten words exist");
        }
    },
    /** What begins lines of the text begins one here: a speaker, a part of a form. */
    CUE {
        @Override
        Optional<String> found(String sample, Lexicon text) {
            return Forms.cues(sample).stream()
                    .filter(text.cues()::contains)
                    .findFirst()
                    .map(cue -> "a cue, `" + cue + "`");
        }
    },
    /** One speaks, then another, then again another. */
    TURNS {
        @Override
        Optional<String> found(String sample, Lexicon text) {
            List<String> cues =
                    Forms.cues(sample).stream().filter(text.cues()::contains).toList();
            List<String> tags =
                    Forms.tags(sample).stream().filter(text.tags()::contains).toList();
            return when(alternate(cues) || alternate(tags), "turns alternate");
        }
    },
    /** A tag of the text. */
    TAG {
        @Override
        Optional<String> found(String sample, Lexicon text) {
            return Forms.tags(sample).stream()
                    .filter(text.tags()::contains)
                    .findFirst()
                    .map(tag -> "`" + tag + "` opens");
        }
    },
    /** A tag is followed by one that follows it in the text. */
    CLOSED {
        @Override
        Optional<String> found(String sample, Lexicon text) {
            List<String> tags = Forms.tags(sample);
            for (int i = 1; i < tags.size(); i++) {
                if (text.pairs().contains(tags.get(i - 1) + tags.get(i))) {
                    return Optional.of("`" + tags.get(i - 1) + "` is closed by `" + tags.get(i) + "`");
                }
            }
            return Optional.empty();
        }
    },
    /** A line in brackets, where the text has such. */
    ASIDE {
        @Override
        Optional<String> found(String sample, Lexicon text) {
            return text.asides()
                    ? Forms.asides(sample).stream().findFirst().map(line -> "a line in brackets, " + line)
                    : Optional.empty();
        }
    },
    /** The heading of a scene or a chapter, where the text has such. */
    HEADING {
        @Override
        Optional<String> found(String sample, Lexicon text) {
            return text.headings()
                    ? Forms.headings(sample).stream().findFirst().map(line -> "a heading, " + line)
                    : Optional.empty();
        }
    };

    private static final int LONGEST_WORD = 30;
    private static final double SOME_BLANKS = 0.02;
    private static final int REAL_WORD = 4;
    /** Of fewer words a share says little. */
    private static final int FEWEST_WORDS = 8;

    private static final int TURNS_AT_LEAST = 3;

    /** The name in journal and JSON: {@code spaces}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is in a sample of a model that learns a text: a few words about it if so. */
    public Optional<String> in(String sample, Lexicon text) {
        return found(sample, text);
    }

    abstract Optional<String> found(String sample, Lexicon text);

    /** Without the word in which a sample happens to end. */
    static String whole(String sample) {
        return sample.replaceFirst("[\\p{L}'’]+$", "");
    }

    private static Optional<String> share(String sample, Lexicon text, double least, String words) {
        boolean enough = Forms.words(whole(sample)).size() >= FEWEST_WORDS;
        return when(enough && text.known(sample).orElse(0) >= least, words);
    }

    private static boolean alternate(List<String> speakers) {
        for (int i = 1; i < speakers.size(); i++) {
            if (speakers.get(i).equals(speakers.get(i - 1))) {
                return false;
            }
        }
        return speakers.size() >= TURNS_AT_LEAST && new HashSet<>(speakers).size() > 1;
    }

    private static Optional<String> when(boolean reached, String words) {
        return reached ? Optional.of(words) : Optional.empty();
    }
}
