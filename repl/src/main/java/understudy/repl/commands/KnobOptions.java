package understudy.repl.commands;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import understudy.models.Architecture;
import understudy.models.Knob;
import understudy.models.ModelException;
import understudy.models.Recipe;
import understudy.repl.Mistake;

/** One option for each knob, made from the table of knobs: a knob that is added there is an option here. */
final class KnobOptions {
    private static final Recipe USUAL = Recipe.named(Recipe.BUILT_IN.get(0), Path.of(""));

    /** Those that are said by their word alone. */
    private static final Set<Knob> FLAGS = EnumSet.of(Knob.TRAIN_ON_PROMPT, Knob.BALANCE);

    private KnobOptions() {}

    /** Every knob, for building a model. */
    static final class All implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec spec) {
            return with(spec, knob -> true);
        }
    }

    /** The knobs that a run may turn; its steps are an argument of their own. */
    static final class OfTraining implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec spec) {
            return with(spec, knob -> knob.stage() != Knob.Stage.NETWORK && knob != Knob.STEPS);
        }
    }

    /** The knobs that a model may have others of than the one it is forked from. */
    static final class OfForking implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec spec) {
            return with(spec, knob -> knob.stage() != Knob.Stage.NETWORK);
        }
    }

    /** What decides how long a step takes. */
    static final class OfSpeed implements IModelTransformer {
        private static final Set<Knob> DAILY = EnumSet.of(Knob.BATCH, Knob.ACCUMULATE, Knob.DROPOUT);

        @Override
        public CommandSpec transform(CommandSpec spec) {
            return with(spec, knob -> knob.stage() != Knob.Stage.TRAINING || DAILY.contains(knob));
        }
    }

    private static CommandSpec with(CommandSpec spec, Predicate<Knob> wanted) {
        Arrays.stream(Knob.values()).filter(wanted).map(KnobOptions::option).forEach(spec::addOption);
        return spec;
    }

    private static OptionSpec option(Knob knob) {
        if (FLAGS.contains(knob)) {
            return OptionSpec.builder("--" + knob.word())
                    .type(boolean.class)
                    .description(knob.description())
                    .build();
        }
        // A string: the recipe says what it expects, in one way for options, set and files.
        return OptionSpec.builder("--" + knob.word())
                .type(String.class)
                .arity("1")
                .paramLabel(label(knob))
                .description(description(knob))
                .completionCandidates(offers(knob))
                .build();
    }

    private static String label(Knob knob) {
        if (!knob.choices().isEmpty()) {
            return "WORD";
        }
        return USUAL.asMap().get(knob.word()) instanceof Long ? "N" : "X";
    }

    private static String description(Knob knob) {
        return knob.choices().isEmpty()
                ? knob.description()
                : knob.description() + ": " + CommandTable.listed(knob.choices(), "or");
    }

    /** Values worth offering for a knob. */
    static List<String> offers(Knob knob) {
        return knob.choices().isEmpty() ? List.of(USUAL.text(knob)) : knob.choices();
    }

    /** The knobs that were given, in the order of the table. */
    static Map<Knob, String> given(CommandSpec spec) {
        Map<Knob, String> given = new LinkedHashMap<>();
        for (Knob knob : Knob.values()) {
            Optional.ofNullable(spec.findOption("--" + knob.word()))
                    .filter(o -> o.type() == String.class) // else an option of the command's own
                    .map(o -> spec.commandLine().getParseResult().matchedOptionValue(o.longestName(), (String) null))
                    .ifPresent(value -> given.put(knob, value));
        }
        FLAGS.stream()
                .filter(flag -> spec.commandLine().getParseResult().hasMatchedOption("--" + flag.word()))
                .forEach(flag -> given.put(flag, "true"));
        return given;
    }

    /**
     * The recipe to begin with.
     *
     * @param named by the person, or null: then the usual one of the architecture given
     * @param usual where that is not given either
     */
    static Recipe base(String named, Map<Knob, String> given, String usual, Path own) {
        Optional<String> ofArchitecture =
                Optional.ofNullable(given.get(Knob.ARCH)).flatMap(Recipe::usual);
        return Recipe.named(named != null ? named : ofArchitecture.orElse(usual), own);
    }

    /** A recipe with the knobs that were given turned. */
    static Recipe turned(Recipe base, Map<Knob, String> given) {
        Recipe turned = base;
        for (Map.Entry<Knob, String> knob : given.entrySet()) {
            turned = turned.with(knob.getKey().word(), knob.getValue());
        }
        return turned;
    }

    /**
     * Makes something of a recipe in which another architecture may have been asked for.
     *
     * @param base the recipe as it was
     * @param asked the architecture
     * @throws Mistake if what the recipe says is of no use for that
     */
    static <T> T fitting(Recipe base, String asked, Path own, Supplier<T> making) {
        try {
            return making.get();
        } catch (ModelException fault) {
            if (base.word(Knob.ARCH).equals(asked)) {
                throw fault;
            }
            String fitting = Recipe.names(own).stream()
                    .filter(name -> Recipe.named(name, own).word(Knob.ARCH).equals(asked))
                    .collect(Collectors.joining(", "));
            throw new Mistake(
                    "--recipe " + base.name() + " builds a " + base.word(Knob.ARCH)
                            + ", and what it says does not fit --arch " + asked
                            + ": leave one of them out, or take a recipe for that: expected " + fitting + ".",
                    fault);
        }
    }

    /** @throws Mistake if a knob was given that this kind of network does not have */
    static void refuseForeign(Architecture architecture, Map<Knob, String> given) {
        for (Knob knob : given.keySet()) {
            if (knob.stage() == Knob.Stage.NETWORK
                    && knob != Knob.ARCH
                    && !architecture.config().containsKey(knob.word())) {
                throw new Mistake("--" + knob.word() + " means nothing to architecture " + architecture.arch()
                        + ": expected "
                        + Arrays.stream(Knob.values())
                                .filter(k -> architecture.config().containsKey(k.word()))
                                .map(k -> "--" + k.word())
                                .collect(Collectors.joining(", "))
                        + ". Leave it out, or choose another --arch.");
            }
        }
    }
}
