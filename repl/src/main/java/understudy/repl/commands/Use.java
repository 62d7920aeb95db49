package understudy.repl.commands;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.repl.Session;

@Command(name = "use", description = "make a model the current one: the one that is meant where none is named")
final class Use implements ShellCommand {
    private final Session session;

    @Parameters(index = "0", paramLabel = "MODEL", description = "a model", completionCandidates = ModelNames.class)
    private String model;

    Use(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("use romeo");
    }

    @Override
    public Reply call() {
        String name = Subject.alone(session, Subject.words(model)).existing(session);
        session.use(name);
        session.console().println("Current model: " + name + ".");
        return Reply.ok().with("name", name);
    }
}
