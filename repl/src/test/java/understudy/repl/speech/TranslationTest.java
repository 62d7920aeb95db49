package understudy.repl.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.corpora.AddOptions;
import understudy.corpora.Corpus;
import understudy.corpora.CorpusLibrary;
import understudy.corpora.Split;
import understudy.corpora.Tokens;

class TranslationTest {
    @TempDir
    private Path folder;

    @Test
    void charactersThatTakeSeveralTokensComeThroughWhole() {
        CorpusLibrary library = new CorpusLibrary(folder);
        String text = "a漢é😀".repeat(40_000);
        try (Corpus bytes = library.write("bytes", text, new AddOptions("auto", "bytes", "90/10"));
                Corpus characters = library.write("characters", text, AddOptions.defaults())) {
            Tokens own = bytes.tokens(Split.TRAIN);
            Tokens translated = Translation.tokens(bytes, Split.TRAIN, characters.tokenizer());
            assertEquals(400_000 * 9 / 10, own.size());
            assertEquals(40_000 * 9 / 10 * 4, translated.size());
        }
    }
}
