package understudy.corpora.playhouse;

import java.util.ArrayList;
import java.util.List;

/** The town: who there is and what is true of them. A pure function of the seed. No two people share a home, trade, thing, wish, fear or confidant. */
final class World {
    static final int SIZE = 40;

    private final List<Person> people;

    /** Who is to be kept apart: everyone from themselves, from whom they trust and from who trusts them. */
    private final boolean[][] near = new boolean[SIZE][SIZE];

    private World(List<Person> people) {
        this.people = List.copyOf(people);
        for (Person person : people) {
            near[person.number()][person.number()] = true;
            near[person.number()][person.trust()] = true;
            near[person.trust()][person.number()] = true;
        }
    }

    static World of(long seed) {
        var dice = Dice.of(seed, "world");
        List<String> names = drawn("people", dice);
        List<String> homes = drawn("homes", dice);
        List<String> trades = drawn("trades", dice);
        List<String> things = drawn("things", dice);
        List<String> wishes = drawn("wishes", dice);
        List<String> fears = drawn("fears", dice);
        int[] trust = circle(dice);
        var people = new ArrayList<Person>();
        for (int i = 0; i < SIZE; i++) {
            String[] name = names.get(i).split(" ");
            String[] home = homes.get(i).split(" ", 2);
            people.add(new Person(
                    i,
                    name[1],
                    name[0].equals("she"),
                    home[0],
                    home[1],
                    trades.get(i),
                    things.get(i),
                    wishes.get(i),
                    fears.get(i),
                    trust[i]));
        }
        return new World(people);
    }

    private static List<String> drawn(String list, Dice dice) {
        List<String> all = Notation.lines(list + ".txt");
        if (all.size() < SIZE) {
            throw new IllegalStateException(list + ".txt: expected at least " + SIZE + " lines, found " + all.size());
        }
        return dice.shuffled(all).subList(0, SIZE);
    }

    /** Everybody trusts one and is trusted by one, nobody by the one they trust: one round through all of them. */
    private static int[] circle(Dice dice) {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < SIZE; i++) {
            order.add(i);
        }
        List<Integer> round = dice.shuffled(order);
        int[] trust = new int[SIZE];
        for (int i = 0; i < SIZE; i++) {
            trust[round.get(i)] = round.get((i + 1) % SIZE);
        }
        return trust;
    }

    /** The same people, their names and facts hidden behind a mark: what is written of them shows the frames of its sentences. */
    World masked() {
        return new World(people.stream()
                .map(p -> new Person(p.number(), "@", p.she(), "@", "@", "@", "@ @", "@", "@", p.trust()))
                .toList());
    }

    List<Person> people() {
        return people;
    }

    Person trusted(Person person) {
        return people.get(person.trust());
    }

    /**
     * Who may come in: people who are not there yet, and who neither trust nor are trusted by anyone there. So nobody is spoken of by name to
     * their own face, whatever facts are mentioned.
     */
    List<Person> strangers(Bindings present) {
        var taken = new boolean[SIZE];
        for (Value value : present) {
            if (value instanceof Person person) {
                for (int i = 0; i < SIZE; i++) {
                    taken[i] |= near[person.number()][i];
                }
            }
        }
        var strangers = new ArrayList<Person>();
        for (Person person : people) {
            if (!taken[person.number()]) {
                strangers.add(person);
            }
        }
        return strangers;
    }
}
