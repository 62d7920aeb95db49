package understudy.repl.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.prompts.PromptBook;
import understudy.prompts.Template;
import understudy.prompts.TemplateException;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.terminal.Text;

@Command(
        name = "edit",
        description = {
            "change a template, in $EDITOR or by a file",
            "A built-in one is copied to your prompts first, and the copy counts from then on; `template remove` brings the built-in one back."
        })
final class TemplateEdit implements ShellCommand {
    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "a template",
            completionCandidates = TemplateNames.class)
    private String name;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "take the new text from this file instead of an editor",
            converter = FilePath.class)
    private Path file;

    TemplateEdit(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("template edit transcript --file ~/transcript.txt");
    }

    @Override
    public Reply call() {
        PromptBook book = TemplateNames.book(session);
        String before = book.text(name);
        Template kept = file != null ? book.keep(name, PromptBook.read(name, file)) : edited(book, before);
        boolean changed = !book.text(name).equals(before);
        session.console()
                .println(Text.empty()
                        .strong(name)
                        .plain(changed ? " is changed and counts from now on" : " is as it was")
                        .quiet(book.own(name) ? " · " + book.file(name) : ""));
        return Reply.ok()
                .with("name", name)
                .with("changed", changed)
                .with("about", kept.about())
                .with("stops", kept.stops())
                .with("path", book.own(name) ? book.file(name) : null);
    }

    /** What comes out of the editor; as long as that is no template, the person may go back to it. */
    private Template edited(PromptBook book, String before) {
        UnaryOperator<String> editor = session.editor()
                .orElseThrow(
                        () -> new Mistake("template edit: expected --file FILE, since nobody sits at an editor here;"
                                + " found none. `template show " + name + "` gives a text to begin with."));
        String text = before;
        while (true) {
            text = editor.apply(text);
            try {
                return text.equals(before) ? book.open(name) : book.keep(name, text);
            } catch (TemplateException e) {
                session.console().trouble(e.getMessage());
                if (!session.agrees("Go on editing? Otherwise the template stays as it was.")) {
                    throw e;
                }
            }
        }
    }
}
