package understudy.repl.terminal;

/**
 * A word that could stand where the person pressed Tab.
 *
 * @param word the whole word
 * @param meaning a few words of explanation, perhaps empty
 * @param whole whether a blank follows: false for {@code --rate=} and for folders
 */
public record Completion(String word, String meaning, boolean whole) {}
