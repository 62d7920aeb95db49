package understudy.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.checkpoints.CheckpointCard;
import understudy.checkpoints.CheckpointContents;
import understudy.checkpoints.CheckpointStore;
import understudy.models.Architecture;
import understudy.models.Recipe;

final class WelcomeTest {
    @TempDir
    Path folder;

    @Test
    void namesTheLastModelWithItsSizeStepAndLoss() {
        Home home = Home.open(folder);
        assertEquals(
                Welcome.hint().words(),
                Welcome.back(home, java.time.Instant.now()).words());
        CheckpointStore store = new CheckpointStore(home.checkpoints());
        Architecture network = Recipe.named("modern", folder).architecture(65);
        CheckpointCard card = new CheckpointCard(
                new CheckpointCard.Network(network.arch(), network.config()),
                Map.of(),
                new CheckpointCard.Progress(1500, 2500, 0, 0),
                new CheckpointCard.Losses(
                        OptionalDouble.of(1.8),
                        OptionalDouble.of(1.9121),
                        OptionalDouble.empty(),
                        OptionalLong.empty()),
                new CheckpointCard.Source("playhouse", Map.of(), "90/10", "characters"),
                new CheckpointCard.Origin(1, Optional.empty(), "test"),
                Map.of());
        var saved = store.save("romeo", new CheckpointContents(card, new TreeMap<>(), Optional.empty(), "{}"));
        assertEquals(
                "romeo (gpt, " + Figures.parameters(network.parameters())
                        + ") at step 1,500, validation 1.912, yesterday. use romeo goes on with it.",
                Welcome.back(home, saved.saved().plus(Duration.ofDays(1))).words());
    }
}
