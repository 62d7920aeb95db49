package understudy.repl.commands;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.corpora.Kind;
import understudy.repl.Session;
import understudy.repl.terminal.Text;

@Command(name = "peek", description = "show passages as the model will see them")
final class CorpusPeek implements ShellCommand {
    private final Session session;

    @Parameters(index = "0", paramLabel = "NAME", description = "a corpus", completionCandidates = CorpusNames.class)
    private String name;

    @Option(
            names = "-n",
            paramLabel = "N",
            description = "how many",
            defaultValue = "3",
            converter = Values.Count.class)
    private int count;

    CorpusPeek(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("corpus peek playhouse", "corpus peek playhouse -n 10");
    }

    @Override
    public Reply call() {
        List<String> passages = CorpusNames.library(session).peek(name, count);
        boolean lines = CorpusNames.library(session).card(name).kind() == Kind.LINES;
        String word = lines ? "line" : "passage";
        for (int i = 0; i < passages.size(); i++) {
            session.console()
                    .println(Text.empty()
                            .quiet(word + " " + (i + 1) + " of " + passages.size() + ", from the training part"));
            session.console()
                    .println(lines ? seen(passages.get(i)) : passages.get(i).stripTrailing());
        }
        session.console()
                .println(Text.empty()
                        .quiet(
                                lines
                                        ? "  ↵ starts and ends a line; all but the first carry loss"
                                        : "  every token carries loss: plain text is learned as a whole"));
        return Reply.ok()
                .with(
                        "examples",
                        passages.stream().map(text -> Map.of("text", text)).toList());
    }

    private static String seen(String line) {
        return line.replace("\n", "↵");
    }
}
