package understudy.repl.rehearsal;

/** Why a run ended, by the word that JSON and the journal have for it. */
public enum Ending {
    /** All its steps are done. */
    STEPS("steps"),
    /** Its time is over. */
    TIME("time"),
    /** The validation loss it was to reach is reached. */
    UNTIL("until"),
    /** Validation has not improved for so many evaluations. */
    PATIENCE("patience"),
    /** The person stopped it. */
    STOPPED("stop"),
    /** Ctrl-C, or the shell was left. */
    INTERRUPTED("interrupted"),
    /** A loss or gradient was not a finite number. */
    NOT_FINITE("not-finite"),
    /** Something else went wrong; the run's message says what. */
    FAILED("failure");

    private final String word;

    Ending(String word) {
        this.word = word;
    }

    /** Whether the run did what it was asked to do. */
    public boolean asPlanned() {
        return this == STEPS || this == TIME || this == UNTIL || this == PATIENCE;
    }

    /** Whether something went wrong. */
    public boolean trouble() {
        return this == NOT_FINITE || this == FAILED;
    }

    @Override
    public String toString() {
        return word;
    }
}
