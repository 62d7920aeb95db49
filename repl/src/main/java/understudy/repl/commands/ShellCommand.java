package understudy.repl.commands;

import java.util.List;
import java.util.concurrent.Callable;

/** Something a person can type. Implementations carry picocli's annotations; see the package's page for the conventions. */
public interface ShellCommand extends Callable<Reply> {
    /** At least one line that shows the command at work; shown by help, and run by a test. */
    List<String> examples();

    /** Does it. What a person reads has been printed when this returns; the reply holds the same for programs. */
    @Override
    Reply call() throws Exception;
}
