package understudy.repl.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** picocli's complaints in the words of this shell: one line that says what was expected, what was found, what to type. */
final class Wording {
    private Wording() {}

    static String of(ParameterException complaint) {
        CommandSpec spec = complaint.getCommandLine().getCommandSpec();
        String command = CommandTable.path(spec);
        if (complaint instanceof UnmatchedArgumentException unmatched) {
            return unmatched(spec, command, unmatched.getUnmatched());
        }
        if (complaint instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(spec, command, missing.getMissing().get(0));
        }
        if (complaint instanceof OverwrittenOptionException twice) {
            return label(twice.getOverwritten()) + ": expected once; found twice. Leave one out.";
        }
        if (complaint.getArgSpec() != null && complaint.getValue() != null) {
            return label(complaint.getArgSpec()) + ": " + expected(complaint) + "; found \"" + complaint.getValue()
                    + "\".";
        }
        String first = complaint.getMessage().lines().findFirst().orElse("");
        return command + ": " + first + ". `help " + command + "` shows how it is used.";
    }

    private static String unmatched(CommandSpec spec, String command, List<String> words) {
        String word = words.get(0);
        if (word.startsWith("-") && word.length() > 1) {
            String name = word.replaceFirst("=.*", "");
            List<String> known = new ArrayList<>();
            spec.options().forEach(o -> known.addAll(Arrays.asList(o.names())));
            return command + " knows no option " + name + "." + Nearest.hint(name, known) + " `help " + command
                    + "` lists them; -- goes before text that begins with a dash.";
        }
        if (!spec.subcommands().isEmpty()) {
            return command + ": expected "
                    + CommandTable.listed(spec.subcommands().keySet(), "or") + "; found \"" + word + "\".";
        }
        return command + " takes nothing more here: found \"" + word + "\". Quote text that has blanks; `help "
                + command + "` shows how it is used.";
    }

    private static String missing(CommandSpec spec, String command, ArgSpec missing) {
        String what = missing.description().length == 0 ? "" : " (" + missing.description()[0] + ")";
        if (missing.isOption() && missing.required()) {
            return command + ": expected also " + label(missing) + " " + missing.paramLabel() + what + ".";
        }
        if (missing.isOption()) {
            return label(missing) + ": expected " + missing.paramLabel() + what + "; found nothing.";
        }
        return command + ": expected " + missing.paramLabel() + what + "; found nothing. `help " + command
                + "` shows how it is used.";
    }

    private static String expected(ParameterException complaint) {
        ArgSpec arg = complaint.getArgSpec();
        Class<?> type = arg.auxiliaryTypes().length > 0 ? arg.auxiliaryTypes()[0] : arg.type();
        if (type.isEnum() && arg.converters().length == 0) {
            List<String> words = new ArrayList<>();
            arg.completionCandidates().forEach(words::add);
            return "expected " + CommandTable.listed(words, "or");
        }
        if (complaint.getCause() instanceof TypeConversionException cause) {
            return cause.getMessage();
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "expected a whole number";
        }
        if (type == double.class || type == Double.class || type == float.class || type == Float.class) {
            return "expected a number";
        }
        return "expected " + arg.paramLabel();
    }

    /** {@code --rate} for an option, {@code STEPS} for a parameter. */
    static String label(ArgSpec arg) {
        return arg instanceof OptionSpec option
                ? Arrays.stream(option.names())
                        .max(Comparator.comparingInt(String::length))
                        .orElseThrow()
                : arg.paramLabel();
    }
}
