package understudy.repl.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import understudy.corpora.CorpusException;
import understudy.corpora.Tokenizer;
import understudy.corpora.TokenizerShelf;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.terminal.Table;
import understudy.repl.terminal.Text;

@Command(name = "list", description = "list the tokenizers of this home, and those that are always there")
final class TokenizerList implements ShellCommand {
    private final Session session;

    TokenizerList(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("tokenizer list");
    }

    @Override
    public Reply call() {
        TokenizerShelf shelf = CorpusNames.library(session).tokenizers();
        Table table = Table.of("name", "kind", ">tokens", "ends a text");
        List<Map<String, Object>> tokenizers = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        for (String name : shelf.names()) {
            try {
                Tokenizer tokenizer = shelf.open(name);
                OptionalInt end = tokenizer.end();
                String ends = end.isPresent() ? tokenizer.piece(end.getAsInt()) : "";
                table.row(name, tokenizer.name(), Figures.count(tokenizer.vocabulary()), ends);
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("name", name);
                fields.put("kind", tokenizer.name());
                fields.put("vocab", tokenizer.vocabulary());
                fields.put("end", ends);
                tokenizers.add(fields);
            } catch (CorpusException e) {
                damaged.add(name + ": " + e.getMessage());
            }
        }
        if (!tokenizers.isEmpty()) {
            table.print(session.console());
        }
        damaged.forEach(line -> session.console().println(Text.empty().trouble(line)));
        session.console()
                .println(Text.empty().quiet("Always there: " + String.join(", ", TokenizerShelf.builtIn()) + "."));
        return Reply.ok()
                .with("tokenizers", tokenizers)
                .with("built_in", TokenizerShelf.builtIn())
                .with("damaged", damaged);
    }
}
