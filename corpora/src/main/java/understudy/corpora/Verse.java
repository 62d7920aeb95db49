package understudy.corpora;

/**
 * An example of one line.
 *
 * @param line without its end
 */
record Verse(String line) implements Entry {
    @Override
    public Kind kind() {
        return Kind.LINES;
    }

    @Override
    public String plain() {
        return line + "\n";
    }

    /** Lines need no other form: the text is their file. */
    @Override
    public String json() {
        return line;
    }
}
