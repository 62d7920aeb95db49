package understudy.repl.commands;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.repl.Session;

@Command(name = "rename", description = "give a model another name")
final class Rename implements ShellCommand {
    private final Session session;

    @Parameters(index = "0", paramLabel = "MODEL", description = "a model", completionCandidates = ModelNames.class)
    private String model;

    @Parameters(index = "1", paramLabel = "NEW", description = "its new name", converter = Values.NewName.class)
    private String other;

    Rename(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("rename romeo montague");
    }

    @Override
    public Reply call() {
        String name = Subject.alone(session, Subject.words(model)).wholeName();
        session.company().rename(name, other);
        if (session.current().equals(Optional.of(name))) {
            session.use(other);
        }
        session.console().println(name + " is now called " + other + ".");
        return Reply.ok().with("name", other).with("before", name);
    }
}
