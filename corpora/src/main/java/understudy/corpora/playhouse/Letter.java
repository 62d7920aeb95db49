package understudy.corpora.playhouse;

/**
 * A letter and its class.
 *
 * @param label invitation, complaint, thanks, farewell or request
 * @param text from the greeting to the name, without the label
 */
public record Letter(String label, String text) {
    private static final String MARK = "Letter: ";

    /** The letter that a document of that part is. */
    public static Letter of(Document written) {
        String document = written.text();
        int line = document.indexOf('\n');
        return new Letter(
                document.substring(MARK.length(), line),
                document.substring(line).strip());
    }
}
