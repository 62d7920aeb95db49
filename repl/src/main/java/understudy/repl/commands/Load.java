package understudy.repl.commands;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.repl.Figures;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.rehearsal.Resident;

@Command(
        name = "load",
        description = {
            "bring a model into memory and make it the current one",
            "A checkpoint becomes the model in memory; training on from it moves later checkpoints to a branch."
        })
final class Load implements ShellCommand {
    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL[@C]",
            description = "a model or one of its checkpoints",
            completionCandidates = References.class)
    private String model;

    Load(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("load romeo", "load romeo@0");
    }

    @Override
    public Reply call() {
        Subject subject = Subject.alone(session, Subject.words(model));
        Resident resident = session.company().load(subject.reference());
        session.use(resident.name());
        session.console()
                .println(resident.name() + " is in memory at step "
                        + Figures.count(resident.standing().step()) + ": " + Figures.bytes(resident.bytes()) + " on "
                        + resident.device() + "."
                        + (subject.isCheckpoint() ? Wordings.recalled(session, subject.reference()) : ""));
        return Reply.ok()
                .with("name", resident.name())
                .with("arch", resident.arch())
                .with("parameters", resident.parameters())
                .with("step", resident.standing().step())
                .with("bytes", resident.bytes())
                .with("device", resident.device());
    }
}
