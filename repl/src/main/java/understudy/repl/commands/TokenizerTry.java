package understudy.repl.commands;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.corpora.Tokenizer;
import understudy.repl.Escapes;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.terminal.Text;

@Command(
        name = "try",
        description = {
            "show what becomes of a text",
            "The tokenizer is a name, the path of a tokenizer.json, or corpus:NAME for the one of a corpus."
        })
final class TokenizerTry implements ShellCommand {
    private static final String OF_CORPUS = "corpus:";
    private static final int SHOWN = 400;

    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "a tokenizer",
            completionCandidates = TokenizerNames.class,
            converter = TokenizerWord.class)
    private String name;

    @Parameters(index = "1", paramLabel = "TEXT", description = "\\n and \\t are understood")
    private String text;

    TokenizerTry(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("tokenizer try gpt2 \"The mill by the river\"", "tokenizer try corpus:playhouse \"The mill\"");
    }

    @Override
    public Reply call() {
        Tokenizer tokenizer = tokenizer();
        String read = Escapes.read(text);
        int[] ids = tokenizer.encode(read);
        List<String> pieces = Arrays.stream(ids).mapToObj(tokenizer::piece).toList();
        int bytes = read.getBytes(StandardCharsets.UTF_8).length;
        double each = ids.length == 0 ? 0 : (double) bytes / ids.length;
        show(pieces);
        session.console()
                .println(Text.empty()
                        .strong(Figures.count(ids.length) + (ids.length == 1 ? " token" : " tokens"))
                        .quiet(String.format(
                                Locale.ROOT,
                                " · %.2f bytes a token · %s",
                                each,
                                tokenizer.name() + " of " + Figures.count(tokenizer.vocabulary()))));
        session.console()
                .println(Text.empty()
                        .quiet("  "
                                + Arrays.stream(ids)
                                        .limit(SHOWN)
                                        .mapToObj(Integer::toString)
                                        .toList()));
        String back = tokenizer.decode(ids);
        if (!back.equals(read)) {
            session.console()
                    .println(Text.empty()
                            .quiet("  This vocabulary does not keep the text as it was: " + Escapes.quoted(back)));
        }
        return Reply.ok()
                .with("ids", Arrays.stream(ids).boxed().toList())
                .with("pieces", pieces)
                .with("count", ids.length)
                .with("bytes_per_token", each);
    }

    private Tokenizer tokenizer() {
        if (name.equals("characters")) {
            throw new Mistake(
                    "The vocabulary of characters depends on the text: expected corpus:NAME, as in `tokenizer try"
                            + " corpus:playhouse \"The mill\"`.");
        }
        return name.startsWith(OF_CORPUS)
                ? CorpusNames.library(session).tokenizer(name.substring(OF_CORPUS.length()))
                : CorpusNames.library(session).tokenizers().open(name);
    }

    /** Neighbours in two tones, so that one sees where a token ends. */
    private void show(List<String> pieces) {
        Text line = Text.empty();
        for (int i = 0; i < Math.min(SHOWN, pieces.size()); i++) {
            line = line.and(pieces.get(i), i % 2 == 0 ? Text.Tone.PLAIN : Text.Tone.ACCENT);
        }
        session.console().println(pieces.size() > SHOWN ? line.quiet(" …") : line);
        if (!session.console().terminal()) {
            session.console()
                    .println("  "
                            + pieces.stream().limit(SHOWN).map(Escapes::quoted).toList());
        }
    }
}
