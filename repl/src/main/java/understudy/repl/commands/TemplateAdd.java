package understudy.repl.commands;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.prompts.PromptBook;
import understudy.prompts.Template;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.terminal.Text;

@Command(
        name = "add",
        description = {
            "keep a template of your own under a name",
            "The file has sections, such as --- user with the slot {question} and --- assistant with {answer}: `template show transcript` shows one."
        })
final class TemplateAdd implements ShellCommand {
    private final Session session;

    @Parameters(index = "0", paramLabel = "NAME", description = "what to call it", converter = Values.NewName.class)
    private String name;

    @Parameters(index = "1", paramLabel = "FILE", description = "its text, which is copied", converter = FilePath.class)
    private Path file;

    TemplateAdd(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("template add oracle ~/oracle.txt");
    }

    @Override
    public Reply call() {
        PromptBook book = TemplateNames.book(session);
        if (book.names().contains(name)) {
            throw new Mistake("A template " + name + " exists already; choose another name, or `template edit " + name
                    + " --file " + file + "`.");
        }
        Template kept = book.keep(name, PromptBook.read(name, file));
        session.console()
                .println(Text.empty().strong(name).plain(kept.about().isEmpty() ? " is kept" : ": " + kept.about()));
        session.console()
                .println(Text.empty()
                        .quiet("  " + book.file(name) + " · `ask QUESTION --template " + name + "` uses it"));
        return Reply.ok()
                .with("name", name)
                .with("about", kept.about())
                .with("stops", kept.stops())
                .with("path", book.file(name));
    }
}
