package understudy.corpora.playhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar is unambiguous, and probabilities of texts and of their beginnings are what they should be. */
class ReadingTest {
    private static final double LEAST = 1e-9;

    /** Reads a corpus as one long text, not told where documents end, and finds the choices that made it and no others. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 77})
    void everyTextIsReadBackToItsChoicesInOneWay(long seed) {
        var playhouse = Playhouse.of(new PlayhouseOptions(seed, 40_000, Part.all()));
        String text = playhouse.text();
        var dice = Dice.of(seed, "text");
        int at = 0;
        double cost = 0;
        while (at < text.length()) {
            List<Reading.Way> ways =
                    Reading.ways(playhouse.document(), text, at, playhouse.grammar(), playhouse.world());
            assertEquals(1, ways.size(), "ways to read " + text.substring(at, Math.min(text.length(), at + 300)));
            Playwright.Draft made =
                    Playwright.write(playhouse.document(), playhouse.grammar(), playhouse.world(), dice::roll);
            assertEquals(made.choices(), ways.get(0).choices());
            assertEquals(made.cost(), ways.get(0).cost(), LEAST);
            assertEquals(at + made.text().length(), ways.get(0).at());
            at = ways.get(0).at();
            cost += made.cost();
        }
        assertEquals(cost / text.length(), playhouse.floor(0, text.length()), LEAST);
    }

    @Test
    void anAmbiguousGrammarIsFoundOut() {
        var grammar = new Grammar(Notation.rules(
                List.of("r", "  {ab}{c}", "  {a}{bc}", "ab", "  ab", "c", "  c", "a", "  a", "bc", "  bc"), "test"));
        World world = World.of(1);
        assertEquals(
                2,
                Reading.ways(grammar.rule("r").body(), "abc", 0, grammar, world).size());
        assertEquals(0, Reading.beginning(grammar.rule("r").body(), "abc", grammar, world), LEAST);
    }

    /** By hand: 1/2 · 1/3 for each word after "the", and "the c" begins two of them. */
    @Test
    void beginningsOfASmallGrammar() {
        var grammar = new Grammar(Notation.rules(List.of("r", "  1| the [cat|cow|dog].", "  1| nothing."), "test"));
        World world = World.of(1);
        Node body = grammar.rule("r").body();
        assertEquals(0, Reading.beginning(body, "", grammar, world), LEAST);
        assertEquals(Math.log(2), Reading.beginning(body, "the ", grammar, world), LEAST);
        assertEquals(Math.log(3), Reading.beginning(body, "the c", grammar, world), LEAST);
        assertEquals(Math.log(6), Reading.beginning(body, "the cow", grammar, world), LEAST);
        assertEquals(Math.log(6), Reading.beginning(body, "the cow.", grammar, world), LEAST);
        assertEquals(Double.POSITIVE_INFINITY, Reading.beginning(body, "the cab", grammar, world));
    }

    /** Whatever has been read, the probabilities of all next characters sum to one. */
    @Test
    void nextCharactersShareTheProbability() {
        var playhouse = Playhouse.of(new PlayhouseOptions(5, 20_000, Part.all()));
        var alphabet = new TreeSet<Integer>();
        playhouse.text().chars().forEach(alphabet::add);
        for (Part part : Part.values()) {
            String text = playhouse
                    .documents()
                    .filter(d -> d.part() == part)
                    .findFirst()
                    .orElseThrow()
                    .text();
            for (int at : new int[] {0, 1, 9, text.length() / 3, text.length() / 2, text.length() - 2}) {
                String seen = text.substring(0, at);
                double all = 0;
                for (int next : alphabet) {
                    all += Math.exp(-beginning(playhouse, seen + (char) next));
                }
                assertEquals(Math.exp(-beginning(playhouse, seen)), all, 1e-9 * all, part + " at " + at);
            }
        }
    }

    @Test
    void aBeginningCostsLessThanMore() {
        var playhouse = Playhouse.of(new PlayhouseOptions(3, 5_000, java.util.EnumSet.of(Part.PLAYS)));
        Document play = playhouse.documents().findFirst().orElseThrow();
        var costs = new ArrayList<Double>();
        for (int i = 0; i <= play.text().length(); i += 40) {
            costs.add(beginning(playhouse, play.text().substring(0, i)));
        }
        for (int i = 1; i < costs.size(); i++) {
            assertTrue(costs.get(i) >= costs.get(i - 1) - LEAST);
        }
        assertEquals(play.cost(), beginning(playhouse, play.text()), LEAST);
    }

    private static double beginning(Playhouse playhouse, String text) {
        return Reading.beginning(playhouse.document(), text, playhouse.grammar(), playhouse.world());
    }
}
