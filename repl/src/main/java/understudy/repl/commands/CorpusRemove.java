package understudy.repl.commands;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.repl.Session;

@Command(name = "remove", description = "delete a corpus for good; models that learned from it stay")
final class CorpusRemove implements ShellCommand {
    private final Session session;

    @Parameters(index = "0", paramLabel = "NAME", description = "a corpus", completionCandidates = CorpusNames.class)
    private String name;

    CorpusRemove(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("corpus remove playhouse");
    }

    @Override
    public Reply call() {
        CorpusNames.library(session).remove(name);
        session.console().println("removed the corpus " + name);
        return Reply.ok().with("name", name);
    }
}
