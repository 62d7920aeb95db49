package understudy.repl.commands;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import understudy.checkpoints.CheckpointCard;
import understudy.checkpoints.CheckpointContents;
import understudy.checkpoints.CheckpointStore;
import understudy.checkpoints.StoredTensor;
import understudy.corpora.AddOptions;
import understudy.corpora.Batch;
import understudy.corpora.Corpus;
import understudy.corpora.Split;
import understudy.corpora.Windows;
import understudy.corpora.playhouse.Part;
import understudy.corpora.playhouse.PlayhouseOptions;
import understudy.models.Hyperparameters;
import understudy.models.LanguageModel;
import understudy.models.Recipe;
import understudy.models.Trainer;

/** A home with a corpus {@code playhouse} and a tiny model {@code romeo}, at step 0 and, after a little learning, at step 40 (20 in the town). */
final class Troupe {
    static final String TEXT = "Old Marta lives in the mill.\nThe mill stands by the river.\nÉlise fears the geese.\n";
    static final int CONTEXT = 16;
    private static final int STEPS = 40;
    private static final int FEW = 20;

    private Troupe() {}

    static void gather(Lines lines) {
        try (Corpus corpus =
                lines.session().company().corpora().write("playhouse", TEXT.repeat(30), AddOptions.defaults())) {
            rehearse(lines, corpus, STEPS);
        }
    }

    /** The same with a real, small Playhouse. */
    static void gatherInTown(Lines lines) {
        PlayhouseOptions small = new PlayhouseOptions(1, 60_000, Part.all());
        try (Corpus corpus = lines.session().company().corpora().playhouse("playhouse", small)) {
            rehearse(lines, corpus, FEW);
        }
        lines.good("new mercutio --corpus playhouse --arch lstm --width 12"); // one with gates
        lines.good("save mercutio");
    }

    private static void rehearse(Lines lines, Corpus corpus, int steps) {
        Recipe recipe = Recipe.named("modern", Path.of("none"))
                .with("layers", "1")
                .with("heads", "2")
                .with("width", "16")
                .with("context", Integer.toString(CONTEXT))
                .with("batch", "4");
        CheckpointStore store = new CheckpointStore(lines.session().home().checkpoints());
        Windows windows = new Windows(corpus.tokens(Split.TRAIN), CONTEXT);
        try (LanguageModel model = LanguageModel.build(
                        lines.session().company().engine(),
                        recipe.architecture(corpus.tokenizer().vocabulary()),
                        1);
                Trainer trainer = new Trainer(model, recipe)) {
            save(store, corpus, recipe, model, 0, OptionalDouble.empty());
            for (int step = 0; step < steps; step++) {
                Batch batch = windows.random(4, step);
                trainer.step(
                        1,
                        4,
                        CONTEXT,
                        batch.inputs(),
                        batch.targets(),
                        Hyperparameters.at(recipe, step, 0, 100, 100),
                        step);
            }
            save(store, corpus, recipe, model, steps, OptionalDouble.of(1.25));
        }
    }

    private static void save(
            CheckpointStore store, Corpus corpus, Recipe recipe, LanguageModel model, long step, OptionalDouble loss) {
        SortedMap<String, StoredTensor> tensors = new TreeMap<>();
        model.tensors().forEach((name, t) -> tensors.put(name, new StoredTensor(t.dtype(), t.shape(), t.data())));
        CheckpointCard card = new CheckpointCard(
                new CheckpointCard.Network(
                        model.architecture().arch(), model.architecture().config()),
                recipe.asMap(),
                new CheckpointCard.Progress(step, 100, 0, step * 64),
                new CheckpointCard.Losses(
                        loss, loss, loss, loss.isPresent() ? OptionalLong.of(step) : OptionalLong.empty()),
                new CheckpointCard.Source("playhouse", Map.of(), "90/10", "characters"),
                new CheckpointCard.Origin(1, Optional.empty(), "test"),
                Map.of());
        store.save(
                "romeo",
                new CheckpointContents(
                        card, tensors, Optional.empty(), corpus.tokenizer().json()));
    }
}
