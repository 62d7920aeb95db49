package understudy.repl.commands;

import java.util.List;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Text;

/** How the tour talks: scenes with a heading, short sentences, and what is shown indented below them. */
final class TourGuide {
    private static final int WIDEST = 96;
    private static final String INDENT = "     ";

    /** Columns of a line to type, and the fewest worth using beside it. */
    private static final int COMMAND = 30;

    private static final int NARROWEST = 24;

    private final Console console;
    private int scene;

    TourGuide(Console console) {
        this.console = console;
    }

    void scene(String title) {
        scene++;
        console.println("");
        console.println(Text.empty().accent(scene + "  ").strong(title));
    }

    /** A paragraph. */
    void say(String sentences) {
        HelpPage.wrapped(sentences, Math.min(WIDEST, console.width()) - 3)
                .forEach(line -> console.println("   " + line));
    }

    /** Something to look at: a passage, a result. */
    void show(Text line) {
        console.println(Text.of(INDENT).and(line));
    }

    /** How many columns are left behind what is shown and a beginning of so many columns. */
    int room(int begun) {
        return Math.max(10, Math.min(WIDEST, console.width()) - INDENT.length() - begun);
    }

    void passage(String text) {
        text.lines().forEach(line -> show(Text.empty().quiet(line)));
    }

    /** A line to type, and what it does. */
    void type(String line, String meaning) {
        int column = INDENT.length() + Math.max(COMMAND, line.length() + 1);
        int room = Math.min(WIDEST, console.width()) - column;
        boolean beside = room >= NARROWEST;
        Text command = Text.of(INDENT).accent(line + " ".repeat(column - INDENT.length() - line.length()));
        List<String> lines = HelpPage.wrapped(meaning, beside ? room : Math.max(NARROWEST, console.width() - 9));
        String below = " ".repeat(beside ? column : 9);
        console.println(beside ? command.quiet(lines.get(0)) : Text.of(INDENT).accent(line));
        lines.stream()
                .skip(beside ? 1 : 0)
                .forEach(each -> console.println(Text.of(below).quiet(each)));
    }

    Console console() {
        return console;
    }
}
