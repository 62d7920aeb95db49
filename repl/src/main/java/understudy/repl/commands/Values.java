package understudy.repl.commands;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import understudy.repl.Naming;
import understudy.repl.rehearsal.Size;

/** Converters with the bounds that commands need. Each throws what was expected; the shell adds what was found. */
public final class Values {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)(s|m|h|d)?");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,3})?)(k|M|G)?B?");

    private Values() {}

    /** A number within bounds. */
    private abstract static class Bounded<N extends Number> implements ITypeConverter<N>, Offer {
        private final Function<String, N> reading;
        private final List<String> offers;

        Bounded(Function<String, N> reading, String... offers) {
            this.reading = reading;
            this.offers = List.of(offers);
        }

        @Override
        public N convert(String value) {
            return reading.apply(value);
        }

        @Override
        public List<String> offers() {
            return offers;
        }
    }

    /** A whole number above 0. */
    public static final class Count extends Bounded<Integer> {
        public Count() {
            super(value -> whole(value, 1, "a whole number above 0, such as 100"), "1", "10", "100", "1000");
        }
    }

    /** A whole number of 0 or more. */
    public static final class Amount extends Bounded<Integer> {
        public Amount() {
            super(value -> whole(value, 0, "a whole number of 0 or more, such as 40"), "0", "10", "40", "100");
        }
    }

    /** How many tokens to say: more than anybody waits for is a slip of the finger. */
    public static final class Tokens extends Bounded<Integer> {
        private static final int MOST = 1_000_000;

        public Tokens() {
            super(
                    value -> (int) whole(value, 0, MOST, "a whole number from 0 to 1000000, such as 200"),
                    "0",
                    "60",
                    "200",
                    "1000");
        }
    }

    /** A number above 0 by which others are multiplied. */
    public static final class Factor extends Bounded<Double> {
        public Factor() {
            super(value -> number(value, n -> n > 0, "a number above 0, such as 1.2"), "1", "1.1", "1.2", "1.5");
        }
    }

    /** A loss to reach, or a number of passes. */
    public static final class Goal extends Bounded<Double> {
        public Goal() {
            super(value -> number(value, n -> n > 0, "a number above 0, such as 1.5"), "1", "1.5", "2", "3");
        }
    }

    /** Any whole number; seeds random choices. */
    public static final class Seed extends Bounded<Long> {
        public Seed() {
            super(value -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE, "a whole number, such as 7"), "1", "7", "1337");
        }
    }

    /** A number of 0 or more. */
    public static final class NonNegative extends Bounded<Double> {
        public NonNegative() {
            super(value -> number(value, n -> n >= 0, "a number of 0 or more, such as 0.8"), "0", "0.5", "0.8", "1");
        }
    }

    /** A number from 0 to 1. */
    public static final class Fraction extends Bounded<Double> {
        public Fraction() {
            super(
                    value -> number(value, n -> n >= 0 && n <= 1, "a number from 0 to 1, such as 0.05"),
                    "0",
                    "0.02",
                    "0.05",
                    "0.1");
        }
    }

    /** A number above 0, at most 1. */
    public static final class Share extends Bounded<Double> {
        public Share() {
            super(
                    value -> number(value, n -> n > 0 && n <= 1, "a number above 0, at most 1, such as 0.9"),
                    "0.5",
                    "0.9",
                    "1");
        }
    }

    /** How large a model is to be. */
    public static final class Sized implements ITypeConverter<Size>, Offer {
        @Override
        public Size convert(String value) {
            return Size.of(value)
                    .orElseThrow(
                            () -> new TypeConversionException(
                                    "expected tiny, small, medium, large, gpt2, or parameters from 1k to 2000M, such as 846k or 4.8M"));
        }

        @Override
        public List<String> offers() {
            return Size.NAMED.stream().map(Size::word).toList();
        }
    }

    /** A time: {@code 90s}, {@code 2m}, {@code 1.5h}, {@code 1d}; seconds where no unit is given. */
    public static final class Time implements ITypeConverter<Duration>, Offer {
        @Override
        public Duration convert(String value) {
            Matcher parts = TIME.matcher(value);
            if (!parts.matches() || Double.parseDouble(parts.group(1)) == 0) {
                throw new TypeConversionException("expected a time above 0, such as 90s, 2m or 1h");
            }
            long unit = switch (parts.group(2) == null ? "s" : parts.group(2)) {
                case "m" -> 60_000;
                case "h" -> 3_600_000;
                case "d" -> 86_400_000;
                default -> 1000;
            };
            return Duration.ofMillis(Math.round(Double.parseDouble(parts.group(1)) * unit));
        }

        @Override
        public List<String> offers() {
            return List.of("30s", "2m", "10m", "1h");
        }
    }

    /** A number of bytes: {@code 2000000}, {@code 500k}, {@code 2MB}. */
    public static final class Bytes implements ITypeConverter<Long>, Offer {
        @Override
        public Long convert(String value) {
            Matcher parts = SIZE.matcher(value);
            if (!parts.matches() || Double.parseDouble(parts.group(1)) == 0) {
                throw new TypeConversionException("expected a number of bytes above 0, such as 500kB or 2MB");
            }
            double unit = switch (parts.group(2) == null ? "" : parts.group(2)) {
                case "k" -> 1e3;
                case "M" -> 1e6;
                case "G" -> 1e9;
                default -> 1;
            };
            return Math.round(Double.parseDouble(parts.group(1)) * unit);
        }

        @Override
        public List<String> offers() {
            return List.of("200kB", "2MB", "20MB");
        }
    }

    /** A name for something new, see {@link Naming}. */
    public static final class NewName implements ITypeConverter<String>, Offer {
        @Override
        public String convert(String value) {
            if (!Naming.fits(value)) {
                throw new TypeConversionException("expected " + Naming.EXPECTED);
            }
            return value;
        }

        @Override
        public List<String> offers() {
            return List.of("romeo", "juliet", "mercutio", "benvolio");
        }
    }

    /** Reads a whole number within bounds; digits may be grouped with _ or , as this program prints them. */
    static long whole(String value, long least, long most, String expected) {
        String digits = value.matches("-?[0-9]{1,3}([,_][0-9]{3})+") ? value.replaceAll("[,_]", "") : value;
        try {
            if (!digits.matches("[-+]?[0-9]+")) { // parseLong takes the digits of every script
                throw new NumberFormatException();
            }
            long number = Long.parseLong(digits);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        boolean large = digits.matches("0*[1-9][0-9]{9,}");
        throw new TypeConversionException("expected " + (large ? expected + ", at most " + most : expected));
    }

    private static int whole(String value, int least, String expected) {
        return Math.toIntExact(whole(value, least, Integer.MAX_VALUE, expected));
    }

    private static double number(String value, DoublePredicate fits, String expected) {
        // parseDouble also takes "1d", "0x1p3", "NaN": words nobody means here.
        if (value.toLowerCase(Locale.ROOT).matches("-?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[-+]?[0-9]{1,3})?")) {
            double number = Double.parseDouble(value);
            if (Double.isFinite(number) && fits.test(number)) {
                return number;
            }
        }
        throw new TypeConversionException("expected " + expected);
    }
}
