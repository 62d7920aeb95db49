package understudy.repl.commands;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.checkpoints.Checkpoint;
import understudy.repl.Figures;
import understudy.repl.Session;

@Command(
        name = "delete",
        description = "delete a model for good, with its checkpoints and journal; asks first at the prompt")
final class Delete implements ShellCommand {
    private final Session session;

    @Parameters(index = "0", paramLabel = "MODEL", description = "a model", completionCandidates = ModelNames.class)
    private String model;

    @Option(names = "--yes", description = "do not ask; a script is never asked")
    private boolean yes;

    Delete(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("delete romeo --yes");
    }

    @Override
    public Reply call() {
        String name = Subject.alone(session, Subject.words(model)).wholeName();
        session.company().requireFree(name); // before a question that would frighten for nothing
        session.company().settle();
        List<Checkpoint> checkpoints = session.company().store().list(name).checkpoints();
        long bytes = checkpoints.stream().mapToLong(Checkpoint::bytes).sum();
        String what = name + " with " + checkpoints.size() + (checkpoints.size() == 1 ? " checkpoint" : " checkpoints")
                + ", " + Figures.bytes(bytes);
        if (!yes && !session.agrees("Delete " + what + " for good?")) {
            session.console().println("Nothing is deleted.");
            return Reply.ok().with("name", name).with("deleted", false);
        }
        session.company().delete(name);
        if (session.current().equals(Optional.of(name))) {
            session.useNone();
        }
        session.console().println("Deleted " + what + ", and its journal.");
        return Reply.ok()
                .with("name", name)
                .with("deleted", true)
                .with("checkpoints", checkpoints.size())
                .with("bytes", bytes);
    }
}
