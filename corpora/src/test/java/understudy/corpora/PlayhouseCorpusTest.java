package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.corpora.playhouse.Part;
import understudy.corpora.playhouse.Playhouse;
import understudy.corpora.playhouse.PlayhouseOptions;

class PlayhouseCorpusTest {
    @TempDir
    Path home;

    @Test
    void theCardTellsTheFloorOfItsValidationPartAndHowToWriteItAgain() throws IOException {
        CorpusLibrary library = new CorpusLibrary(home);
        PlayhouseOptions options = new PlayhouseOptions(7, 60_000, Part.parse("letters,plays"));
        try (Corpus corpus = library.playhouse("playhouse", options)) {
            CorpusCard card = corpus.card();
            Playhouse playhouse = Playhouse.of(options);
            assertEquals(playhouse.text(), Files.readString(home.resolve("playhouse/text.txt")));
            assertEquals(
                    playhouse.floor(card.tokens(Split.TRAIN), card.tokens()),
                    card.floor().orElseThrow());
            assertTrue(card.floor().orElseThrow() > 0.05, card.toString());
            assertEquals(
                    Map.of("generator", "playhouse", "seed", "7", "size", "60000", "parts", "plays,letters"),
                    card.generator());
            assertEquals("90/10", card.sizes().split());
            assertEquals(List.of(), card.warnings());
        }
        Map<String, String> facts = library.card("playhouse").generator();
        PlayhouseOptions again = new PlayhouseOptions(
                Long.parseLong(facts.get("seed")), Long.parseLong(facts.get("size")), Part.parse(facts.get("parts")));
        library.playhouse("again", again).close();
        assertEquals(
                library.card("playhouse").checksums(), library.card("again").checksums());
        assertEquals(library.card("playhouse").floor(), library.card("again").floor());
    }

    @Test
    void aNameIsCheckedBeforeAnythingIsWritten() {
        CorpusLibrary library = new CorpusLibrary(home.resolve("corpora"));
        assertThrows(CorpusException.class, () -> library.playhouse("play/house", PlayhouseOptions.defaults()));
        assertTrue(Files.notExists(home.resolve("corpora")));
    }
}
