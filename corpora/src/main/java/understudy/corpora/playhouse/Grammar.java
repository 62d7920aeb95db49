package understudy.corpora.playhouse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules by name. */
final class Grammar {
    private static final List<String> FILES = List.of(
            "lists.txt",
            "talk.txt",
            "facts.txt",
            "remarks.txt",
            "banter.txt",
            "plays.txt",
            "stories.txt",
            "adventures.txt",
            "dialogues.txt",
            "instructions.txt",
            "letters.txt");

    private final Map<String, Rule> rules = new HashMap<>();

    /** @throws IllegalStateException when a name is given twice, or a call does not fit its rule */
    Grammar(List<Rule> all) {
        for (Rule rule : all) {
            if (rules.put(rule.name(), rule) != null) {
                throw new IllegalStateException("two rules are called " + rule.name());
            }
        }
        for (Rule rule : all) {
            check(rule.body(), rule);
        }
    }

    /** The bundled rules, with others that were made for one world. */
    static Grammar bundled(List<Rule> more) {
        return new Grammar(rules(more));
    }

    static List<Rule> rules(List<Rule> more) {
        var all = new ArrayList<>(more);
        for (String file : FILES) {
            all.addAll(Notation.rules(file));
        }
        return all;
    }

    Rule rule(String name) {
        Rule rule = rules.get(name);
        if (rule == null) {
            throw new IllegalStateException("there is no rule " + name);
        }
        return rule;
    }

    /** What a called rule can see: its parameters, bound to the arguments. */
    Bindings inside(Rule rule, Node.Call call, Bindings outside, World world) {
        Bindings inside = Bindings.NONE;
        for (int i = 0; i < rule.parameters().size(); i++) {
            Node.Reference argument = call.arguments().get(i);
            Value value = rules.containsKey(argument.variable())
                    ? rules.get(argument.variable())
                    : argument.in(outside, world);
            inside = inside.with(rule.parameters().get(i), value);
        }
        return inside;
    }

    /** The rule that is called: one that was handed in under that name, or one of ours. */
    Rule called(Node.Call call, Bindings bindings) {
        return bindings.has(call.rule()) ? (Rule) bindings.get(call.rule()) : rule(call.rule());
    }

    private void check(Node node, Rule rule) {
        if (node instanceof Node.Sequence sequence) {
            sequence.nodes().forEach(n -> check(n, rule));
        } else if (node instanceof Node.Choice choice) {
            choice.options().forEach(o -> check(o.node(), rule));
        } else if (node instanceof Node.Call call && !rule.parameters().contains(call.rule())) {
            Rule called = rules.get(call.rule());
            if (called == null || called.parameters().size() != call.arguments().size()) {
                throw new IllegalStateException(rule.name() + " calls " + call.rule() + " with "
                        + call.arguments().size() + " arguments: no such rule");
            }
        }
    }
}
