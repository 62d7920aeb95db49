package understudy.corpora.playhouse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every question that can be asked about the world, and which of them the instructions leave out so that answering can be tested: for each
 * relation eight people (48 of 240 pairs), and three wordings of every other pair. Drawn from the seed, apart from the text's dice.
 */
final class Quiz {
    private static final int PEOPLE_HELD_OUT = 8;
    private static final int WORDINGS_HELD_OUT = 3;

    private final World world;
    private final Grammar wordings;
    private final List<Question> questions = new ArrayList<>();
    private final List<Node.Option> askable = new ArrayList<>();

    Quiz(World world, long seed) {
        this.world = world;
        wordings = new Grammar(Notation.rules("instructions.txt").stream()
                .filter(rule -> rule.parameters().size() == 1)
                .toList());
        var dice = Dice.of(seed, "quiz");
        for (Relation relation : Relation.values()) {
            Set<Person> heldOut = new HashSet<>(dice.shuffled(world.people()).subList(0, PEOPLE_HELD_OUT));
            for (Person person : world.people()) {
                add(person, relation, heldOut.contains(person), dice);
            }
        }
    }

    List<Question> questions() {
        return Collections.unmodifiableList(questions);
    }

    /** The rule {@code fact-question}: one of all that may be asked, with its answer, all equally likely. */
    Rule rule() {
        return new Rule("fact-question", List.of(), Node.Choice.of(askable));
    }

    private void add(Person person, Relation relation, boolean heldOut, Dice dice) {
        List<String> ask = all("ask-" + relation.word(), person);
        String answer = relation.answer(world, person);
        var indices = new ArrayList<Integer>();
        for (int i = 0; i < ask.size(); i++) {
            indices.add(i);
        }
        Set<Integer> unused = new HashSet<>(dice.shuffled(indices).subList(0, WORDINGS_HELD_OUT));
        for (int i = 0; i < ask.size(); i++) {
            Question.Standing standing = heldOut
                    ? Question.Standing.HELD_OUT
                    : unused.contains(i) ? Question.Standing.REWORDED : Question.Standing.ASKED;
            questions.add(new Question(person.name(), relation, i, ask.get(i), answer, standing));
            if (standing == Question.Standing.ASKED) {
                askable.add(block(ask.get(i), answer));
            }
        }
        if (!heldOut) {
            for (String who : all("who-" + relation.word(), person)) {
                askable.add(block(who, person.name()));
            }
        }
    }

    private static Node.Option block(String question, String answer) {
        return new Node.Option(1, new Node.Literal("Question: " + question + "\nAnswer: " + answer + "\n\n"));
    }

    private List<String> all(String rule, Person person) {
        var options = ((Node.Choice) wordings.rule(rule).body()).options();
        Bindings bindings = Bindings.NONE.with("a", person);
        return options.stream()
                .map(option -> Playwright.write(option.node(), bindings, wordings, world, Quiz::undecided)
                        .text())
                .toList();
    }

    private static int undecided(int bound) {
        throw new IllegalStateException("instructions.txt: the wordings must leave nothing open");
    }
}
