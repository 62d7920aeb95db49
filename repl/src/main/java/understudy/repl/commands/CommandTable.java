package understudy.repl.commands;

import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import understudy.repl.Mistake;
import understudy.repl.Session;

/** All commands as one tree, and the way from typed words to one of them. */
public final class CommandTable {
    private final List<CommandGroup> groups;
    private final CommandLine root;

    CommandTable(Session session, List<CommandGroup> groups) {
        this.groups = List.copyOf(groups);
        Making making = new Making(session);
        root = new CommandLine(CommandSpec.wrapWithoutInspection(this, making).name("understudy"), making);
        for (CommandGroup group : groups) {
            for (Object command : group.commands()) {
                CommandLine line = new CommandLine(command, making);
                root.addSubcommand(line.getCommandName(), line);
            }
        }
        // Names hold @ and prompts hold anything: nothing in a word is special to picocli.
        root.setExpandAtFiles(false);
        root.setInterpolateVariables(false);
        root.setAbbreviatedOptionsAllowed(false);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        allBelow(root.getCommandSpec()).forEach(CommandTable::addHelp);
    }

    private static void addHelp(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("--help")
                .usageHelp(true)
                .arity("0")
                .type(boolean.class)
                .description("explain this command")
                .build());
    }

    List<CommandGroup> groups() {
        return groups;
    }

    /** The root of the tree; its subcommands are what a person types. */
    public CommandSpec root() {
        return root.getCommandSpec();
    }

    CommandLine line() {
        return root;
    }

    /** Every command below one, parents before children. */
    static List<CommandSpec> allBelow(CommandSpec spec) {
        List<CommandSpec> all = new ArrayList<>();
        for (CommandLine child : spec.subcommands().values()) {
            all.add(child.getCommandSpec());
            all.addAll(allBelow(child.getCommandSpec()));
        }
        return all;
    }

    /**
     * Replaces shortened command names by the whole ones.
     *
     * @throws Mistake if a name is unknown or could be several
     */
    List<String> whole(List<String> words) {
        List<String> whole = new ArrayList<>(words);
        if (!whole.isEmpty() && whole.get(0).equals("?")) {
            whole.set(0, "help");
        }
        CommandSpec spec = root();
        for (int i = 0;
                i < whole.size()
                        && !spec.subcommands().isEmpty()
                        && !whole.get(i).startsWith("-");
                i++) {
            String name = whole(spec, whole.get(i));
            whole.set(i, name);
            spec = spec.subcommands().get(name).getCommandSpec();
        }
        return whole;
    }

    private String whole(CommandSpec parent, String typed) {
        Map<String, CommandLine> children = new TreeMap<>(parent.subcommands());
        if (children.containsKey(typed)) {
            return typed;
        }
        List<String> begins =
                children.keySet().stream().filter(n -> n.startsWith(typed)).toList();
        if (begins.size() == 1) {
            return begins.get(0);
        }
        if (!begins.isEmpty() && !typed.isEmpty()) {
            throw new Mistake("\"" + typed + "\" could be " + listed(begins, "or") + ".");
        }
        if (parent == root() && (typed.contains("/") || typed.contains("."))) {
            throw new Mistake("Expected a command or a script: "
                    + (new File(typed).exists() ? typed + " is no file of lines" : "there is no file " + typed)
                    + ", and no command is called so. `help` lists the commands.");
        }
        if (parent == root()) {
            throw new Mistake("Unknown command \"" + typed + "\"." + Nearest.hint(typed, children.keySet())
                    + " `help` lists the commands.");
        }
        throw new Mistake(parent.name() + ": expected " + listed(children.keySet(), "or") + "; found \"" + typed + "\"."
                + Nearest.hint(typed, children.keySet()));
    }

    /** The names from below the root to the spec: {@code corpus add}. */
    static String path(CommandSpec spec) {
        return spec.parent() == null || spec.parent().parent() == null
                ? spec.name()
                : path(spec.parent().commandLine().getCommandSpec()) + " " + spec.name();
    }

    /** {@code a, b or c}. */
    static String listed(Collection<String> names, String last) {
        List<String> all = List.copyOf(names);
        if (all.size() < 2) {
            return String.join("", all);
        }
        return all.stream().limit(all.size() - 1L).collect(Collectors.joining(", ")) + " " + last + " "
                + all.get(all.size() - 1);
    }
}
