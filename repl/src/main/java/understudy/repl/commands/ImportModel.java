package understudy.repl.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.rehearsal.Guest;
import understudy.repl.rehearsal.Resident;
import understudy.repl.terminal.Text;

@Command(
        name = "import",
        description = {
            "take in a model that another program wrote, and make it the current one",
            "A folder in the Hugging Face layout: config.json, model.safetensors or its shards, tokenizer.json or vocab.json and merges.txt. GPT-2, Llama, Qwen2, Qwen3 and nanochat are understood."
        })
final class ImportModel implements ShellCommand {
    private final Session session;

    @Parameters(index = "0", paramLabel = "NAME", description = "a new name", converter = Values.NewName.class)
    private String name;

    @Parameters(index = "1", paramLabel = "PATH", description = "the folder", converter = FilePath.class)
    private Path path;

    @Option(
            names = "--corpus",
            paramLabel = "C",
            description = "a text that it is to go on learning from",
            completionCandidates = CorpusNames.class)
    private String corpus;

    @Option(
            names = "--context",
            paramLabel = "N",
            description = "most tokens seen at once, if fewer than it was made for",
            converter = Values.Count.class)
    private Integer context;

    @Option(
            names = "--tokenizer",
            paramLabel = "T",
            description = "a tokenizer instead of the folder's own",
            completionCandidates = TokenizerNames.class)
    private String tokenizer;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "decides order of texts and dropout",
            defaultValue = "1337",
            converter = Values.Seed.class)
    private long seed;

    ImportModel(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("import gpt2 ~/gpt2", "import tybalt ~/gpt2 --corpus playhouse --context 8");
    }

    @Override
    public Reply call() {
        session.console().progress("reading " + path);
        Guest guest = Guest.of(
                path,
                context == null ? OptionalInt.empty() : OptionalInt.of(context),
                session.company().corpora().tokenizers(),
                Optional.ofNullable(tokenizer));
        Resident made = session.company().adopt(name, guest, Optional.ofNullable(corpus), seed);
        session.use(name);
        session.console()
                .println(Text.empty()
                        .strong(name)
                        .plain(": " + guest.dialect().architecture() + " with " + Figures.count(made.parameters())
                                + " parameters, " + guest.network().sizes()));
        session.console()
                .println(Text.empty()
                        .quiet("  " + Figures.bytes(made.bytes()) + " on " + made.device() + " · "
                                + guest.tokenizer().name() + ", "
                                + Figures.count(guest.tokenizer().vocabulary())
                                + " different tokens · `sample` lets it speak"));
        Optional<String> template = guest.template(TemplateNames.book(session));
        List<String> notes = new ArrayList<>(guest.notes());
        guest.chatTemplate()
                .ifPresent(text -> notes.add(template.map(name ->
                                "Its chat template is of the kind " + name + ": `ask` and `chat` write by ours.")
                        .orElse("Its chat template has " + Figures.count(text.length())
                                + " characters and is of no kind known here; `export` hands it on, `ask --template` offers"
                                + " ours.")));
        notes.forEach(note -> session.console().println(Text.empty().quiet("  " + note)));
        return Reply.ok()
                .with("name", name)
                .with("arch", made.arch())
                .with("architecture", guest.dialect().architecture())
                .with("parameters", made.parameters())
                .with("bytes", made.bytes())
                .with("device", made.device())
                .with("step", 0)
                .with("tokenizer", guest.tokenizer().name())
                .with("vocab", guest.tokenizer().vocabulary())
                .with("notes", notes)
                .with("template", template)
                .with("config", guest.network().config());
    }
}
