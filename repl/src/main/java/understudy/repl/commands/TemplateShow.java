package understudy.repl.commands;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.prompts.PromptBook;
import understudy.prompts.Template;
import understudy.repl.Escapes;
import understudy.repl.Session;
import understudy.repl.terminal.Text;

@Command(name = "show", description = "show the text of a template: what it writes around questions and answers")
final class TemplateShow implements ShellCommand {
    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "a template",
            completionCandidates = TemplateNames.class)
    private String name;

    TemplateShow(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("template show transcript");
    }

    @Override
    public Reply call() {
        PromptBook book = TemplateNames.book(session);
        String text = book.text(name);
        session.console().print(Text.of(text));
        session.console().fresh();
        Template template = book.open(name); // says what is wrong with it, after it was shown
        String ends = template.stops().isEmpty()
                ? "an answer ends where the model ends it"
                : "an answer ends before "
                        + CommandTable.listed(
                                template.stops().stream().map(Escapes::quoted).toList(), "or");
        session.console().println(Text.empty().quiet("  " + TemplateNames.whose(book, name) + " · " + ends));
        return Reply.ok()
                .with("name", name)
                .with("own", book.own(name))
                .with("about", template.about())
                .with("text", text)
                .with("stops", template.stops())
                .with("path", book.own(name) ? book.file(name) : null);
    }
}
