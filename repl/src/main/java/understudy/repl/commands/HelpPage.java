package understudy.repl.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import understudy.repl.terminal.Text;

/** One command explained: how it is typed, what it does, its options, examples. */
final class HelpPage {
    private static final int LONGEST_TERM = 26;

    private final List<Text> lines = new ArrayList<>();
    private final int width;

    private HelpPage(int width) {
        this.width = width;
    }

    static List<Text> of(CommandSpec spec, int width) {
        HelpPage page = new HelpPage(width);
        page.head(spec);
        page.parts(spec);
        page.examples(spec);
        return page.lines;
    }

    private void head(CommandSpec spec) {
        Text synopsis = Text.empty().strong(CommandTable.path(spec));
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            synopsis = synopsis.plain(" " + synopsis(parameter));
        }
        if (!spec.subcommands().isEmpty()) {
            synopsis = synopsis.plain(" " + String.join("|", spec.subcommands().keySet()) + " …");
        }
        lines.add(spec.options().size() > 1 ? synopsis.quiet(" [options]") : synopsis);
        for (String sentence : spec.usageMessage().description()) {
            wrapped(sentence, width - 2).forEach(l -> lines.add(Text.of("  " + l)));
        }
    }

    private static String synopsis(PositionalParamSpec parameter) {
        String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "…" : "");
        return parameter.required() ? label : "[" + label + "]";
    }

    private void parts(CommandSpec spec) {
        for (CommandLine child : spec.subcommands().values()) {
            CommandSpec part = child.getCommandSpec();
            String[] description = part.usageMessage().description();
            String term = part.name()
                    + part.positionalParameters().stream()
                            .map(p -> " " + synopsis(p))
                            .collect(Collectors.joining());
            entry(term, description.length == 0 ? "" : description[0]);
        }
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            entry(parameter.paramLabel(), String.join(" ", parameter.description()));
        }
        for (OptionSpec option : spec.options()) {
            if (!option.usageHelp() && !option.hidden()) {
                entry(names(option), String.join(" ", option.description()) + byDefault(option));
            }
        }
    }

    private static String names(OptionSpec option) {
        String names = Arrays.stream(option.names()).collect(Collectors.joining(", "));
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    private static String byDefault(ArgSpec arg) {
        return arg.defaultValue() == null || arg.arity().max() == 0 ? "" : " [" + arg.defaultValue() + "]";
    }

    private void entry(String term, String meaning) {
        int indent = Math.min(LONGEST_TERM + 4, Math.max(12, width / 3));
        List<String> words = wrapped(meaning, Math.max(20, width - indent));
        Text first = Text.empty().accent("  " + term);
        if (term.length() + 4 > indent) {
            lines.add(first);
        } else {
            String gap = " ".repeat(indent - term.length() - 2);
            lines.add(words.isEmpty() ? first : first.plain(gap + words.get(0)));
            words = words.isEmpty() ? words : words.subList(1, words.size());
        }
        words.forEach(l -> lines.add(Text.of(" ".repeat(indent) + l)));
    }

    private void examples(CommandSpec spec) {
        if (spec.userObject() instanceof ShellCommand command) {
            command.examples()
                    .forEach(e -> lines.add(Text.empty().quiet("  e.g. ").plain(e)));
        }
    }

    /** Parts a sentence at blanks into lines of at most the given width; a longer word keeps its own line. */
    static List<String> wrapped(String sentence, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : sentence.strip().split("\\s+")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        if (line.length() > 0) {
            lines.add(line.toString());
        }
        return lines;
    }
}
