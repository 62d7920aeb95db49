package understudy.repl.commands;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.rehearsal.Resident;

@Command(name = "unload", description = "free the memory of a model; unsaved steps are saved first")
final class Unload implements ShellCommand {
    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "a model",
            completionCandidates = ModelNames.class)
    private String model;

    Unload(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("unload romeo");
    }

    @Override
    public Reply call() {
        String name = Subject.alone(session, Subject.words(model)).wholeName();
        Optional<Resident> was = session.company().unload(name);
        if (session.current().equals(Optional.of(name))) {
            session.useNone();
        }
        if (was.isEmpty()) {
            session.console().println(name + " is not in memory; `models` shows what is.");
            return Reply.ok().with("name", name).with("bytes", 0);
        }
        Resident gone = was.get();
        long bytes = gone.bytes() + gone.optimizerBytes();
        session.console()
                .println(name + " is no longer in memory: " + Figures.bytes(bytes) + " are free again. `load " + name
                        + "` brings it back at step "
                        + Figures.count(gone.standing().step()) + ".");
        return Reply.ok()
                .with("name", name)
                .with("step", gone.standing().step())
                .with("bytes", bytes);
    }
}
