package understudy.repl.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import understudy.prompts.PromptBook;
import understudy.prompts.TemplateException;
import understudy.repl.Session;
import understudy.repl.terminal.Table;
import understudy.repl.terminal.Text;

@Command(name = "list", description = "list the prompt templates, built in and your own")
final class TemplateList implements ShellCommand {
    private final Session session;

    TemplateList(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("template list");
    }

    @Override
    public Reply call() {
        PromptBook book = TemplateNames.book(session);
        Table table = Table.of("name", "whose", "what for");
        List<Map<String, Object>> templates = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        for (String name : book.names()) {
            try {
                String about = book.open(name).about();
                table.row(name, TemplateNames.whose(book, name), about);
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("name", name);
                fields.put("own", book.own(name));
                fields.put("about", about);
                templates.add(fields);
            } catch (TemplateException e) {
                damaged.add(e.getMessage());
            }
        }
        table.print(session.console());
        damaged.forEach(line -> session.console().println(Text.empty().trouble(line)));
        session.console()
                .println(Text.empty().quiet("`template show NAME` shows one, `template edit NAME` changes it."));
        return Reply.ok().with("templates", templates).with("damaged", damaged);
    }
}
