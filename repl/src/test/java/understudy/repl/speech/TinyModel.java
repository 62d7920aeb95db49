package understudy.repl.speech;

import java.nio.file.Path;
import understudy.corpora.CharacterTokenizer;
import understudy.corpora.Tokenizer;
import understudy.models.Device;
import understudy.models.Engine;
import understudy.models.Hyperparameters;
import understudy.models.LanguageModel;
import understudy.models.Recipe;
import understudy.models.Trainer;

/** A network of one narrow layer that has learned a few steps of a rhyme: fast, and not uniform. */
final class TinyModel implements AutoCloseable {
    static final String RHYME = "round and round the rugged rock the ragged rascal ran\n";
    static final int CONTEXT = 16;

    final Tokenizer tokenizer = CharacterTokenizer.of(RHYME + "é");
    final LanguageModel model;
    private final Engine engine;

    TinyModel() {
        engine = Engine.start(Device.CPU, 1);
        Recipe recipe = Recipe.named("nanogpt-cpu", Path.of("none"))
                .with("layers", "1")
                .with("heads", "2")
                .with("width", "16")
                .with("context", Integer.toString(CONTEXT));
        model = LanguageModel.build(engine, recipe.architecture(tokenizer.vocabulary()), 1);
        int[] ids = tokenizer.encode(RHYME);
        int[] inputs = new int[CONTEXT];
        int[] targets = new int[CONTEXT];
        try (Trainer trainer = new Trainer(model, recipe)) {
            for (int step = 0; step < 30; step++) {
                System.arraycopy(ids, step, inputs, 0, CONTEXT);
                System.arraycopy(ids, step + 1, targets, 0, CONTEXT);
                trainer.step(
                        1,
                        1,
                        CONTEXT,
                        inputs,
                        targets,
                        Hyperparameters.at(recipe.with("warm-up", "0"), step, 0, 100, 100),
                        step);
            }
        }
    }

    @Override
    public void close() {
        model.close();
        engine.close();
    }
}
