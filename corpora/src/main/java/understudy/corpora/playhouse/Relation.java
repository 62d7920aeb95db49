package understudy.corpora.playhouse;

import java.util.Locale;

/** What can be known of a person. */
public enum Relation {
    HOME(Field.AT),
    TRADE(Field.ATRADE),
    THING(Field.ATHING),
    WISH(Field.WISH),
    FEAR(Field.FEAR),
    TRUST(Field.NAME);

    private final Field answer;

    Relation(Field answer) {
        this.answer = answer;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The short answer to a question about this: {@code in the lighthouse}, {@code a potter}, {@code Silas}. */
    String answer(World world, Person person) {
        return (this == TRUST ? world.trusted(person) : person).text(answer);
    }
}
