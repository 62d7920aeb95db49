package understudy.checkpoints;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import understudy.checkpoints.CheckpointCard.Losses;
import understudy.checkpoints.CheckpointCard.Network;
import understudy.checkpoints.CheckpointCard.Origin;
import understudy.checkpoints.CheckpointCard.Progress;
import understudy.checkpoints.CheckpointCard.Source;

/** Small checkpoints for the tests. */
final class Examples {
    private Examples() {}

    static CheckpointCard card(long step, OptionalDouble validation) {
        return new CheckpointCard(
                new Network("gpt", Map.of("layers", 4, "width", 128, "tied", true, "kinds", List.of("rotary", "rms"))),
                Map.of("rate", 1e-3, "batch", 12, "optimizer", "adamw"),
                new Progress(step, 2000, 0, step * 768),
                new Losses(
                        OptionalDouble.of(1.742),
                        validation,
                        validation,
                        validation.isPresent() ? OptionalLong.of(step) : OptionalLong.empty()),
                new Source("shakespeare", Map.of("text", "ab12"), "90/10", "characters"),
                new Origin(1337, Optional.empty(), "understudy 0.1.0"),
                Map.of());
    }

    static CheckpointContents contents(long step, double validation) {
        return contents(card(step, OptionalDouble.of(validation)));
    }

    static CheckpointContents contents(CheckpointCard card) {
        float step = card.progress().step();
        return new CheckpointContents(
                card,
                Map.of(
                        "wte.weight", StoredTensor.of(new float[] {step, 1, 2, 3, 4, 5}, 2, 3),
                        "ln.weight", StoredTensor.of(new float[] {-step}, 1)),
                Optional.of(Map.of("wte.weight.m", StoredTensor.of(new float[] {step, 0, 0, 0, 0, 0}, 2, 3))),
                "{\"model\":\"é\"}");
    }
}
