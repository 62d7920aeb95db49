package understudy.prompts;

/**
 * How one message is written.
 *
 * @param before the text that stands before what is said
 * @param after the text behind it
 */
record Turn(String before, String after) {
    String with(String said) {
        return before + said + after;
    }
}
