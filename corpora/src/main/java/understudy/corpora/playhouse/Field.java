package understudy.corpora.playhouse;

/** What a slot of the grammar can print of a person; {@code Person.text} gives the words. */
enum Field {
    NAME,
    HE,
    HIM,
    HIS,
    HIMSELF,
    /** Where they live, with its preposition: in the lighthouse. */
    AT,
    /** The same without: the lighthouse. */
    HOME,
    TRADE,
    /** The trade with its article: a potter. */
    ATRADE,
    THING,
    ATHING,
    WISH,
    FEAR,
    /** The first letter of the name, and the number of its letters as a word. */
    INITIAL,
    LETTERS
}
