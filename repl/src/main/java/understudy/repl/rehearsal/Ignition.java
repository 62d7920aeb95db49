package understudy.repl.rehearsal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import understudy.models.Engine;

/** The engine, started when it is first needed. */
final class Ignition {
    private final Supplier<CompletableFuture<Engine>> start;
    private Optional<Engine> started = Optional.empty();

    /** @param start starts it on another thread */
    Ignition(Supplier<CompletableFuture<Engine>> start) {
        this.start = start;
    }

    /** Waits until it has started; where it cannot, the fault is the starter's own. */
    synchronized Engine engine() {
        if (started.isEmpty()) {
            try {
                started = Optional.of(start.get().join());
            } catch (CompletionException fault) {
                if (fault.getCause() instanceof RuntimeException known) {
                    throw known;
                }
                throw fault;
            }
        }
        return started.get();
    }
}
