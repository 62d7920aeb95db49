package understudy.corpora;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What is known of a corpus without reading it.
 *
 * @param name what a person types
 * @param format the name of a {@link Format}
 * @param tokenizer the name of the tokenizer
 * @param vocabulary how many different tokens there are
 * @param bytes of the text in UTF-8
 * @param characters of the text (Unicode code points)
 * @param sizes the split as it was asked for and as it came out
 * @param checksums of the three files
 * @param floor nats per character below which no honest loss on the validation split can fall, where that is known
 * @param generator for a generated text, what it was generated from (generator, seed, size, parts), else empty
 * @param entries how the entries of a corpus of examples are shared out; empty for a text
 * @param survey what the text looks like from afar; empty in a card that an older program wrote
 * @param warnings what a person should know about this text, one line each
 */
public record CorpusCard(
        String name,
        String format,
        String tokenizer,
        int vocabulary,
        long bytes,
        long characters,
        Sizes sizes,
        Checksums checksums,
        OptionalDouble floor,
        Map<String, String> generator,
        Optional<Entries> entries,
        Optional<Survey> survey,
        List<String> warnings) {

    public CorpusCard {
        if (vocabulary < 1 || characters < 1 || bytes < characters) {
            throw new IllegalArgumentException("expected a vocabulary and at least as many bytes as characters, found "
                    + vocabulary + ", " + bytes + " and " + characters);
        }
        generator = Collections.unmodifiableMap(new TreeMap<>(generator));
        warnings = warnings.stream().map(CorpusException::oneLine).toList();
    }

    /**
     * @param split the percents that were asked for: {@code 90/10}
     * @param train tokens of the training part, which comes first
     * @param validation tokens of the part that follows it
     * @param test tokens of the last part
     */
    public record Sizes(String split, long train, long validation, long test) {
        public Sizes {
            if (train < 0 || validation < 0 || test < 0) {
                throw new IllegalArgumentException(
                        "expected no negative size, found " + train + ", " + validation + ", " + test);
            }
        }

        /** Tokens of all parts. */
        public long tokens() {
            return train + validation + test;
        }
    }

    /**
     * The entries of a corpus of examples.
     *
     * @param kind what they are
     * @param train how many there are to learn from; they come first
     * @param validation how many follow them
     * @param test how many come last
     * @param checksums SHA-256 by the name of the file: where examples begin, and the entries themselves where the text is not their file
     */
    public record Entries(Kind kind, int train, int validation, int test, Map<String, String> checksums) {
        public Entries {
            if (kind == Kind.TEXT || train < 0 || validation < 0 || test < 0) {
                throw new IllegalArgumentException("expected entries and no negative count, found " + kind + ", "
                        + train + ", " + validation + ", " + test);
            }
            checksums = Collections.unmodifiableMap(new TreeMap<>(checksums));
        }

        /** How many there are in all parts. */
        public int count() {
            return Math.addExact(Math.addExact(train, validation), test);
        }

        /** How many there are in one part. */
        public int count(Split split) {
            return switch (split) {
                case TRAIN -> train;
                case VALIDATION -> validation;
                case TEST -> test;
            };
        }

        /** How many there are before a part. */
        int before(Split split) {
            return split == Split.TRAIN ? 0 : split == Split.VALIDATION ? train : train + validation;
        }
    }

    /**
     * SHA-256 in hexadecimal.
     *
     * @param text of {@code text.txt}
     * @param tokenizer of {@code tokenizer.json}
     * @param tokens of {@code tokens.bin}
     */
    public record Checksums(String text, String tokenizer, String tokens) {}

    /**
     * The floor under the losses of a model that reads this text by some tokenizer: there is one where its tokens are the characters for which the floor is known.
     *
     * @param tokenizer the name of the model's own
     */
    public OptionalDouble floorFor(String tokenizer) {
        boolean alike = tokenizer.equals(this.tokenizer) && tokenizer.equals(CharacterTokenizer.NAME);
        return alike && kind() == Kind.TEXT ? floor : OptionalDouble.empty();
    }

    /** What the corpus is made of. */
    public Kind kind() {
        return entries.map(Entries::kind).orElse(Kind.TEXT);
    }

    /** The warning that a model would carry much of the vocabulary in vain, if there is that warning. */
    public Optional<String> unseen() {
        return warnings.stream().filter(line -> line.contains(Warnings.UNSEEN)).findFirst();
    }

    /** Tokens of all parts. */
    public long tokens() {
        return sizes.tokens();
    }

    /** Tokens of one part. */
    public long tokens(Split split) {
        return switch (split) {
            case TRAIN -> sizes.train();
            case VALIDATION -> sizes.validation();
            case TEST -> sizes.test();
        };
    }
}
