package understudy.repl.commands;

import java.util.Optional;
import java.util.OptionalDouble;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointCard;
import understudy.models.Architecture;
import understudy.models.ModelException;
import understudy.repl.Session;
import understudy.repl.rehearsal.Chronicler;
import understudy.repl.rehearsal.Resident;
import understudy.repl.rehearsal.Standing;

/**
 * A model in a few numbers, whether it is in memory or on disk.
 *
 * @param arch a dash where nothing of it can be read
 * @param step -1 where nothing of it can be read
 * @param validation the last loss measured
 * @param device empty if it is not in memory
 * @param bytes of its parameters
 */
record Profile(
        String name,
        String arch,
        long parameters,
        long step,
        OptionalDouble validation,
        boolean resident,
        String device,
        long bytes) {

    static Profile of(Session session, String name) {
        Optional<Resident> resident = session.company().resident(name);
        if (resident.isPresent()) {
            Resident here = resident.get();
            OptionalDouble loss = here.standing().validation().isPresent()
                    ? OptionalDouble.of(here.standing().validation().get().loss())
                    : OptionalDouble.empty();
            return new Profile(
                    name,
                    here.arch(),
                    here.parameters(),
                    here.standing().step(),
                    loss,
                    true,
                    here.device(),
                    here.bytes());
        }
        return session.company()
                .store()
                .latest(name)
                .map(checkpoint -> of(session, name, checkpoint))
                .orElseGet(() -> new Profile(name, "–", 0, -1, OptionalDouble.empty(), false, "", 0));
    }

    private static Profile of(Session session, String name, Checkpoint checkpoint) {
        CheckpointCard card = checkpoint.card();
        OptionalDouble known = Standing.latestLoss(card);
        long parameters = parameters(card.network());
        return new Profile(
                name,
                card.network().architecture(),
                parameters,
                checkpoint.step(),
                known.isPresent()
                        ? known
                        : Chronicler.validation(session.company().store().journal(name), checkpoint.step()),
                false,
                "",
                Float.BYTES * parameters);
    }

    /** 0 for a network of a kind that this program does not know. */
    private static long parameters(CheckpointCard.Network network) {
        try {
            return Architecture.of(network.architecture(), network.config()).parameters();
        } catch (ModelException foreign) {
            return 0;
        }
    }
}
