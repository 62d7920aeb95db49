package understudy.models;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What values a {@link Knob} takes. */
sealed interface Kind {
    /** The value of a text, if it is one of this kind. */
    Optional<Object> parse(String text);

    /** What is expected, for a message. */
    String expected();

    default List<String> choices() {
        return List.of();
    }

    Kind TRUTH = new Choice(List.of("true", "false"));

    /** Whole numbers in ascending order, {@code 1000,1500}, or {@code none}. */
    Kind COUNTS = new Counts();

    /** Which parameters learn. */
    Kind LEARNERS = new Learning();

    static Kind count(long least, long most) {
        return new Count(least, most);
    }

    static Kind number(double least, double most) {
        return new Number(least, most, false);
    }

    static Kind positive(double most) {
        return new Number(0, most, true);
    }

    static Kind choice(String... words) {
        return new Choice(List.of(words));
    }

    record Count(long least, long most) implements Kind {
        @Override
        public Optional<Object> parse(String text) {
            if (!text.matches("\\d{1,12}")) {
                return Optional.empty();
            }
            long value = Long.parseLong(text);
            return value < least || value > most ? Optional.empty() : Optional.of(value);
        }

        @Override
        public String expected() {
            return String.format(Locale.ROOT, "a whole number from %d to %,d", least, most);
        }
    }

    record Counts() implements Kind {
        private static final String NONE = "none";
        private static final Pattern FORM = Pattern.compile("\\d{1,12}(,\\d{1,12})*");

        @Override
        public Optional<Object> parse(String text) {
            if (text.equals(NONE)) {
                return Optional.of(text);
            }
            if (text.length() > 1000 || !FORM.matcher(text).matches()) {
                return Optional.empty();
            }
            List<Long> values = values(text);
            List<Long> ascending = values.stream().sorted().distinct().toList();
            return values.equals(ascending) ? Optional.of(text) : Optional.empty();
        }

        static List<Long> values(String text) {
            return text.equals(NONE)
                    ? List.of()
                    : Stream.of(text.split(",")).map(Long::valueOf).toList();
        }

        @Override
        public String expected() {
            return "ascending whole numbers parted by commas, such as 1000,1500, or none";
        }
    }

    record Learning() implements Kind {
        @Override
        public Optional<Object> parse(String text) {
            return Learners.of(text).isPresent() ? Optional.of(text) : Optional.empty();
        }

        @Override
        public String expected() {
            return "all, head, or blocks:K for the last K blocks";
        }

        @Override
        public List<String> choices() {
            return Learners.USUAL;
        }
    }

    record Number(double least, double most, boolean aboveLeast) implements Kind {
        private static final Pattern FORM = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

        @Override
        public Optional<Object> parse(String text) {
            if (text.length() > 30 || !FORM.matcher(text).matches()) {
                return Optional.empty();
            }
            double value = new BigDecimal(text).doubleValue();
            boolean inside = value <= most && (aboveLeast ? value > least : value >= least);
            return inside ? Optional.of(value) : Optional.empty();
        }

        @Override
        public String expected() {
            return aboveLeast
                    ? "a number above " + plain(least) + ", such as 3e-4"
                    : "a number from " + plain(least) + " to " + plain(most);
        }

        private static String plain(double value) {
            return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        }
    }

    record Choice(List<String> choices) implements Kind {
        @Override
        public Optional<Object> parse(String text) {
            if (!choices.contains(text)) {
                return Optional.empty();
            }
            return Optional.of(this.equals(TRUTH) ? Boolean.valueOf(text) : text);
        }

        @Override
        public String expected() {
            return choices.size() == 2 ? String.join(" or ", choices) : "one of " + String.join(", ", choices);
        }
    }
}
