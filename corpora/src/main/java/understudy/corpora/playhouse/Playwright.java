package understudy.corpora.playhouse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Writes: walks a piece of grammar, decides with dice what it leaves open, and keeps account of every decision. */
final class Playwright {

    /**
     * What was written.
     *
     * @param choices the decisions in the order of the walk: which option, which of the strangers
     * @param cost the sum of their negative log-probabilities, in nats
     */
    record Draft(String text, List<Integer> choices, double cost) {}

    private final Grammar grammar;
    private final World world;
    private final IntUnaryOperator dice;
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> choices = new ArrayList<>();
    private double cost;

    private Playwright(Grammar grammar, World world, IntUnaryOperator dice) {
        this.grammar = grammar;
        this.world = world;
        this.dice = dice;
    }

    /** @param dice given n, a number from 0 to n - 1 */
    static Draft write(Node node, Grammar grammar, World world, IntUnaryOperator dice) {
        return write(node, Bindings.NONE, grammar, world, dice);
    }

    static Draft write(Node node, Bindings bindings, Grammar grammar, World world, IntUnaryOperator dice) {
        var playwright = new Playwright(grammar, world, dice);
        playwright.walk(node, bindings);
        return new Draft(playwright.text.toString(), List.copyOf(playwright.choices), playwright.cost);
    }

    /** Returns what is bound afterwards. */
    private Bindings walk(Node node, Bindings bindings) {
        if (node instanceof Node.Literal literal) {
            text.append(literal.text());
            return bindings;
        } else if (node instanceof Node.Slot slot) {
            text.append(slot.style().of(slot.of().person(bindings, world).text(slot.field())));
            return bindings;
        } else if (node instanceof Node.Sequence sequence) {
            Bindings now = bindings;
            for (Node part : sequence.nodes()) {
                now = walk(part, now);
            }
            return now;
        } else if (node instanceof Node.Choice choice) {
            return walk(chosen(choice), bindings);
        } else if (node instanceof Node.Call call) {
            Rule rule = grammar.called(call, bindings);
            walk(rule.body(), grammar.inside(rule, call, bindings, world));
            return bindings;
        } else if (node instanceof Node.Pick pick) {
            List<Person> strangers = world.strangers(bindings);
            int index = dice.applyAsInt(strangers.size());
            choices.add(index);
            cost += StrictMath.log(strangers.size());
            return bindings.with(pick.variable(), strangers.get(index));
        } else if (node instanceof Node.Let let) {
            return bindings.with(let.variable(), let.of().in(bindings, world));
        }
        throw new AssertionError(node);
    }

    private Node chosen(Node.Choice choice) {
        int roll = dice.applyAsInt(choice.total());
        int option = 0;
        while (roll >= choice.options().get(option).weight()) {
            roll -= choice.options().get(option++).weight();
        }
        choices.add(option);
        cost += choice.costs().get(option);
        return choice.options().get(option).node();
    }
}
