package understudy.repl;

/** What this program is called by. */
final class Version {
    static final String NUMBER = "0.1";

    private Version() {}
}
