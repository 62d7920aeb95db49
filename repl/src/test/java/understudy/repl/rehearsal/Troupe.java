package understudy.repl.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import understudy.corpora.AddOptions;
import understudy.models.Device;
import understudy.models.Engine;
import understudy.models.Recipe;
import understudy.repl.Home;

/** A home with a small corpus, and a company in it, for tests. Opening another on the same folder is starting the program again. */
final class Troupe implements AutoCloseable {
    static final String CORPUS = "verse";
    private static final CompletableFuture<Engine> ENGINE =
            CompletableFuture.supplyAsync(() -> Engine.start(Device.CPU, 1));

    final Home home;
    final Company company;
    final List<Notice> notices = new CopyOnWriteArrayList<>();

    Troupe(Path folder) {
        home = Home.open(folder);
        company = new Company(home, () -> ENGINE, "understudy test", notices::add);
        if (!company.corpora().names().contains(CORPUS)) {
            company.corpora().write(CORPUS, text(), AddOptions.defaults()).close();
        }
    }

    /** Some thousand characters that are neither noise nor the same all over. */
    static String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.append(i % 3 == 0 ? "the cat sat" : "a dog ran")
                    .append(" by ")
                    .append(i % 7)
                    .append(i % 5 == 0 ? ",\n" : ".\n");
        }
        return text.toString();
    }

    /** Small enough for hundreds of steps a second; everything that could disturb resuming is in it. */
    static Recipe recipe(String... knobs) {
        Recipe recipe = Recipe.named("modern", Path.of("nowhere"));
        for (String knob : List.of(
                "layers=1",
                "heads=2",
                "width=16",
                "context=8",
                "batch=4",
                "dropout=0.1",
                "eval-every=10",
                "eval-windows=8",
                "steps=40")) {
            recipe = turned(recipe, knob);
        }
        for (String knob : knobs) {
            recipe = turned(recipe, knob);
        }
        return recipe;
    }

    private static Recipe turned(Recipe recipe, String knob) {
        String[] parts = knob.split("=");
        return recipe.with(parts[0], parts[1]);
    }

    Resident create(String name, String... knobs) {
        Recipe base = Recipe.named("modern", home.recipes());
        return company.create(name, CORPUS, base, recipe(knobs), 7);
    }

    RunSnapshot train(String name, long steps) {
        return train(name, Plan.steps(steps));
    }

    RunSnapshot train(String name, Plan plan) {
        Run run = company.director().train(name, plan, true);
        run.await();
        return run.snapshot();
    }

    Plan plan(long steps, long horizon, Map<understudy.models.Knob, String> knobs) {
        return new Plan(Plan.steps(steps).limits(), java.util.OptionalLong.of(horizon), knobs);
    }

    /** The bytes of a checkpoint's parameters. */
    byte[] parameters(String model, long step) {
        company.settle();
        try {
            return Files.readAllBytes(home.checkpoints()
                    .resolve(model)
                    .resolve(Long.toString(step))
                    .resolve("model.safetensors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines() {
        return notices.stream().map(Notice::line).toList();
    }

    @Override
    public void close() {
        company.close();
    }
}
