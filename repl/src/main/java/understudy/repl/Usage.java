package understudy.repl;

/** What {@code understudy --help} says. */
final class Usage {
    static final String TEXT = """
            Understudy trains small language models at the prompt.

              understudy                      the shell, in a terminal
              understudy -c "LINE; LINE"      run the lines, then leave
              understudy COMMAND ARGS...      run one command, then leave
              understudy FILE                 run a script of lines (# begins a comment)
              ... | understudy                run lines from standard input

              --home DIR                      where everything is kept [$UNDERSTUDY_HOME, or ~/.understudy]
              --device auto|cpu|cuda|cuda:N   where models live [auto]
              --threads N                     processor threads to use
              --json                          one JSON object per command on standard output
              --keep-going                    go on after a failed command
              --version, --help

            `understudy help` lists the commands; `understudy tour` shows everything in three minutes.
            Exit status: 0 all well, 1 a command failed, 2 wrong usage, 130 interrupted, 141 nobody reads the results.
            """;

    private Usage() {}
}
