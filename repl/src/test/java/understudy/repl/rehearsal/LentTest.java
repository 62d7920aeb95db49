package understudy.repl.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import understudy.checkpoints.StoredTensor;
import understudy.models.Trainer;

/** A large model is written tensor by tensor; what is written must be what a copy would have held. */
class LentTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"optimizer=adamw", "optimizer=muon", "arch=lstm start=uniform"})
    void whatIsReadWhileWritingIsTheCopy(String knobs) {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo", knobs.split(" "));
            troupe.train("romeo", 3);
            Player player = troupe.company.player("romeo");
            assertEquals(Stored.hosts(player.model().tensors()), Stored.lent(player.model()));
            Trainer trainer = player.trainer(player.standing().recipe()).orElseThrow();
            assertEquals(Stored.hosts(trainer.state()), Stored.lent(trainer));
            String one = player.model().shapes().firstKey();
            StoredTensor lent = Stored.lent(player.model()).get(one);
            var before = lent.data();
            troupe.train("romeo", 3);
            assertNotEquals(before, lent.data(), "made anew each time, from the model as it is then");
        }
    }
}
