package understudy.models;

/**
 * How the next token is chosen. The options apply in this order: repetition penalty, temperature, top-k, top-p, min-p.
 *
 * @param temperature divides the logits; 0 takes the most likely token always
 * @param topK how many most likely tokens stay; 0 for all
 * @param topP the smallest set of most likely tokens with this much probability stays (Holtzman et al. 2020); 1 for all
 * @param minP tokens with less than this share of the most likely one's probability go (Nguyen et al. 2024); 0 for none
 * @param repeat tokens that stand in the text already have positive logits divided and negative ones multiplied by this
 *     (Keskar et al. 2019); 1 for none
 */
public record Sampling(double temperature, int topK, double topP, double minP, double repeat) {
    public static final Sampling DEFAULT = new Sampling(.8, 0, 1, 0, 1);

    public Sampling {
        require(temperature >= 0 && temperature <= 100, "--temperature", "a number from 0 to 100", temperature);
        require(topK >= 0, "--top-k", "a whole number, 0 for all", topK);
        require(topP > 0 && topP <= 1, "--top-p", "a number above 0, at most 1", topP);
        require(minP >= 0 && minP <= 1, "--min-p", "a number from 0 to 1", minP);
        require(repeat > 0 && repeat <= 100, "--repeat", "a number above 0, at most 100", repeat);
    }

    private static void require(boolean holds, String option, String expected, Object found) {
        if (!holds) {
            throw new ModelException(option + ": expected " + expected + "; found " + found + ".");
        }
    }

    /** As the program takes them; the last is the position of the first token. */
    float[] values(int position) {
        return new float[] {(float) temperature, topK, (float) topP, (float) minP, (float) repeat, position};
    }
}
