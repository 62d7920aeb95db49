package understudy.corpora.playhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WorldTest {
    private final World world = World.of(1);

    @Test
    void fortyPeopleWhoShareNothing() {
        assertEquals(40, world.people().size());
        List<Function<Person, Object>> facts = List.of(
                Person::name, Person::home, Person::trade, Person::thing, Person::wish, Person::fear, Person::trust);
        for (Function<Person, Object> fact : facts) {
            assertEquals(40, new HashSet<>(world.people().stream().map(fact).toList()).size());
        }
    }

    @Test
    void trustGoesRoundThroughAll() {
        Person person = world.people().get(0);
        Set<Person> round = new HashSet<>();
        for (Person next = person; round.add(next); ) {
            next = world.trusted(next);
        }
        assertEquals(40, round.size());
    }

    @Test
    void strangersHaveNothingToDoWithThosePresent() {
        Person a = world.people().get(5);
        Person b = world.people().get(17);
        List<Person> strangers =
                world.strangers(Bindings.NONE.with("a", a).with("b", b).with("r", new Rule("r", List.of(), null)));
        for (Person stranger : strangers) {
            for (Person present : List.of(a, b)) {
                assertNotEquals(present, stranger);
                assertNotEquals(present, world.trusted(stranger));
                assertNotEquals(world.trusted(present), stranger);
            }
        }
        assertTrue(strangers.size() >= 34, "only " + strangers.size());
        assertEquals(40, world.strangers(Bindings.NONE).size());
    }

    @Test
    void theSeedMakesTheWorld() {
        assertEquals(world.people(), World.of(1).people());
        assertNotEquals(world.people(), World.of(2).people());
    }

    @Test
    void pronounsAndArticles() {
        var person = new Person(0, "Ida", true, "in", "the mill", "umbrella mender", "an iron key", "", "", 1);
        assertEquals("an umbrella mender", person.text(Field.ATRADE));
        assertEquals("iron key", person.text(Field.THING));
        assertEquals("her", person.text(Field.HIS));
        assertEquals("in the mill", person.text(Field.AT));
        assertEquals("three", person.text(Field.LETTERS));
        assertFalse(world.people().stream().allMatch(Person::she));
    }
}
