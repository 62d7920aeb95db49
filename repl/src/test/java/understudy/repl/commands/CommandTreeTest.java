package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import understudy.repl.Sessions;

/** Walks the whole tree of commands: everything is explained, has an example, and completes. */
class CommandTreeTest {
    /** What a person writes freely. */
    private static final Set<String> FREE = Set.of("TEXT", "PROMPT", "QUESTION", "IDS");

    @TempDir
    Path home;

    private List<CommandSpec> commands() {
        return CommandTable.allBelow(
                Commands.table(Sessions.plain(home, new PrintStream(PrintStream.nullOutputStream())))
                        .root());
    }

    @Test
    void everyCommandAndValueIsExplained() {
        List<String> bare = new ArrayList<>();
        for (CommandSpec spec : commands()) {
            if (spec.usageMessage().description().length == 0) {
                bare.add(CommandTable.path(spec));
            }
            spec.args().stream()
                    .filter(a -> a.description().length == 0)
                    .forEach(a -> bare.add(CommandTable.path(spec) + " " + Wording.label(a)));
        }
        assertEquals(List.of(), bare);
    }

    @Test
    void everyCommandHasAnExampleOfItself() {
        for (CommandSpec spec : commands()) {
            if (spec.userObject() instanceof ShellCommand command) {
                assertFalse(command.examples().isEmpty(), CommandTable.path(spec));
                command.examples()
                        .forEach(line -> assertEquals(
                                CommandTable.path(spec),
                                line.substring(
                                        0,
                                        Math.min(
                                                line.length(),
                                                CommandTable.path(spec).length()))));
            } else {
                assertFalse(spec.subcommands().isEmpty(), CommandTable.path(spec) + " does nothing");
            }
        }
    }

    @Test
    void everyValueCompletes() {
        List<String> dumb = new ArrayList<>();
        for (CommandSpec spec : commands()) {
            for (ArgSpec arg : spec.args()) {
                if (arg.arity().max() > 0 && !completes(arg)) {
                    dumb.add(CommandTable.path(spec) + " " + Wording.label(arg));
                }
            }
        }
        assertEquals(List.of(), dumb);
    }

    private static boolean completes(ArgSpec arg) {
        return arg.completionCandidates() != null
                || FileNames.wantedBy(arg)
                || FREE.contains(arg.paramLabel())
                || Arrays.stream(arg.converters()).anyMatch(Offer.class::isInstance);
    }
}
