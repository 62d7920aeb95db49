package understudy.repl.terminal;

/**
 * The one way to the person: everything the shell says goes through here, at a terminal and without one.
 *
 * <p>{@code print} and {@code println} are the command's results (standard output without a terminal), {@link #log} and {@link #progress} are messages beside them (standard error).
 * With {@code --json} results become messages too, for standard output then carries JSON only. Control characters are made visible, so
 * a model that emits escape codes cannot touch the screen.
 */
public sealed interface Console permits PlainConsole, TerminalConsole {
    /** Foreground text in any pieces, such as tokens as they come. Pieces hold whole code points. */
    default void print(String piece) {
        print(Text.of(piece));
    }

    /** Foreground text with tones. */
    void print(Text text);

    default void println(String line) {
        print(Text.of(line + "\n"));
    }

    default void println(Text line) {
        print(line.plain("\n"));
    }

    /** Ends the line if one is begun. */
    void fresh();

    /** A whole line from any thread, parted at blanks where it is too long; held back while a foreground line or a full-screen view is under way. */
    default void log(String line) {
        log(Text.of(line));
    }

    /** A whole line with tones, from any thread. */
    void log(Text line);

    /** A person's mistake or other trouble, one line. */
    void trouble(String line);

    /**
     * How foreground work gets on, in one passing line: rewritten in place at a terminal, otherwise a line on standard error about every ten seconds. Any other output
     * removes it.
     */
    void progress(String line);

    /** Shows that an interrupt was heard, until anything else is said. From any thread. */
    void heard();

    /** Columns that text may fill. */
    int width();

    /** Whether a person sits at a terminal. */
    boolean terminal();
}
