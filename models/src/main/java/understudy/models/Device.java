package understudy.models;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where tensors live.
 *
 * @param kind {@code auto} (CUDA where there is one, else the processor), {@code cpu} or {@code cuda}
 * @param index which of several GPUs; 0 otherwise
 */
public record Device(String kind, int index) {
    public static final Device AUTO = new Device("auto", 0);
    public static final Device CPU = new Device("cpu", 0);

    private static final Pattern FORM = Pattern.compile("(auto|cpu|cuda)(?::(\\d{1,3}))?");

    public static Device parse(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches() || (matcher.group(2) != null && !matcher.group(1).equals("cuda"))) {
            throw new ModelException("--device: expected auto, cpu, cuda or cuda:N; found \"" + text + "\".");
        }
        return new Device(matcher.group(1), matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)));
    }

    boolean isCuda() {
        return kind.equals("cuda");
    }

    @Override
    public String toString() {
        return isCuda() ? "cuda:" + index : kind;
    }
}
