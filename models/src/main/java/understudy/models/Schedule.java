package understudy.models;

import java.util.Locale;

/** How rates move over a run's horizon, as a factor of their peak. */
enum Schedule {
    CONSTANT {
        @Override
        double after(double part, Shape shape) {
            return 1;
        }
    },
    /** Half a cosine down to the floor (Loshchilov and Hutter 2017). */
    COSINE {
        @Override
        double after(double part, Shape shape) {
            return shape.floor() + (1 - shape.floor()) * .5 * (1 + Math.cos(Math.PI * part));
        }
    },
    /** The peak for a while, then straight down to the floor. */
    LINEAR {
        @Override
        double after(double part, Shape shape) {
            return part < shape.hold() ? 1 : Math.max(shape.floor(), (1 - part) / (1 - shape.hold()));
        }
    };

    /**
     * @param warmUp steps over which the factor rises to 1
     * @param hold share of the horizon for which {@link #LINEAR} stays at the peak
     * @param floor where the factor ends
     */
    record Shape(long warmUp, double hold, double floor) {}

    /** @param part of the horizon after warm-up that has passed, 0 to 1 */
    abstract double after(double part, Shape shape);

    /**
     * @param step steps done in this cycle, from 0
     * @param horizon steps in the cycle
     */
    double factor(long step, long horizon, Shape shape) {
        if (step < shape.warmUp()) {
            return (step + 1.0) / (shape.warmUp() + 1);
        }
        double part = (step - shape.warmUp()) / (double) Math.max(1, horizon - shape.warmUp());
        return after(Math.min(1, part), shape);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
