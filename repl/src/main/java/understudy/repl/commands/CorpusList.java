package understudy.repl.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import understudy.corpora.CorpusCard;
import understudy.corpora.CorpusException;
import understudy.corpora.CorpusLibrary;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.terminal.Table;
import understudy.repl.terminal.Text;

@Command(name = "list", description = "list the corpora of this home")
final class CorpusList implements ShellCommand {
    private final Session session;

    CorpusList(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("corpus list");
    }

    @Override
    public Reply call() {
        CorpusLibrary library = CorpusNames.library(session);
        List<Map<String, Object>> corpora = new ArrayList<>();
        Table table = Table.of("name", ">tokens", ">different", ">bytes", "split", ">floor", "format");
        List<String> damaged = new ArrayList<>();
        for (String name : library.names()) {
            try {
                CorpusCard card = library.card(name);
                corpora.add(new CorpusReport(card).fields());
                table.row(
                        name,
                        Figures.count(card.tokens()),
                        Figures.count(card.vocabulary()),
                        Figures.bytes(card.bytes()),
                        card.sizes().split(),
                        card.floor().isPresent() ? Figures.loss(card.floor().getAsDouble()) : "",
                        card.format());
            } catch (CorpusException e) {
                damaged.add(name + ": " + e.getMessage());
            }
        }
        if (corpora.isEmpty() && damaged.isEmpty()) {
            session.console()
                    .println(
                            "No corpus yet. `corpus playhouse` generates one; `corpus add NAME PATH` reads your own text.");
        } else if (!corpora.isEmpty()) {
            table.print(session.console());
        }
        damaged.forEach(line -> session.console().println(Text.empty().trouble(line)));
        return Reply.ok().with("corpora", corpora).with("damaged", damaged);
    }
}
