package understudy.repl.commands;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.rehearsal.Resident;

@Command(
        name = "rewind",
        description = {
            "go back to a checkpoint",
            "It becomes the model in memory. Training on from it moves later checkpoints to a branch, a model of its own called NAME~1: nothing is lost."
        })
final class Rewind implements ShellCommand {
    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "MODEL@C",
            description = "a checkpoint",
            completionCandidates = References.class)
    private String checkpoint;

    Rewind(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("rewind romeo@0", "rewind romeo@latest");
    }

    @Override
    public Reply call() {
        Subject subject = Subject.alone(session, Subject.words(checkpoint));
        if (!subject.isCheckpoint()) {
            throw new Mistake("rewind: expected a checkpoint, such as " + subject.name() + "@best; found \""
                    + subject.reference() + "\". `checkpoints " + subject.name() + "` lists them.");
        }
        Resident resident = session.company().load(subject.reference());
        session.use(resident.name());
        session.console()
                .println(resident.name() + " is at step "
                        + Figures.count(resident.standing().step())
                        + " again. Training goes on from there; with it, or with `set`, later checkpoints move to a branch."
                        + Wordings.recalled(session, subject.reference()));
        return Reply.ok()
                .with("name", resident.name())
                .with("step", resident.standing().step());
    }
}
