package understudy.repl.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import understudy.models.Knob;
import understudy.repl.Mistake;
import understudy.repl.terminal.Completion;

/** What could stand where Tab is pressed, found by walking the command table along the words before it. */
public final class Completions {
    private final Supplier<CommandTable> table;

    public Completions(Supplier<CommandTable> table) {
        this.table = table;
    }

    /** Completions for the last of the words; not filtered by what is typed of it, except for file names. */
    public List<Completion> of(List<String> words) {
        try {
            return new Walk(words).completions();
        } catch (Mistake e) {
            return List.of(); // an unknown command: nothing to offer behind it
        }
    }

    private final class Walk {
        private final List<String> words;
        private final String typed;
        private final Set<String> used = new LinkedHashSet<>();
        private CommandSpec spec = table.get().root();
        private Optional<OptionSpec> awaiting = Optional.empty();
        private boolean optionsOver;
        private int positionals;

        Walk(List<String> words) {
            this.typed = words.get(words.size() - 1);
            this.words = table.get().whole(words.subList(0, words.size() - 1));
        }

        List<Completion> completions() {
            words.forEach(this::pass);
            if (awaiting.isPresent()) {
                return values(awaiting.get(), "", typed);
            }
            if (typed.startsWith("-") && !optionsOver) {
                int equals = typed.indexOf('=');
                Optional<OptionSpec> option = equals < 0 ? Optional.empty() : option(typed.substring(0, equals));
                return option.map(o -> values(o, typed.substring(0, equals + 1), typed.substring(equals + 1)))
                        .orElseGet(this::options);
            }
            if (!spec.subcommands().isEmpty()) {
                return spec.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .map(s ->
                                new Completion(s.name(), first(s.usageMessage().description()), true))
                        .toList();
            }
            List<Completion> here = positional()
                    .map(p -> ofKnob().orElseGet(() -> values(p, "", typed)))
                    .orElse(List.of());
            return here.isEmpty() && typed.isEmpty() && !optionsOver ? options() : here;
        }

        /** Behind a knob of {@code set}: what that knob takes. */
        private Optional<List<Completion>> ofKnob() {
            return spec.userObject() instanceof SetKnob && positionals > 0
                    ? Knob.of(words.get(words.size() - 1))
                            .map(knob -> KnobOptions.offers(knob).stream()
                                    .map(value -> new Completion(value, "", true))
                                    .toList())
                    : Optional.empty();
        }

        private void pass(String word) {
            if (awaiting.isPresent()) {
                awaiting = Optional.empty();
            } else if (word.equals("--")) {
                optionsOver = true;
            } else if (word.startsWith("-") && !optionsOver) {
                passOption(word);
            } else if (spec.subcommands().containsKey(word)) {
                spec = spec.subcommands().get(word).getCommandSpec();
            } else {
                positionals++;
            }
        }

        private void passOption(String word) {
            int equals = word.indexOf('=');
            Optional<OptionSpec> option = option(equals < 0 ? word : word.substring(0, equals));
            option.ifPresent(o -> used.add(o.longestName()));
            awaiting = equals < 0 ? option.filter(o -> o.arity().max() > 0) : Optional.empty();
        }

        private Optional<OptionSpec> option(String name) {
            return Optional.ofNullable(spec.findOption(name));
        }

        private Optional<PositionalParamSpec> positional() {
            return spec.positionalParameters().stream()
                    .filter(p -> p.index().contains(positionals))
                    .findFirst();
        }

        private List<Completion> options() {
            return spec.options().stream()
                    .filter(o -> !o.hidden() && (!used.contains(o.longestName()) || o.isMultiValue()))
                    .map(o -> new Completion(o.longestName(), first(o.description()), true))
                    .toList();
        }
    }

    /** The values of one option or parameter. */
    List<Completion> values(ArgSpec arg, String before, String typed) {
        if (FileNames.wantedBy(arg) && arg.completionCandidates() == null) {
            return FileNames.like(typed).stream()
                    .map(f -> new Completion(before + f, "", !f.endsWith("/")))
                    .toList();
        }
        Set<String> words = new LinkedHashSet<>();
        boolean spelledHere =
                arg.type().isEnum() && arg.converters().length > 0; // then picocli offers the constants' names
        if (arg.completionCandidates() != null && !spelledHere) {
            arg.completionCandidates().forEach(words::add);
        }
        Arrays.stream(arg.converters())
                .filter(Offer.class::isInstance)
                .forEach(c -> words.addAll(((Offer) c).offers()));
        if (words.isEmpty() && arg.defaultValue() != null) {
            words.add(arg.defaultValue());
        }
        String list = arg.splitRegex().isEmpty() ? "" : typed.substring(0, typed.lastIndexOf(',') + 1);
        List<Completion> all = new ArrayList<>();
        words.forEach(w -> all.add(new Completion(before + list + w, "", true)));
        return all;
    }

    private static String first(String[] description) {
        return description.length == 0 ? "" : description[0];
    }
}
