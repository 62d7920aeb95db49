package understudy.repl.commands;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.checkpoints.Checkpoint;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.References;
import understudy.repl.Session;

@Command(name = "save", description = "write a checkpoint of a model as it is now, and give it a name if you like")
final class Save implements ShellCommand {
    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "a model, or a checkpoint to name",
            completionCandidates = References.class)
    private String first;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "what to call it: MODEL@NAME",
            completionCandidates = SavedNames.class)
    private String second;

    Save(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("save romeo", "save romeo premiere", "save romeo@0 beginning");
    }

    @Override
    public Reply call() {
        Subject subject = Subject.of(session, Subject.words(first, second));
        if (subject.rest().size() > 1) {
            throw new Mistake(
                    "save: expected one name; found also \"" + subject.rest().get(1) + "\".");
        }
        Optional<String> name = subject.rest().stream().findFirst();
        Checkpoint saved = session.company().save(subject.reference(), name);
        session.console()
                .println(saved.model() + "@" + Figures.count(saved.step()) + " is saved, "
                        + Figures.bytes(saved.bytes())
                        + name.map(n -> "; it is also called " + saved.model() + "@" + n)
                                .orElse("")
                        + ".");
        return Reply.ok()
                .with("model", saved.model())
                .with("step", saved.step())
                .with("name", name)
                .with("bytes", saved.bytes());
    }

    /** Names worth offering. */
    static final class SavedNames implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return List.of("premiere", "good", "before").iterator();
        }
    }
}
