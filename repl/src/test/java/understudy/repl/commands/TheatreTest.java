package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import understudy.models.Sampling;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.terminal.Canvas;
import understudy.repl.terminal.Key;
import understudy.repl.views.Bout;
import understudy.repl.views.Prompter;
import understudy.repl.views.Scene;
import understudy.repl.views.TheatreView;

/** Theatre, microscope, inspection and arena, as a script and as a person use them. */
class TheatreTest {
    @TempDir
    Path folder;

    private Lines lines;

    @BeforeEach
    void open() {
        lines = new Lines(folder.resolve("home"));
        Troupe.gather(lines);
    }

    @AfterEach
    void close() {
        lines.close();
    }

    @Test
    void everyCheckpointSaysTheSameAsSamplingIt() {
        JsonNode answer = lines.good("theatre romeo --prompt \"The \" --tokens 30 --seed 7");
        assertEquals(2, answer.get("acts").size());
        JsonNode last = answer.get("acts").get(1);
        assertEquals("romeo@40", last.get("name").asText());
        assertEquals(30, last.get("tokens").size());
        assertTrue(lines.results().contains("─ @40  1.250"), lines.results());
        String sampled = lines.good("sample romeo@40 \"The \" --tokens 30 --seed 7")
                .get("samples")
                .get(0)
                .get("text")
                .asText();
        assertEquals(sampled, last.get("text").asText());
        double scored = lines.good("score romeo@40 \"The " + sampled.substring(0, 8) + "\"")
                .get("tokens")
                .get(4)
                .get("logprob")
                .asDouble();
        assertEquals(scored, last.get("tokens").get(0).get("logprob").asDouble(), 1e-4);
    }

    @Test
    void keysMoveChangeAndSayAnew() {
        List<String> all = List.of("romeo@0", "romeo@40");
        try (Prompter prompter =
                new Prompter(all, List.of("@0", "@40"), lines.session().company()::speaker)) {
            prompter.say(new Scene("The ", 40, new Sampling(.8, 0, 1, 0, 1), 7), 1);
            prompter.await(() -> false);
            TheatreView view = new TheatreView("romeo", prompter);
            String before = prompter.acts().get(1).text();
            assertTrue(shown(view).contains("[40]"), shown(view));
            view.key(Key.of(Key.What.DOWN));
            view.key(Key.of(Key.What.DOWN));
            assertTrue(shown(view).contains(" of "), shown(view));
            view.key(Key.of(Key.What.ENTER));
            prompter.await(() -> false);
            String rolled = prompter.acts().get(1).text();
            assertEquals(before.charAt(0), rolled.charAt(0));
            assertNotEquals(before, rolled);
            assertEquals(before.codePointCount(0, before.length()), rolled.codePointCount(0, rolled.length()));
            for (char c : "t".toCharArray()) {
                view.key(Key.of(c));
            }
            assertTrue(view.typing());
            view.key(Key.of(Key.What.BACKSPACE));
            view.key(Key.of('0'));
            view.key(Key.of(Key.What.ENTER));
            prompter.await(() -> false);
            assertTrue(shown(view).contains("greedy"), shown(view));
            view.key(Key.of('m'));
            prompter.await(() -> false);
            assertTrue(shown(view).contains("entropy"), shown(view));
            view.key(Key.of('w'));
            prompter.await(() -> false);
            assertTrue(shown(view).contains("what each step thinks"), shown(view));
            view.key(Key.of(Key.What.LEFT));
            view.key(Key.of(Key.What.TAB));
            view.key(Key.of('c'));
            assertTrue(shown(view).contains("[0]"), shown(view));
            view.key(Key.of('e'));
            view.key(Key.of('§'));
            view.key(Key.of(Key.What.ENTER));
            prompter.await(() -> false);
            assertTrue(shown(view).contains("§"), "an unknown character is told, not thrown");
        }
    }

    private static String shown(TheatreView view) {
        return String.join("\n", Canvas.rows(view, 100, 30));
    }

    /** Nobody waits until everything is said. */
    @Test
    void leavingTheArenaBreaksOffWhatIsBeingSaid() throws Exception {
        SamplingOptions options = new SamplingOptions();
        new CommandLine(options).parseArgs("--tokens", "1000000");
        CountDownLatch lent = new CountDownLatch(1);
        AtomicReference<Speaker> speaker = new AtomicReference<>();
        Bouts bouts = new Bouts(List.of("romeo@0", "romeo@40"), List.of("The "), options, 7, reference -> {
            speaker.set(lines.session().company().speaker(reference));
            lent.countDown();
            return speaker.get();
        });
        CompletableFuture<Bout> bout = bouts.get();
        assertTrue(lent.await(20, TimeUnit.SECONDS));
        long begun = System.nanoTime();
        bouts.close();
        assertTrue(System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(20), "it is broken off");
        assertTrue(bout.isDone());
        assertThrows(RuntimeException.class, () -> speaker.get().model().logits(new int[] {1}), "it is given back");
    }

    @Test
    void aModelThatIsGoneIsALine() {
        try (Prompter prompter = new Prompter(
                List.of("romeo@40"), List.of("@40"), lines.session().company()::speaker)) {
            lines.session().company().delete("romeo");
            prompter.say(new Scene("The ", 10, Sampling.DEFAULT, 7), 0);
            prompter.await(() -> false);
            assertTrue(
                    prompter.acts().get(0).trouble().contains("romeo"),
                    prompter.acts().get(0).trouble());
        }
    }

    @Test
    void mistakes() {
        assertTrue(lines.refused("theatre nobody").contains("No model \"nobody\""));
        assertTrue(lines.refused("arena romeo").contains("two"));
        assertTrue(lines.refused("arena romeo@40 romeo@latest").contains("twice"));
        assertTrue(lines.refused("inspect romeo --head 9.9").contains("1.1 to 1.2"));
    }

    @Test
    void aDrawIsExplained() {
        JsonNode answer = lines.good("sample romeo \"The \" --explain -k 3");
        assertEquals(3, answer.get("stages").get(2).get("kept").asInt());
        assertTrue(lines.results().contains("top-k 3 removed"), lines.results());
    }

    @Test
    void insideOfANetwork() {
        JsonNode answer = lines.good("inspect romeo --head 1.2 --near e --rows 4");
        assertTrue(answer.get("parts").size() >= 2);
        assertEquals(2, answer.get("heads").size());
        assertEquals(Troupe.CONTEXT, answer.get("map").size());
        assertEquals(10, answer.get("neighbours").size());
        assertEquals(1, answer.get("movements").size());
        assertTrue(answer.get("loss").asDouble() > 0);
    }
}
