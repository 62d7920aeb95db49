package understudy.repl.commands;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointCard;
import understudy.checkpoints.CheckpointContents;
import understudy.checkpoints.CheckpointException;
import understudy.checkpoints.CheckpointStore;
import understudy.checkpoints.StoredTensor;
import understudy.corpora.CharacterTokenizer;
import understudy.corpora.Corpus;
import understudy.corpora.CorpusException;
import understudy.corpora.CorpusLibrary;
import understudy.corpora.Tokenizer;
import understudy.models.Architecture;
import understudy.models.Engine;
import understudy.models.EngineInfo;
import understudy.models.LanguageModel;
import understudy.models.Memory;
import understudy.models.Recipe;
import understudy.repl.Faults;
import understudy.repl.Figures;
import understudy.repl.Folders;
import understudy.repl.Home;
import understudy.repl.Session;

/** Looks at each part of the program and lets it do a little of what it is for. */
final class Examination {
    private static final String LINE = "Sooth, \u00e9t\u00e9 \u2014 \ud83c\udfad said the understudy.\n";
    private static final long LITTLE_MEMORY = 1_000_000_000;
    private static final long LITTLE_DISK = 2_000_000_000;
    private static final int SYMBOLS = 65;

    private final Session session;
    private final Home home;

    Examination(Session session) {
        this.session = session;
        this.home = session.home();
    }

    Check java() {
        Runtime.Version version = Runtime.version();
        String found = "Java " + version.feature() + " (" + version + "), " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch");
        return version.feature() >= 17
                ? Check.well("java", found)
                : Check.trouble("java", found, "Install a JDK 17 or newer: https://adoptium.net.");
    }

    Check terminal() {
        boolean there = session.console().terminal();
        Map<String, String> environment = session.launch().environment();
        String type = environment.getOrDefault("TERM", "unknown");
        String colours = environment.getOrDefault("NO_COLOR", "").isEmpty()
                ? Optional.ofNullable(environment.get("COLORTERM"))
                        .map(c -> ", " + c)
                        .orElse("")
                : ", no colours (NO_COLOR is set)";
        return Check.well(
                "terminal",
                there ? type + ", " + session.console().width() + " columns" + colours : "none: plain lines, no pane");
    }

    /** Opening the home has made it and tried to write there. */
    Check disk() {
        try {
            long free = Files.getFileStore(home.folder()).getUsableSpace();
            String found = home.shown() + " can be written, " + Figures.bytes(free) + " free";
            return free < LITTLE_DISK
                    ? Check.trouble("home", found, "Make room, delete models, or choose another --home.")
                    : Check.well("home", found);
        } catch (IOException e) {
            return Check.trouble("home", Faults.words(e), "Choose another folder with --home DIR.");
        }
    }

    Check memory() {
        long free = Memory.available();
        String found = Figures.bytes(free) + " free";
        return free < LITTLE_MEMORY
                ? Check.trouble("memory", found, "Close other programs, or `unload` models.")
                : Check.well("memory", found);
    }

    /** A new network of {@code modern} finds every token equally likely, since its head begins at zero: each costs ln 65 nats. */
    Check engine() {
        try {
            Engine engine = session.company().engine();
            EngineInfo info = engine.info();
            String found = info.library() + " on " + info.device() + ", " + info.threads()
                    + (info.threads() == 1 ? " thread of " : " threads of ")
                    + Runtime.getRuntime().availableProcessors();
            double loss = loss(engine);
            return Math.abs(loss - Math.log(SYMBOLS)) < 1e-4
                    ? Check.well("engine", found + "; a known loss comes out right (" + decimals(loss) + ")")
                    : Check.trouble(
                            "engine",
                            found + "; a loss of " + decimals(Math.log(SYMBOLS)) + " comes out as " + decimals(loss),
                            "Delete the unpacked natives (~/.djl.ai) and start again.");
        } catch (RuntimeException e) {
            return Check.trouble(
                    "engine",
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "The log in " + home.log() + " tells more; deleting ~/.djl.ai unpacks the natives anew.");
        }
    }

    static double loss(Engine engine) {
        Recipe recipe = Recipe.named("modern", Path.of(""))
                .with("layers", "1")
                .with("heads", "1")
                .with("width", "8")
                .with("context", "8");
        Architecture architecture = recipe.architecture(SYMBOLS);
        int[] ids = {1, 2, 3, 4, 5, 6, 7, 8};
        try (LanguageModel model = LanguageModel.build(engine, architecture, 1)) {
            return model.loss(1, ids.length, ids, ids).mean();
        }
    }

