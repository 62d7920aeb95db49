package understudy.corpora.playhouse;

import java.util.List;
import java.util.Locale;

/** A piece of grammar. Only {@link Choice} and {@link Pick} leave anything open; all entropy of a text is in them. */
sealed interface Node {

    /** Words as they stand. */
    record Literal(String text) implements Node {}

    record Sequence(List<Node> nodes) implements Node {
        public Sequence {
            nodes = List.copyOf(nodes);
        }
    }

    /** One of the options, with probability weight / total; the costs are the negative logarithms of these. */
    record Choice(List<Option> options, int total, List<Double> costs) implements Node {
        static Choice of(List<Option> options) {
            int total = options.stream().mapToInt(Option::weight).sum();
            return new Choice(
                    List.copyOf(options),
                    total,
                    options.stream()
                            .map(option -> StrictMath.log(total) - StrictMath.log(option.weight()))
                            .toList());
        }
    }

    record Option(int weight, Node node) {
        public Option {
            if (weight < 1) {
                throw new IllegalArgumentException("expected a weight of 1 or more, found " + weight);
            }
        }
    }

    /** Prints something about a person. */
    record Slot(Reference of, Field field, Style style) implements Node {}

    /** Reads on in another rule, which sees only its arguments. */
    record Call(String rule, List<Reference> arguments) implements Node {}

    /** Lets the variable stand for somebody who has nothing to do with those already there ({@link World#strangers}), all equally likely. */
    record Pick(String variable) implements Node {}

    /** Lets the variable stand for somebody known. */
    record Let(String variable, Reference of) implements Node {}

    /** A variable, or the person whom that person trusts. */
    record Reference(String variable, boolean trusted) {
        Value in(Bindings bindings, World world) {
            Value value = bindings.get(variable);
            return trusted ? world.trusted((Person) value) : value;
        }

        Person person(Bindings bindings, World world) {
            return (Person) in(bindings, world);
        }
    }

    /** As it is; with a capital; in capitals. */
    enum Style {
        PLAIN,
        CAPITAL,
        CAPITALS;

        String of(String text) {
            return switch (this) {
                case PLAIN -> text;
                case CAPITAL -> text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
                case CAPITALS -> text.toUpperCase(Locale.ROOT);
            };
        }
    }
}
