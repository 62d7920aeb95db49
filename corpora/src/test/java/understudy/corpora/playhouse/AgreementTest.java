package understudy.corpora.playhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the texts say is true in the world, whoever says it, and what may not be asked is not asked. */
class AgreementTest {
    private static final Playhouse PLAYHOUSE = Playhouse.of(PlayhouseOptions.defaults());
    private static final String TEXT = PLAYHOUSE.text();
    private static final World WORLD = PLAYHOUSE.world();
    private static final Map<String, Person> PEOPLE =
            WORLD.people().stream().collect(Collectors.toMap(Person::name, person -> person));

    @Test
    void statementsInAllPartsAreTrue() {
        check("([A-Z][a-z]+) the (%s)\\b", Person::trade, 500);
        check("([A-Z][a-z]+) (?:lives|lived) (?:in|on|at) (%s)\\b", Person::home, 100);
        check("([A-Z][a-z]+) (?:wants|still wants) (%s)\\b", Person::wish, 50);
        check("([A-Z][a-z]+) fears (%s)\\b", Person::fear, 5);
        check("Enter ([A-Z][a-z]+), with (%s)\\b", Person::thing, 5);
        check(
                "([A-Z][a-z]+) and (%s) are as thick as soup",
                person -> WORLD.trusted(person).name(), 10);
    }

    private static void check(String pattern, java.util.function.Function<Person, String> fact, int atLeast) {
        String values = WORLD.people().stream().map(fact).collect(Collectors.joining("|"));
        var found = Pattern.compile(String.format(java.util.Locale.ROOT, pattern, values))
                .matcher(TEXT);
        int times = 0;
        while (found.find()) {
            if (PEOPLE.containsKey(found.group(1))) {
                assertEquals(fact.apply(PEOPLE.get(found.group(1))), found.group(2), found.group());
                times++;
            }
        }
        assertTrue(times >= atLeast, pattern + " was found only " + times + " times");
    }

    @Test
    void questionsAreAnsweredExactly() {
        Map<String, Question> known = new HashMap<>();
        for (Question question : PLAYHOUSE.questions()) {
            known.put(question.question(), question);
            Person person = PEOPLE.get(question.person());
            String truth = switch (question.relation()) {
                case HOME -> person.at() + " " + person.home();
                case TRADE -> person.text(Field.ATRADE);
                case THING -> person.thing();
                case WISH -> person.wish();
                case FEAR -> person.fear();
                case TRUST -> WORLD.trusted(person).name();
            };
            assertEquals(truth, question.answer());
        }
        var asked = Pattern.compile("Question: (.*)\nAnswer: (.*)\n\n").matcher(TEXT);
        Set<String> seen = new HashSet<>();
        int others = 0;
        while (asked.find()) {
            Question question = known.get(asked.group(1));
            if (question == null) {
                others++;
            } else {
                assertEquals(Question.Standing.ASKED, question.standing(), question.toString());
                assertEquals(question.answer(), asked.group(2));
                seen.add(question.question());
            }
        }
        assertTrue(seen.size() > 1000 && others > 100, seen.size() + " and " + others);
    }

    @Test
    void whatIsHeldOutIsNeverAskedButToldElsewhere() {
        Map<Question.Standing, Integer> counts = new EnumMap<>(Question.Standing.class);
        Map<String, Question> heldOut = new HashMap<>();
        for (Question question : PLAYHOUSE.questions()) {
            counts.merge(question.standing(), 1, Integer::sum);
            if (question.standing() == Question.Standing.HELD_OUT) {
                heldOut.put(question.person() + " " + question.relation(), question);
            }
        }
        assertEquals(48, heldOut.size());
        assertTrue(counts.get(Question.Standing.HELD_OUT) >= 500, counts.toString());
        assertTrue(counts.get(Question.Standing.REWORDED) >= 500, counts.toString());
        List<String> told = PLAYHOUSE
                .documents()
                .filter(d -> EnumSet.of(Part.PLAYS, Part.STORIES).contains(d.part()))
                .map(Document::text)
                .toList();
        List<String> questions = PLAYHOUSE
                .documents()
                .filter(d -> d.part() == Part.INSTRUCTIONS)
                .map(Document::text)
                .toList();
        for (Question question : heldOut.values()) {
            String bare = question.answer().replaceFirst("^(in|on|at|an?) ", "");
            long plays = told.stream().filter(both(question.person(), bare)).count();
            assertTrue(plays >= 3, question + " is told only " + plays + " times");
            assertEquals(
                    0, questions.stream().filter(both(question.person(), bare)).count(), question.toString());
        }
        assertNotNull(counts.get(Question.Standing.ASKED));
    }

    private static java.util.function.Predicate<String> both(String name, String fact) {
        return text -> text.contains(name) && text.contains(fact);
    }
}