    Check gpu() {
        boolean card = Files.exists(Path.of("/proc/driver/nvidia/version"));
        int seen;
        try {
            seen = session.company().engine().info().gpus();
        } catch (RuntimeException e) {
            return Check.trouble("gpu", "not known, as the engine does not start", "See above.");
        }
        if (seen > 0) {
            return Check.well("gpu", seen == 1 ? "1 CUDA device" : seen + " CUDA devices");
        }
        return card
                ? Check.trouble(
                        "gpu",
                        "an NVIDIA driver, but no CUDA device that libtorch can use",
                        "Check `nvidia-smi` and CUDA_VISIBLE_DEVICES; --device cpu runs without it.")
                : Check.well("gpu", "none; the processor does the work");
    }

    Check tokenizer() {
        try {
            Tokenizer tokenizer = Tokenizer.of(CharacterTokenizer.of(LINE).json());
            String back = tokenizer.decode(tokenizer.encode(LINE));
            // the native library is behind this one
            Tokenizer pairs = session.company().corpora().tokenizers().open("gpt2");
            String again = pairs.decode(pairs.encode(LINE));
            return back.equals(LINE) && again.equals(LINE)
                    ? Check.well("tokenizer", "text comes back as it went in")
                    : Check.trouble("tokenizer", "text does not come back as it went in", "Build the program again.");
        } catch (CorpusException e) {
            return Check.trouble("tokenizer", e.getMessage(), "Build the program again.");
        }
    }

    /** Every corpus can be opened, and its files have the sizes that its card tells. */
    Check corpora() {
        CorpusLibrary library = session.company().corpora();
        List<String> bad = new ArrayList<>();
        List<String> names = library.names();
        for (String name : names) {
            try {
                try (Corpus corpus = library.open(name)) {
                    corpus.verify();
                }
            } catch (CorpusException e) {
                bad.add(name + " (" + e.getMessage() + ")");
            }
        }
        return bad.isEmpty()
                ? Check.well("corpora", names.isEmpty() ? "none yet" : String.join(", ", names))
                : Check.trouble(
                        "corpora", String.join(", ", bad), "`corpus remove NAME`, then add or generate it again.");
    }

    /** Writes a checkpoint beside the real ones, reads it back, deletes it; and lists what is damaged. */
    Check checkpoints() {
        try {
            if (!roundTrip()) {
                return Check.trouble(
                        "checkpoints", "what was written is not what is read", "The disk may be failing: check it.");
            }
            CheckpointStore store = session.company().store();
            List<String> models = store.models();
            List<String> damaged = new ArrayList<>();
            for (String model : models) {
                store.list(model).damaged().forEach(one -> damaged.add(one.toString()));
                store.latest(model).ifPresent(latest -> examine(latest, damaged));
            }
            return damaged.isEmpty()
                    ? Check.well(
                            "checkpoints",
                            "written and read back; "
                                    + (models.isEmpty() ? "no models yet" : String.join(", ", models)))
                    : Check.trouble(
                            "checkpoints",
                            String.join("; ", damaged),
                            "The others are used; delete the damaged folders in " + home.checkpoints() + ".");
        } catch (IOException e) {
            return Check.trouble("checkpoints", Faults.words(e), "Make room there, or choose another --home.");
        } catch (CheckpointException e) {
            return Check.trouble("checkpoints", e.getMessage(), "Make room there, or choose another --home.");
        }
    }

    /** Reads every byte of it. */
    private static void examine(Checkpoint checkpoint, List<String> damaged) {
        try {
            checkpoint.parameters();
            checkpoint.optimizer();
            checkpoint.tokenizer();
        } catch (CheckpointException fault) {
            damaged.add(fault.getMessage());
        }
    }

    private boolean roundTrip() throws IOException {
        Path place = Files.createTempDirectory(home.folder(), ".doctor");
        try {
            ByteBuffer values = ByteBuffer.allocate(2 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            values.putFloat(0, (float) Math.PI).putFloat(Float.BYTES, Float.MIN_VALUE);
            StoredTensor tensor = new StoredTensor("F32", new long[] {2}, values);
            CheckpointCard card = new CheckpointCard(
                    new CheckpointCard.Network("gpt", Map.of()),
                    Map.of(),
                    new CheckpointCard.Progress(0, 0, 0, 0),
                    CheckpointCard.Losses.none(),
                    new CheckpointCard.Source("none", Map.of(), "90/10", "characters"),
                    new CheckpointCard.Origin(1, Optional.empty(), "doctor"),
                    Map.of());
            CheckpointStore store = new CheckpointStore(place);
            store.save("probe", new CheckpointContents(card, Map.of("w", tensor), Optional.empty(), "{}"));
            Map<String, StoredTensor> read = store.resolve("probe").parameters();
            return read.keySet().equals(Set.of("w"))
                    && read.get("w").data().equals(values.rewind().order(ByteOrder.LITTLE_ENDIAN));
        } finally {
            Folders.delete(place);
        }
    }

    private static String decimals(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
