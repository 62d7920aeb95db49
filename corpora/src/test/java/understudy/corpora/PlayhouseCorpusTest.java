package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
            assertEquals(card.floor(), card.floorFor("characters"));
            assertTrue(card.floorFor("gpt2").isEmpty(), "it is known for characters only");
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
    void instructionsAreMeasuredByWhatTheTextNeverAsks() {
        CorpusLibrary library = new CorpusLibrary(home);
        PlayhouseOptions options = new PlayhouseOptions(7, 60_000, Part.parse("instructions"));
        try (Corpus corpus = library.playhouse("quiz", options)) {
            corpus.verify();
            assertEquals(Kind.CONVERSATIONS, corpus.card().kind());
            assertTrue(corpus.card().floor().isPresent());
            List<Dialogue> learned = corpus.dialogues(Split.TRAIN);
            List<Dialogue> heldOut = corpus.dialogues(Split.VALIDATION);
            List<Dialogue> reworded = corpus.dialogues(Split.TEST);
            assertTrue(
                    learned.size() > 500 && heldOut.size() >= 500 && reworded.size() >= 500,
                    learned.size() + " " + heldOut.size() + " " + reworded.size());
            Set<String> asked = learned.stream()
                    .map(dialogue -> dialogue.lines().get(0).text())
                    .collect(Collectors.toSet());
            for (Dialogue dialogue : heldOut) {
                assertEquals(Map.of("standing", "held_out"), dialogue.facts());
                assertTrue(!asked.contains(dialogue.lines().get(0).text()), dialogue.toString());
            }
            reworded.forEach(dialogue -> assertEquals(Map.of("standing", "reworded"), dialogue.facts()));
        }
    }

    @Test
    void lettersAreLabelledTexts() {
        CorpusLibrary library = new CorpusLibrary(home);
        try (Corpus corpus = library.playhouse("post", new PlayhouseOptions(7, 60_000, Part.parse("letters")))) {
            assertEquals(
                    Set.of("invitation", "complaint", "thanks", "farewell", "request"),
                    corpus.labelled(Split.TRAIN).stream().map(Labelled::label).collect(Collectors.toSet()));
            assertTrue(corpus.labelled(Split.VALIDATION).size() > 10);
        }
    }

    @Test
    void aNameIsCheckedBeforeAnythingIsWritten() {
        CorpusLibrary library = new CorpusLibrary(home.resolve("corpora"));
        assertThrows(CorpusException.class, () -> library.playhouse("play/house", PlayhouseOptions.defaults()));
        assertTrue(Files.notExists(home.resolve("corpora")));
    }
}
