package understudy.repl.views;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import understudy.repl.terminal.Key;

class ArenaViewTest {
    @Test
    void namesAreNotToldAndKeysVote() {
        List<String> votes = new ArrayList<>();
        ArenaView view = new ArenaView(
                () -> CompletableFuture.completedFuture(new Bout(
                        "ROMEO:",
                        7,
                        new Bout.Answer("romeo@250", "Thand the fore whe the wot\nhir so me thes lou and ye"),
                        new Bout.Answer(
                                "romeo@2500", "What say you to my lord, that I should see the duke's fair daughter"))),
                (bout, share) -> votes.add(bout.left().name() + " " + share));
        String shown = Golden.picture(view, 80, 24);
        assertFalse(shown.contains("romeo@"), shown);
        Golden.check("arena", view, 80, 24);
        view.key(Key.of('1'));
        view.key(Key.of('2'));
        view.key(Key.of('='));
        view.key(Key.of('n'));
        assertEquals(List.of("romeo@250 1.0", "romeo@250 0.0", "romeo@250 0.5"), votes);
        assertTrue(Golden.picture(view, 80, 24).contains("3 votes"));
    }

    @Test
    void whileTheySpeakNoKeyVotes() {
        ArenaView view = new ArenaView(CompletableFuture::new, (bout, share) -> {
            throw new AssertionError();
        });
        view.key(Key.of('1'));
        assertTrue(Golden.picture(view, 60, 16).contains("they speak"));
    }
}
