package understudy.corpora.playhouse;

/**
 * A letter and its class.
 *
 * @param label invitation, complaint, thanks, farewell or request
 * @param text from the greeting to the name, without the label
 */
public record Letter(String label, String text) {
    private static final String MARK = "Letter: ";

    static Letter of(String document) {
        int line = document.indexOf('\n');
        return new Letter(
                document.substring(MARK.length(), line),
                document.substring(line).strip());
    }
}
