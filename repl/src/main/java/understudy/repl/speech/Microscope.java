package understudy.repl.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import understudy.models.LanguageModel;
import understudy.models.Sampling;

/**
 * The way from a model's logits at one place to the distribution from which a token is drawn, stage by stage, in the order in which speaking does it: repetition, temperature, top-k, top-p,
 * min-p.
 *
 * @param stages the first is the model's own distribution; those that the options leave out are not among them
 * @param order all ids, the likeliest at first first
 */
public record Microscope(List<Stage> stages, int[] order) {
    public Microscope {
        stages = List.copyOf(stages);
    }

    /**
     * A distribution.
     *
     * @param name what was done to get it
     * @param probabilities of each id; 0 where it was removed
     * @param removed the ids that this stage took out, the likeliest first
     * @param mass the probability that those had before
     */
    public record Stage(String name, double[] probabilities, int[] removed, double mass) {
        /** How many ids are left. */
        public int kept() {
            return (int) Arrays.stream(probabilities).filter(p -> p > 0).count();
        }

        /** In nats. */
        public double entropy() {
            return Arrays.stream(probabilities)
                    .filter(p -> p > 0)
                    .map(p -> -p * Math.log(p))
                    .sum();
        }
    }

    /**
     * How a model draws the token behind some.
     *
     * @param seen the ids that were read or said; only a network without an end to its memory reads more than its context
     */
    public static Microscope of(LanguageModel model, int[] seen, Sampling sampling) {
        int context = model.architecture().context();
        boolean all = seen.length <= context || model.architecture().endless();
        int[] read = all ? seen : Arrays.copyOfRange(seen, seen.length - context, seen.length);
        return of(model.logits(read), seen, sampling);
    }

    /**
     * @param logits of every id
     * @param seen the ids that were read or said
     */
    public static Microscope of(float[] logits, int[] seen, Sampling sampling) {
        double[] scores =
                IntStream.range(0, logits.length).mapToDouble(i -> logits[i]).toArray();
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("the model", softmax(scores), new int[0], 0));
        int[] order = sorted(stages.get(0).probabilities());
        if (sampling.repeat() != 1) {
            for (int id : Arrays.stream(seen).distinct().toArray()) {
                scores[id] = scores[id] > 0 ? scores[id] / sampling.repeat() : scores[id] * sampling.repeat();
            }
            stages.add(new Stage("repeat " + number(sampling.repeat()), softmax(scores), new int[0], 0));
        }
        if (sampling.temperature() == 0) {
            double[] one = new double[scores.length];
            one[sorted(softmax(scores))[0]] = 1;
            stages.add(cut("greedy", stages.get(stages.size() - 1).probabilities(), one));
            return new Microscope(stages, order);
        }
        double[] warm =
                Arrays.stream(scores).map(s -> s / sampling.temperature()).toArray();
        stages.add(new Stage("temperature " + number(sampling.temperature()), softmax(warm), new int[0], 0));
        if (sampling.topK() > 0 && sampling.topK() < scores.length) {
            keep(stages, "top-k " + sampling.topK(), sampling.topK());
        }
        double[] shares = stages.get(stages.size() - 1).probabilities();
        int[] likely = sorted(shares);
        int left = (int) Arrays.stream(shares).filter(p -> p > 0).count();
        if (sampling.topP() < 1) {
            double sum = 0;
            int count = 0;
            while (count < left && sum < sampling.topP()) {
                sum += shares[likely[count++]];
            }
            keep(stages, "top-p " + number(sampling.topP()), count);
        }
        if (sampling.minP() > 0) {
            int count = 0;
            int most = stages.get(stages.size() - 1).kept();
            // measured, as speaking does it, by the shares before top-p
            while (count < most && shares[likely[count]] >= sampling.minP() * shares[likely[0]]) {
                count++;
            }
            keep(stages, "min-p " + number(sampling.minP()), count);
        }
        return new Microscope(stages, order);
    }

    /** The distribution from which a token is drawn. */
    public Stage last() {
        return stages.get(stages.size() - 1);
    }

    private static void keep(List<Stage> stages, String name, int count) {
        double[] before = stages.get(stages.size() - 1).probabilities();
        int[] likely = sorted(before);
        double[] after = new double[before.length];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += before[likely[i]];
        }
        for (int i = 0; i < count; i++) {
            after[likely[i]] = before[likely[i]] / sum;
        }
        stages.add(cut(name, before, after));
    }

    private static Stage cut(String name, double[] before, double[] after) {
        int[] removed = Arrays.stream(sorted(before))
                .filter(id -> before[id] > 0 && after[id] == 0)
                .toArray();
        return new Stage(
                name,
                after,
                removed,
                Arrays.stream(removed).mapToDouble(id -> before[id]).sum());
    }

    private static int[] sorted(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[] softmax(double[] scores) {
        double most = Arrays.stream(scores).max().orElse(0);
        double[] shares = Arrays.stream(scores).map(s -> Math.exp(s - most)).toArray();
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(s -> s / sum).toArray();
    }

    private static String number(double value) {
        return String.format(java.util.Locale.ROOT, "%.2f", value);
    }
}
