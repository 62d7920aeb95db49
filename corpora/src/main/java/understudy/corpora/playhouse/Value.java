package understudy.corpora.playhouse;

/** What a variable of the grammar stands for: a person, or a rule handed on to another rule. */
sealed interface Value permits Person, Rule {
    /** Tells it from all others of its kind. */
    String name();
}
