package understudy.models;

import java.util.Locale;

/** How the weights of a linear map are drawn, by a recipe's choice. All are of mean zero. */
public enum Initialiser {
    /** Normal .02, whatever the map's size (Radford et al. 2019). */
    NORMAL {
        @Override
        Initial of(long in, long out, double gain) {
            return Initial.normal(.02);
        }
    },
    /** Uniform with variance 2 / (in + out) (Glorot and Bengio 2010): both ways, signals keep their size. */
    XAVIER {
        @Override
        Initial of(long in, long out, double gain) {
            return Initial.uniform(gain * Math.sqrt(6.0 / (in + out)));
        }
    },
    /** Normal with variance gain² / in (He et al. 2015): forward, signals keep their size behind the activation. */
    KAIMING {
        @Override
        Initial of(long in, long out, double gain) {
            return Initial.normal(gain / Math.sqrt(in));
        }
    },
    /** A random rotation times the gain (Saxe et al. 2014): every direction keeps its length. */
    ORTHOGONAL {
        @Override
        Initial of(long in, long out, double gain) {
            return Initial.orthogonal(out, in, gain);
        }
    };

    /** What makes up for tanh, which takes some of a signal's size away. */
    static final double TANH = 5.0 / 3;
    /** What makes up for ReLU, which takes half of a signal's square away. */
    static final double RELU = Math.sqrt(2);

    /**
     * @param in columns of the weight
     * @param out rows
     * @param gain what the activation behind it takes away, 1 for none
     */
    abstract Initial of(long in, long out, double gain);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
