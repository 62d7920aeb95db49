package understudy.corpora.playhouse;

/**
 * A question about one person and one relation.
 *
 * @param wording which of the relation's wordings this is, from 0
 * @param answer exactly what a correct model says: no article is optional, there is no full stop
 */
public record Question(
        String person, Relation relation, int wording, String question, String answer, Standing standing) {

    /** Whether the instructions part may ask it. */
    public enum Standing {
        /** It may. */
        ASKED,
        /** Other wordings of the same pair are asked, this one never. */
        REWORDED,
        /** The pair of person and relation is never asked, in no wording; plays, stories, dialogues and letters state it. */
        HELD_OUT
    }
}
