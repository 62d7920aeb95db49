package understudy.repl.commands;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.prompts.PromptBook;
import understudy.repl.Session;

@Command(
        name = "remove",
        description = "delete a template of your own for good; a built-in one in whose place it stood is back")
final class TemplateRemove implements ShellCommand {
    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "a template of your own",
            completionCandidates = TemplateNames.Own.class)
    private String name;

    @Option(names = "--yes", description = "do not ask; a script is never asked")
    private boolean yes;

    TemplateRemove(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("template remove oracle --yes");
    }

    @Override
    public Reply call() {
        PromptBook book = TemplateNames.book(session);
        if (book.own(name) && !yes && !session.agrees("Remove your template " + name + " for good?")) {
            session.console().println("Nothing is removed.");
            return Reply.ok().with("name", name).with("removed", false);
        }
        book.remove(name);
        session.console()
                .println("removed your template " + name
                        + (PromptBook.builtIn(name) ? "; the built-in one counts again" : ""));
        return Reply.ok().with("name", name).with("removed", true);
    }
}
