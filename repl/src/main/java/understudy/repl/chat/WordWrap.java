package understudy.repl.chat;

/** Text that still comes, parted at blanks: a word is held back until it is known where it goes. */
final class WordWrap {
    private final int width;
    private final String indent;
    private final StringBuilder word = new StringBuilder();
    private int column;
    private int blanks;

    /**
     * @param width columns of a line
     * @param indent columns that stay free on the left; the first line is begun already
     */
    WordWrap(int width, int indent) {
        this.width = Math.max(width, indent + 10);
        this.indent = " ".repeat(indent);
        this.column = indent;
    }

    /** Takes the next piece and gives what can be shown now. */
    String feed(String piece) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (c == '\n') {
                place(shown);
                blanks = 0;
                shown.append('\n').append(indent);
                column = indent.length();
            } else if (c == ' ') {
                place(shown);
                blanks++;
            } else {
                word.append(c);
            }
        }
        return shown.toString();
    }

    /** The word held back, when no more comes. */
    String rest() {
        StringBuilder shown = new StringBuilder();
        place(shown);
        return shown.toString();
    }

    private void place(StringBuilder shown) {
        if (word.isEmpty()) {
            return;
        }
        if (column > indent.length() && column + blanks + word.length() > width) {
            shown.append('\n').append(indent);
            column = indent.length();
        } else {
            shown.append(" ".repeat(blanks));
            column += blanks;
        }
        shown.append(word);
        column += word.length();
        blanks = 0;
        word.setLength(0);
    }
}
