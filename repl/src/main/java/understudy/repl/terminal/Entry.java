package understudy.repl.terminal;

/** What came back from the prompt. */
public sealed interface Entry {
    /** Text was entered, perhaps empty, perhaps several lines. */
    record Typed(String text) implements Entry {}

    /** Ctrl-C: the line is dropped. */
    record Dropped(boolean wasEmpty) implements Entry {}

    /** Ctrl-D, or the terminal is gone. */
    record End() implements Entry {}
}
