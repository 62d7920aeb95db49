package understudy.repl.views;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import understudy.models.Knob;

/**
 * What the dashboard's keys ask of those who own the run. Each gives a line about what happened; a {@link understudy.repl.Mistake} says why it did not.
 *
 * @param pause pauses the run, or lets it go on
 * @param set turns a knob
 * @param save writes a checkpoint
 * @param fork begins a model of the given name from this one
 */
public record Controls(
        Supplier<String> pause,
        BiFunction<Knob, String, String> set,
        Supplier<String> save,
        Function<String, String> fork) {}
