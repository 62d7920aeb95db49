package understudy.corpora.playhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NotationTest {
    private static final World WORLD = World.of(1);

    @Test
    void alternativesWeightsOptionsAndContinuationLines() {
        List<Rule> rules = Notation.rules(
                List.of("greet", "  3| Good [day|night|]", "    !", "  Hush\\n\\s", "bye", "  Bye"), "a test");
        assertEquals(List.of("greet", "bye"), rules.stream().map(Rule::name).toList());
        var choice = (Node.Choice) rules.get(0).body();
        assertEquals(4, choice.total());
        assertEquals(Math.log(4) - Math.log(3), choice.costs().get(0), 1e-12);
        assertEquals(Set.of("Good day!", "Good night!", "Good !", "Hush\n "), texts(rules, "greet"));
    }

    @Test
    void linesWithoutWeightsFall() {
        var choice = (Node.Choice) Notation.rules(List.of("r", "  one", "  two", "  three"), "a test")
                .get(0)
                .body();
        List<Double> costs = choice.costs();
        assertTrue(costs.get(0) < costs.get(1) && costs.get(1) < costs.get(2), costs.toString());
        assertEquals(1, costs.stream().mapToDouble(cost -> Math.exp(-cost)).sum(), 1e-12);
    }

    @Test
    void slotsShowFactsInThreeCases() {
        List<Rule> rules = Notation.rules(
                List.of("one", "  {pick a}{say a}", "say a", "  {a}; {a.At}; {a.ATRADE}; {a.trust}; {a.trust.thing}"),
                "a test");
        var grammar = new Grammar(rules);
        Person person = WORLD.people().get(3);
        Person trusted = WORLD.trusted(person);
        String home = person.at() + " " + person.home();
        assertEquals(
                person.name() + "; " + home.substring(0, 1).toUpperCase() + home.substring(1) + "; "
                        + person.text(Field.ATRADE).toUpperCase() + "; " + trusted.name() + "; "
                        + trusted.text(Field.THING),
                Playwright.write(grammar.rule("one").body(), grammar, WORLD, bound -> 3)
                        .text());
    }

    @Test
    void aRuleMayBeHandedToAnother() {
        List<Rule> rules = Notation.rules(
                List.of("one", "  {pick a}{twice loud a}", "twice say a", "  {say a} {say a}", "loud a", "  HEY"),
                "a test");
        assertEquals(Set.of("HEY HEY"), texts(rules, "one"));
    }

    @Test
    void mistakesAreNamed() {
        for (String[] wrong : new String[][] {
            {"[one|two", "never closed"},
            {"{a", "never closed"},
            {"one]", "never opened"},
            {"\\t", "only \\n"},
            {"{a.hat}", "a person has no hat"},
        }) {
            var e = assertThrows(
                    IllegalStateException.class, () -> Notation.rules(List.of("r a", "  " + wrong[0]), "a test"));
            assertTrue(e.getMessage().contains(wrong[1]) && e.getMessage().contains("a test, r"), e.getMessage());
        }
        List<Rule> calls = Notation.rules(List.of("r", "  {other}"), "a test");
        assertTrue(assertThrows(IllegalStateException.class, () -> new Grammar(calls))
                .getMessage()
                .contains("other"));
    }

    @Test
    void theBundledFilesFitTogetherAndAreShort() {
        Grammar.bundled(List.of(new Quiz(WORLD, 1).rule()));
        for (String list : List.of("people", "homes", "trades", "things", "wishes", "fears")) {
            List<String> lines = Notation.lines(list + ".txt");
            assertEquals(lines.size(), new TreeSet<>(lines).size(), list + " has a line twice");
        }
    }

    private static Set<String> texts(List<Rule> rules, String name) {
        var grammar = new Grammar(rules);
        var dice = new Dice(1);
        var texts = new TreeSet<String>();
        for (int i = 0; i < 200; i++) {
            texts.add(Playwright.write(grammar.rule(name).body(), grammar, WORLD, dice::roll)
                    .text());
        }
        return texts;
    }
}
