package understudy.corpora.playhouse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads back: follows every way in which a piece of grammar could have made a text, all at once. Of a whole document there is exactly one (the
 * tests see to it), so its probability is known; the ways that agree with a document's beginning give the probability of that beginning.
 */
final class Reading {

    /**
     * One way so far.
     *
     * @param at how far the text is read
     * @param cost negative log-probability of the decisions, in nats
     * @param trail the decisions, newest first
     * @param broken whether the text broke off before the grammar was done
     */
    record Way(int at, Bindings bindings, double cost, Trail trail, boolean broken) {
        List<Integer> choices() {
            var choices = new ArrayList<Integer>();
            Trail.collect(trail, choices);
            return choices;
        }

        private Way to(int there) {
            return new Way(there, bindings, cost, trail, false);
        }

        private Way knowing(Bindings known) {
            return new Way(at, known, cost, trail, broken);
        }

        private Way deciding(int choice, double price) {
            return new Way(at, bindings, cost + price, new Trail(choice, null, trail), false);
        }

        /** This way and then another, which began with no decisions where this one ends. */
        private Way and(Way inside) {
            return new Way(inside.at, bindings, cost + inside.cost, new Trail(-1, inside.trail, trail), inside.broken);
        }

        private Way breaking() {
            return new Way(at, bindings, cost, trail, true);
        }
    }

    /** Decisions, newest first: each is one choice, or all that were made inside a rule. */
    private record Trail(int choice, Trail inside, Trail older) {
        private static void collect(Trail newest, List<Integer> choices) {
            var order = new ArrayDeque<Trail>();
            for (Trail t = newest; t != null; t = t.older) {
                order.push(t);
            }
            for (Trail t : order) {
                if (t.choice >= 0) {
                    choices.add(t.choice);
                } else {
                    collect(t.inside, choices);
                }
            }
        }
    }

    private final String text;
    private final boolean beginning;
    private final Grammar grammar;
    private final World world;

    /** What calls with the same arguments at the same place were found to have written: many alternatives begin alike. */
    private final Map<String, List<Way>> calls = new HashMap<>();

    private Reading(String text, boolean beginning, Grammar grammar, World world) {
        this.text = text;
        this.beginning = beginning;
        this.grammar = grammar;
        this.world = world;
    }

    /** All ways in which the node can have written what stands in the text from {@code at}, wherever they end. */
    static List<Way> ways(Node node, String text, int at, Grammar grammar, World world) {
        return new Reading(text, false, grammar, world).read(node, new Way(at, Bindings.NONE, 0, null, false));
    }

    /** The negative log-probability, in nats, that what the node writes begins with the text: all ways that agree with it, summed. */
    static double beginning(Node node, String text, Grammar grammar, World world) {
        var reading = new Reading(text, true, grammar, world);
        List<Way> ways = reading.read(node, new Way(0, Bindings.NONE, 0, null, false));
        double least = ways.stream().mapToDouble(Way::cost).min().orElse(Double.POSITIVE_INFINITY);
        double sum = 0;
        for (Way way : ways) {
            sum += StrictMath.exp(least - way.cost);
        }
        return least - StrictMath.log(sum);
    }

    private List<Way> read(Node node, Way from) {
        if (beginning && from.at == text.length()) {
            return List.of(from.breaking());
        } else if (node instanceof Node.Literal literal) {
            return words(literal.text(), from);
        } else if (node instanceof Node.Slot slot) {
            return words(slot.style().of(slot.of().person(from.bindings, world).text(slot.field())), from);
        } else if (node instanceof Node.Sequence sequence) {
            return sequence(sequence, from);
        } else if (node instanceof Node.Choice choice) {
            return choice(choice, from);
        } else if (node instanceof Node.Call call) {
            return call(call, from);
        } else if (node instanceof Node.Pick pick) {
            return pick(pick, from);
        } else if (node instanceof Node.Let let) {
            Value value = let.of().in(from.bindings, world);
            return List.of(from.knowing(from.bindings.with(let.variable(), value)));
        }
        throw new AssertionError(node);
    }

    private List<Way> words(String words, Way from) {
        int left = Math.min(words.length(), text.length() - from.at);
        if (!text.regionMatches(from.at, words, 0, left)) {
            return List.of();
        } else if (left == words.length()) {
            return List.of(from.to(from.at + left));
        }
        return beginning ? List.of(from.to(text.length()).breaking()) : List.of();
    }

    private List<Way> sequence(Node.Sequence sequence, Way from) {
        List<Way> ways = List.of(from);
        for (Node node : sequence.nodes()) {
            var next = new ArrayList<Way>();
            for (Way way : ways) {
                if (way.broken) {
                    next.add(way);
                } else {
                    next.addAll(read(node, way));
                }
            }
            ways = next;
            if (ways.isEmpty()) {
                break;
            }
        }
        return ways;
    }

    private List<Way> choice(Node.Choice choice, Way from) {
        var ways = new ArrayList<Way>();
        for (int i = 0; i < choice.options().size(); i++) {
            ways.addAll(read(
                    choice.options().get(i).node(),
                    from.deciding(i, choice.costs().get(i))));
        }
        return ways;
    }

    private List<Way> call(Node.Call call, Way from) {
        Rule rule = grammar.called(call, from.bindings);
        Bindings inside = grammar.inside(rule, call, from.bindings, world);
        var key = new StringBuilder(rule.name()).append(' ').append(from.at);
        for (Value value : inside) {
            key.append(' ').append(value.name());
        }
        List<Way> known = calls.get(key.toString());
        if (known == null) {
            known = read(rule.body(), new Way(from.at, inside, 0, null, false));
            calls.put(key.toString(), known);
        }
        var ways = new ArrayList<Way>();
        for (Way way : known) {
            ways.add(from.and(way));
        }
        return ways;
    }

    private List<Way> pick(Node.Pick pick, Way from) {
        List<Person> strangers = world.strangers(from.bindings);
        double price = StrictMath.log(strangers.size());
        var ways = new ArrayList<Way>();
        for (int i = 0; i < strangers.size(); i++) {
            Way way = from.deciding(i, price);
            ways.add(way.knowing(from.bindings.with(pick.variable(), strangers.get(i))));
        }
        return ways;
    }
}
