package understudy.repl.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import understudy.repl.Session;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Text;

@Command(name = "help", description = "list the commands, or explain one")
final class Help implements ShellCommand {
    private static final String FOOT =
            "`help COMMAND` explains one, with examples. Tab completes; a name may be shortened.";

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "what to explain",
            completionCandidates = Names.class)
    private List<String> words = List.of();

    Help(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("help", "help help");
    }

    @Override
    public Reply call() {
        CommandTable table = (CommandTable) spec.root().userObject();
        Console console = session.console();
        if (words == null || words.isEmpty()) {
            for (CommandGroup group : table.groups()) {
                list(table, group, console);
            }
            HelpPage.wrapped(FOOT, console.width())
                    .forEach(l -> console.println(Text.empty().quiet(l)));
            return Reply.ok()
                    .with("commands", List.copyOf(table.root().subcommands().keySet()));
        }
        CommandSpec found = table.root();
        for (String word : table.whole(words)) {
            found = found.subcommands().containsKey(word)
                    ? found.subcommands().get(word).getCommandSpec()
                    : found;
        }
        List<Text> page = HelpPage.of(found, console.width());
        page.forEach(console::println);
        return Reply.ok()
                .with("topic", CommandTable.path(found))
                .with("text", page.stream().map(Text::words).collect(Collectors.joining("\n")));
    }

    private static void list(CommandTable table, CommandGroup group, Console console) {
        if (group.commands().isEmpty()) {
            return;
        }
        console.println(Text.empty().strong(group.title()));
        for (CommandSpec command : table.root().subcommands().values().stream()
                .map(line -> line.getCommandSpec())
                .filter(s -> group.commands().contains(s.userObject()))
                .toList()) {
            String meaning = Arrays.stream(command.usageMessage().description())
                    .findFirst()
                    .orElse("");
            List<String> lines = HelpPage.wrapped(meaning, Math.max(20, console.width() - 15));
            console.println(Text.empty()
                    .accent("  " + command.name()
                            + " ".repeat(Math.max(1, 13 - command.name().length())))
                    .plain(lines.isEmpty() ? "" : lines.get(0)));
            lines.stream().skip(1).forEach(l -> console.println(" ".repeat(15) + l));
        }
    }

    /** The names of all commands. */
    static final class Names implements Iterable<String> {
        private final Session session;

        Names(Session session) {
            this.session = session;
        }

        @Override
        public Iterator<String> iterator() {
            return new ArrayList<>(Commands.table(session).root().subcommands().keySet()).iterator();
        }
    }
}
