package understudy.repl.commands;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.corpora.Tokenizer;
import understudy.corpora.TokenizerShelf;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.terminal.Text;

@Command(
        name = "add",
        description = {
            "keep a tokenizer under a name",
            "It is copied: a Hugging Face tokenizer.json or the folder it lies in, or one of OpenAI's vocabularies."
        })
final class TokenizerAdd implements ShellCommand {
    private final Session session;

    @Parameters(index = "0", paramLabel = "NAME", description = "what to call it", converter = Values.NewName.class)
    private String name;

    @Parameters(
            index = "1",
            paramLabel = "PATH",
            description = "a tokenizer.json or its folder; or gpt2, p50k_base, cl100k_base, o200k_base",
            completionCandidates = TokenizerNames.class,
            converter = TokenizerWord.class)
    private String path;

    TokenizerAdd(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("tokenizer add openai gpt2");
    }

    @Override
    public Reply call() {
        TokenizerShelf shelf = CorpusNames.library(session).tokenizers();
        session.console().progress("reading it");
        Tokenizer tokenizer = shelf.add(name, path);
        session.console()
                .println(Text.empty()
                        .strong(name)
                        .plain(": " + tokenizer.name() + ", " + Figures.count(tokenizer.vocabulary()) + " tokens"));
        session.console()
                .println(Text.empty()
                        .quiet("  `corpus add NAME PATH --tokenizer " + name + "` makes a corpus with it."));
        return Reply.ok()
                .with("name", name)
                .with("kind", tokenizer.name())
                .with("vocab", tokenizer.vocabulary())
                .with("path", shelf.file(name));
    }
}
