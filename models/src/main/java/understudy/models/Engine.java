package understudy.models;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * libtorch in this process: one device, and the programs loaded so far. Whoever starts it may close it, after every
 * model; a process that ends need not. Starting loads native libraries and takes a second; do it on a background
 * thread.
 */
public final class Engine implements AutoCloseable {
    private final Device device;
    private final PtNDManager manager;
    private final EngineInfo info;
    private final Findings findings;
    private final Map<String, Program> programs = new ConcurrentHashMap<>();

    private Engine(Device device, PtNDManager manager, EngineInfo info, Findings findings) {
        this.device = device;
        this.manager = manager;
        this.info = info;
        this.findings = findings;
    }

    /** Starts one that forgets what it finds this machine to be faster with. */
    public static Engine start(Device wanted, int threads) {
        return start(wanted, threads, Findings.fleeting());
    }

    /**
     * @param wanted the device asked for
     * @param threads threads for one operation, 0 for the library's own choice
     * @param findings what was found out about this machine
     * @throws ModelException if the natives cannot be loaded or the device is not there
     */
    public static Engine start(Device wanted, int threads, Findings findings) {
        System.setProperty("OPT_OUT_TRACKING", "true"); // nothing is reported to anyone
        if (threads > 0) {
            System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        }
        ai.djl.engine.Engine library;
        try {
            library = ai.djl.engine.Engine.getEngine("PyTorch");
        } catch (RuntimeException | LinkageError e) {
            throw new ModelException("libtorch could not be loaded (" + e.getMessage() + "); `doctor` says more.", e);
        }
        int gpus = gpus(library, wanted);
        Device device = choose(wanted, gpus);
        ai.djl.Device place = device.isCuda() ? ai.djl.Device.gpu(device.index()) : ai.djl.Device.cpu();
        PtNDManager manager = (PtNDManager) NDManager.newBaseManager(place, "PyTorch");
        manager.setName("understudy");
        return new Engine(
                device,
                manager,
                new EngineInfo("libtorch " + library.getVersion(), device, JniUtils.getNumThreads(), gpus),
                findings);
    }

    /** DJL counts through the CUDA runtime, which a machine with only a driver lacks; there one device is tried out. */
    private static int gpus(ai.djl.engine.Engine library, Device wanted) {
        int counted = library.getGpuCount();
        boolean built = String.valueOf(System.getenv("PYTORCH_FLAVOR")).startsWith("cu");
        if (counted > 0 || !(wanted.isCuda() || (wanted.kind().equals("auto") && built))) {
            return counted;
        }
        try (NDManager trial = NDManager.newBaseManager(ai.djl.Device.gpu(wanted.index()), "PyTorch")) {
            trial.ones(new ai.djl.ndarray.types.Shape(1)).toFloatArray();
            return wanted.index() + 1;
        } catch (RuntimeException e) {
            return 0; // libtorch without CUDA, or no such device
        }
    }

    private static Device choose(Device wanted, int gpus) {
        if (wanted.kind().equals("auto")) {
            return gpus > 0 ? new Device("cuda", 0) : Device.CPU;
        }
        if (wanted.isCuda() && wanted.index() >= gpus) {
            throw new ModelException("--device " + wanted + ": this machine offers "
                    + (gpus == 0 ? "no CUDA device" : gpus + " CUDA device(s), numbered from 0")
                    + ". `--device cpu` runs on the processor; `doctor` says more.");
        }
        return wanted;
    }

    public EngineInfo info() {
        return info;
    }

    /** What this device, library and number of threads are faster with, measured if that is not known. */
    String answer(String question, Supplier<String> measurement) {
        return findings.answer(
                info.device() + ", " + info.threads() + (info.threads() == 1 ? " thread, " : " threads, ")
                        + info.library() + ", " + question,
                measurement);
    }

    Device device() {
        return device;
    }

    /** @throws ModelException if the processor's memory is where tensors go and has no room for {@code bytes} more */
    void require(long bytes, String what) {
        if (!device.isCuda()) {
            Memory.require(bytes, what); // a GPU says so itself when it is full
        }
    }

    /** A manager for arrays that outlive one call; its owner closes it. */
    PtNDManager scope() {
        return (PtNDManager) manager.newSubManager();
    }

    /**
     * Makes something in a manager; if that fails, for want of memory say, the manager is closed and nothing stays
     * behind.
     */
    static <T> T orClose(PtNDManager memory, Supplier<T> making) {
        try {
            return making.get();
        } catch (RuntimeException | Error e) { // a buffer that finds no memory is an error
            memory.close();
            if (e instanceof EngineException fault) {
                throw Program.explain(fault);
            }
            throw e;
        }
    }

    /** The program of a module's source, loaded once; it lives as long as the engine. */
    Program program(String source) {
        return programs.computeIfAbsent(source, this::load);
    }

    private Program load(String source) {
        try {
            PtSymbolBlock block =
                    JniUtils.loadModule(manager, new ByteArrayInputStream(Archive.of(source)), device.isCuda(), false);
            return new Program(block, manager, info.threads());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the stream is memory
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
