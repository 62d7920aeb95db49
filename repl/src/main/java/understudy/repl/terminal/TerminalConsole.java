package understudy.repl.terminal;

/** At a terminal. */
public final class TerminalConsole implements Console {
    @Override
    public void print(Text text) {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public void fresh() {}

    @Override
    public void log(Text line) {}

    @Override
    public void trouble(String line) {}

    @Override
    public void progress(String line) {}

    @Override
    public int width() {
        return 80;
    }

    @Override
    public boolean terminal() {
        return true;
    }
}
