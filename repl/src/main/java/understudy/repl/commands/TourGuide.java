package understudy.repl.commands;

import understudy.repl.terminal.Console;
import understudy.repl.terminal.Text;

/** How the tour talks: scenes with a heading, short sentences, and what is shown indented below them. */
final class TourGuide {
    private static final int WIDEST = 96;
    private static final String INDENT = "     ";

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
        console.println(Text.of(INDENT)
                .accent(line + " ".repeat(Math.max(1, 30 - line.length())))
                .quiet(meaning));
    }

    Console console() {
        return console;
    }
}
