package understudy.models;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How rates move over a run's horizon, as a factor of their peak. */
enum Schedule {
    CONSTANT {
        @Override
        double after(Place at, Shape shape) {
            return 1;
        }
    },
    /** Half a cosine down to the floor (Loshchilov and Hutter 2017). */
    COSINE {
        @Override
        double after(Place at, Shape shape) {
            return shape.floor() + (1 - shape.floor()) * .5 * (1 + Math.cos(Math.PI * at.part()));
        }
    },
    /** The peak for a while, which may be none, then straight down to the floor. */
    LINEAR {
        @Override
        double after(Place at, Shape shape) {
            return at.part() < shape.hold() ? 1 : Math.max(shape.floor(), (1 - at.part()) / (1 - shape.hold()));
        }
    },
    /** A drop at each of some steps. */
    STEPS {
        @Override
        double after(Place at, Shape shape) {
            return Math.pow(
                    shape.drops().factor(),
                    shape.drops().at().stream().filter(s -> s <= at.step()).count());
        }
    },
    /** A drop at the end of some epoch and of each one behind it, as in char-rnn. */
    EPOCHS {
        @Override
        double after(Place at, Shape shape) {
            long over = (long) Math.floor(at.step() / at.epoch());
            return Math.pow(
                    shape.drops().factor(), Math.max(0, over - shape.drops().after() + 1));
        }
    };

    /**
     * @param warmUp steps over which the factor rises to 1
     * @param hold share of the horizon for which {@link #LINEAR} stays at the peak
     * @param floor where the factor of {@link #COSINE} and {@link #LINEAR} ends
     * @param drops of {@link #STEPS} and {@link #EPOCHS}
     */
    record Shape(long warmUp, double hold, double floor, Drops drops) {}

    /**
     * @param factor of the rate at each
     * @param at the steps of the cycle at which {@link #STEPS} drops
     * @param after the epoch, from 1, at whose end {@link #EPOCHS} drops first
     */
    record Drops(double factor, List<Long> at, long after) {}

    /**
     * Where in its cycle a step is.
     *
     * @param step steps done in the cycle, from 0
     * @param part of the horizon after warm-up that has passed, 0 to 1
     * @param epoch steps in a pass over the text
     */
    record Place(long step, double part, double epoch) {}

    abstract double after(Place at, Shape shape);

    /**
     * @param step steps done in this cycle, from 0
     * @param horizon steps in the cycle
     * @param epoch steps in a pass over the text
     */
    double factor(long step, long horizon, double epoch, Shape shape) {
        if (step < shape.warmUp()) {
            return (step + 1.0) / (shape.warmUp() + 1);
        }
        double part = (step - shape.warmUp()) / (double) Math.max(1, horizon - shape.warmUp());
        return after(new Place(step, Math.min(1, part), epoch), shape);
    }

    static String[] words() {
        return Arrays.stream(values()).map(Schedule::toString).toArray(String[]::new);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
