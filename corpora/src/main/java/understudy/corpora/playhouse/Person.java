package understudy.corpora.playhouse;

import java.util.Locale;

/**
 * One of the town.
 *
 * @param number place in the world's list
 * @param she whether pronouns are hers
 * @param at preposition that goes with the home: in, on, at
 * @param home noun phrase: the lighthouse
 * @param trade noun: potter
 * @param thing what they own, with its article: a brass telescope
 * @param wish infinitive: to see the sea
 * @param fear noun phrase: deep water
 * @param trust the number of the person they trust
 */
record Person(
        int number,
        String name,
        boolean she,
        String at,
        String home,
        String trade,
        String thing,
        String wish,
        String fear,
        int trust)
        implements Value {

    String text(Field field) {
        return switch (field) {
            case NAME -> name;
            case HE -> she ? "she" : "he";
            case HIM -> she ? "her" : "him";
            case HIS -> she ? "her" : "his";
            case HIMSELF -> she ? "herself" : "himself";
            case AT -> at + " " + home;
            case HOME -> home;
            case TRADE -> trade;
            case ATRADE -> ("aeiou".indexOf(trade.charAt(0)) >= 0 ? "an " : "a ") + trade;
            case THING -> thing.substring(thing.indexOf(' ') + 1);
            case ATHING -> thing;
            case WISH -> wish;
            case FEAR -> fear;
            case INITIAL -> name.substring(0, 1).toUpperCase(Locale.ROOT);
            case LETTERS -> NUMBERS[name.length()];
        };
    }

    private static final String[] NUMBERS = {
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"
    };
}
