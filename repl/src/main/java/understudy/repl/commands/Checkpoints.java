package understudy.repl.commands;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointList;
import understudy.checkpoints.DamagedCheckpoint;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.terminal.Table;
import understudy.repl.terminal.Text;

@Command(name = "checkpoints", description = "list what a model left on disk")
final class Checkpoints implements ShellCommand {
    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "a model",
            completionCandidates = ModelNames.class)
    private String model;

    Checkpoints(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("checkpoints romeo");
    }

    @Override
    public Reply call() {
        String name = Subject.alone(session, Subject.words(model)).existing(session);
        session.company().settle();
        CheckpointList list = session.company().store().list(name);
        Table table = Table.of(">step", ">train", ">validation", ">size", "saved", "called");
        List<Map<String, Object>> all = new ArrayList<>();
        for (Checkpoint one : list.checkpoints()) {
            List<String> names = list.namesOf(one);
            table.row(
                    Figures.count(one.step()),
                    Figures.loss(one.card().losses().train().orElse(Double.NaN)),
                    Figures.loss(one.card().losses().validation().orElse(Double.NaN)),
                    Figures.bytes(one.bytes()),
                    Figures.ago(Duration.between(one.saved(), Instant.now())),
                    String.join(", ", names));
            all.add(fields(one, names));
        }
        if (all.isEmpty()) {
            session.console().println(name + " has no checkpoint yet; `save " + name + "` writes one.");
        } else {
            table.print(session.console());
        }
        for (DamagedCheckpoint one : list.damaged()) {
            session.console().println(Text.empty().trouble(one.toString()));
        }
        return Reply.ok()
                .with("checkpoints", all)
                .with(
                        "damaged",
                        list.damaged().stream().map(DamagedCheckpoint::toString).toList());
    }

    private static Map<String, Object> fields(Checkpoint one, List<String> names) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", one.reference());
        fields.put("step", one.step());
        fields.put("train_loss", one.card().losses().train());
        fields.put("validation_loss", one.card().losses().validation());
        fields.put("bytes", one.bytes());
        fields.put("saved", one.saved().toString());
        fields.put("names", names);
        return fields;
    }
}
