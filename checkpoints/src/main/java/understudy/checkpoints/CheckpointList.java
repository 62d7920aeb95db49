package understudy.checkpoints;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The checkpoints of one model, by step, and the folders that could not be read.
 *
 * @param model whose they are
 * @param checkpoints the usable ones, in order of steps
 * @param damaged the others, each with its reason
 */
public record CheckpointList(String model, List<Checkpoint> checkpoints, List<DamagedCheckpoint> damaged) {
    static final String BEST = "best";
    static final String LATEST = "latest";

    /** As many steps as a message names. */
    private static final int TOLD = 12;

    public CheckpointList {
        checkpoints = List.copyOf(checkpoints);
        damaged = List.copyOf(damaged);
    }

    /** The highest step. */
    public Optional<Checkpoint> latest() {
        return checkpoints.isEmpty() ? Optional.empty() : Optional.of(checkpoints.get(checkpoints.size() - 1));
    }

    /** The lowest validation loss, the earliest of equal ones; empty when none was measured. */
    public Optional<Checkpoint> best() {
        return checkpoints.stream()
                .filter(one -> one.card().losses().validation().isPresent())
                .min(Comparator.comparingDouble(
                        one -> one.card().losses().validation().getAsDouble()));
    }

    public Optional<Checkpoint> at(long step) {
        return checkpoints.stream().filter(one -> one.step() == step).findFirst();
    }

    /** Everything it may be called after {@code @}: its names, {@code best}, {@code latest}. */
    public List<String> namesOf(Checkpoint checkpoint) {
        List<String> names = new ArrayList<>(checkpoint.names());
        if (best().filter(checkpoint::equals).isPresent()) {
            names.add(BEST);
        }
        if (latest().filter(checkpoint::equals).isPresent()) {
            names.add(LATEST);
        }
        return names;
    }

    /**
     * Finds what a person means.
     *
     * @param name a step (1500 or 1,500), {@code best}, {@code latest} or what a checkpoint was saved as
     * @throws CheckpointException naming the ones there are
     */
    public Checkpoint find(String name) {
        Optional<Checkpoint> found;
        if (name.equals(LATEST)) {
            found = latest();
        } else if (name.equals(BEST)) {
            found = best();
        } else if (name.matches("[0-9]{1,16}|[0-9]{1,3}(,[0-9]{3}){1,5}")) {
            found = at(Long.parseLong(name.replace(",", "")));
        } else {
            found = checkpoints.stream()
                    .filter(one -> one.names().contains(name))
                    .findFirst();
        }
        return found.orElseThrow(() -> new CheckpointException(missing(name)));
    }

    private String missing(String name) {
        String reference = model + "@" + OneLine.of(name);
        for (DamagedCheckpoint one : damaged) {
            if (one.reference().equals(reference)) {
                return one + ". " + others();
            }
        }
        if (name.equals(LATEST) && !damaged.isEmpty()) {
            return damaged.get(damaged.size() - 1) + ". " + others();
        }
        if (name.equals(BEST) && !checkpoints.isEmpty()) {
            return "No checkpoint " + reference + ": none has a validation loss yet. " + others();
        }
        return "No checkpoint " + reference + ". " + others();
    }

    private String others() {
        if (checkpoints.isEmpty()) {
            if (!damaged.isEmpty()) {
                return model + " has no other checkpoint that can be read; `delete " + model + "` removes it.";
            }
            return model + " has no checkpoint yet; `save " + model + "` writes one.";
        }
        List<String> told = new ArrayList<>();
        int size = checkpoints.size();
        for (int i = 0; i < size; i++) {
            if (size <= TOLD || i < TOLD / 2 || i >= size - TOLD / 2) {
                told.add(grouped(checkpoints.get(i)));
            } else if (i == TOLD / 2) {
                told.add("…");
            }
        }
        for (Checkpoint one : checkpoints) {
            one.names().forEach(name -> told.add(name + " (" + grouped(one) + ")"));
        }
        best().ifPresent(one -> told.add(BEST + " (" + grouped(one) + ")"));
        latest().ifPresent(one -> told.add(LATEST + " (" + grouped(one) + ")"));
        return told.stream()
                .collect(Collectors.joining(", ", "There are ", ". `checkpoints " + model + "` lists them."));
    }

    private static String grouped(Checkpoint checkpoint) {
        return String.format(java.util.Locale.ROOT, "%,d", checkpoint.step());
    }
}
