package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import understudy.corpora.bpe.Bpe;
import understudy.corpora.bpe.BpeOptions;
import understudy.corpora.bpe.BpeTrainer;

class BpeTrainingTest {
    private static final List<String> MARKS = List.of("<|endoftext|>", "<human>");
    private static final TokenizerShelf.Progress QUIET = new TokenizerShelf.Progress() {
        @Override
        public void reading(double share) {}

        @Override
        public void merging(double share) {}
    };

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({
        "plain, 900, 1, 2147483647, 2",
        "short, 900, 1, 5, 2",
        "all, 5000, 1, 2147483647, 0",
        "covered, 900, .9, 2147483647, 2"
    })
    void mergesAreThoseOfPython(String name, int vocabulary, double coverage, int longest, long atLeast) {
        JsonNode expected = Golden.json("learnt.json").path(name);
        JsonNode model = Json.parse(
                        TrainedVocabulary.json(
                                learn(Golden.text("learnt.txt"), vocabulary, coverage, longest, atLeast)),
                        name)
                .path("model");
        assertEquals(expected.path("merges"), model.path("merges"));
        assertEquals(expected.path("vocab").intValue(), model.path("vocab").size());
    }

    private static Bpe learn(String text, int vocabulary, double coverage, int longest, long atLeast) {
        try (BpeTrainer trainer = new BpeTrainer(ByteAlphabet.bytes())) {
            for (int from = 0; from < text.length(); ) {
                int to = text.offsetByCodePoints(from, Math.min(997, text.codePointCount(from, text.length())));
                trainer.feed(text.substring(from, to));
                from = to;
            }
            return trainer.train(new BpeOptions(vocabulary, coverage, longest, atLeast, MARKS), share -> {});
        }
    }

    @Test
    void aTextOfManyBlocksCountsLikeOne() {
        String text = Golden.text("learnt.txt").strip() + "\n";
        Bpe one = learn(text, 700, 1, BpeOptions.ANY_LENGTH, 2);
        assertEquals(700, one.vocabulary());
        assertEquals(
                one.tokens(),
                learn(text.repeat(150), 700, 1, BpeOptions.ANY_LENGTH, 300).tokens());
    }

    @Test
    void aTextThatSupportsLessGivesLess() {
        assertEquals(258, learn("aaaa", 300, 1, BpeOptions.ANY_LENGTH, 9).vocabulary());
        assertEquals(259, learn("aaaa", 300, 1, BpeOptions.ANY_LENGTH, 2).vocabulary());
        assertEquals(258, learn("", 300, 1, BpeOptions.ANY_LENGTH, 2).vocabulary());
        assertThrows(CorpusException.class, () -> new BpeOptions(257, 1, 9, 2, MARKS));
        assertThrows(CorpusException.class, () -> new BpeOptions(300, 0, 9, 2, MARKS));
        assertThrows(CorpusException.class, () -> new BpeOptions(300, 1, 1, 2, MARKS));
    }

    @Test
    void aCorpusTeachesWithItsTrainingPartAlone() {
        CorpusLibrary library = new CorpusLibrary(home);
        String text = "ab ".repeat(900) + "xyz".repeat(100);
        TokenizerShelf shelf = library.tokenizers();
        List<String> heard = new ArrayList<>();
        try (Corpus corpus = library.write("some", text, new AddOptions("auto", "characters", "90/10"))) {
            Tokenizer tokenizer = shelf.train("learnt", corpus, options(300), new TokenizerShelf.Progress() {
                @Override
                public void reading(double share) {
                    heard.add("reading");
                }

                @Override
                public void merging(double share) {
                    heard.add("merging");
                }
            });
            assertEquals(258 + 2, tokenizer.vocabulary(), "ab and its blank, nothing of xyz");
            assertEquals("[reading, merging, merging]", heard.toString());
            assertThrows(CorpusException.class, () -> shelf.train("learnt", corpus, options(300), QUIET));
            assertThrows(
                    CancellationException.class,
                    () -> shelf.train("stopped", corpus, options(300), new TokenizerShelf.Progress() {
                        @Override
                        public void reading(double share) {}

                        @Override
                        public void merging(double share) {
                            throw new CancellationException("enough");
                        }
                    }));
        }
        assertEquals(List.of("learnt"), shelf.names());
    }

    private static BpeOptions options(int vocabulary) {
        return new BpeOptions(vocabulary, 1, BpeOptions.ANY_LENGTH, 2, MARKS);
    }
}
