package understudy.repl.rehearsal;

/**
 * Something a person should know although no command is there to say it, one line.
 *
 * @param tone how much it matters
 */
public record Notice(String line, Tone tone) {
    public enum Tone {
        PLAIN,
        /** Context: nice to know. */
        QUIET,
        TROUBLE
    }

    static Notice of(String line) {
        return new Notice(line, Tone.PLAIN);
    }

    static Notice quiet(String line) {
        return new Notice(line, Tone.QUIET);
    }

    static Notice trouble(String line) {
        return new Notice(line, Tone.TROUBLE);
    }
}
