package understudy.repl;

/** The person asked the command in the foreground to stop. Thrown by {@link Halt#check()}; the shell turns it into status 130. */
public final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Interrupted() {
        super("interrupted");
    }
}
