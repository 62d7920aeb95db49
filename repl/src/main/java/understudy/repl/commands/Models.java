package understudy.repl.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.terminal.Table;

@Command(name = "models", description = "list the models: how large, how far, and what is in memory")
final class Models implements ShellCommand {
    private final Session session;

    Models(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("models");
    }

    @Override
    public Reply call() {
        List<Map<String, Object>> models = new ArrayList<>();
        Table table = Table.of("model", "", ">parameters", ">step", ">validation", "in memory");
        for (String name : session.company().names()) {
            Profile profile = Profile.of(session, name);
            models.add(fields(profile));
            table.row(
                    name,
                    profile.arch(),
                    profile.parameters() == 0 ? "–" : Figures.parameters(profile.parameters()),
                    profile.step() < 0 ? "–" : Figures.count(profile.step()),
                    Figures.loss(profile.validation().orElse(Double.NaN)),
                    profile.resident() ? Figures.bytes(profile.bytes()) + " on " + profile.device() : "");
        }
        if (models.isEmpty()) {
            session.console().println("There is no model yet: `new romeo --corpus C` builds one.");
        } else {
            table.print(session.console());
        }
        return Reply.ok().with("models", models);
    }

    private static Map<String, Object> fields(Profile profile) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", profile.name());
        fields.put("arch", profile.arch());
        fields.put("parameters", profile.parameters());
        fields.put("step", profile.step());
        fields.put("resident", profile.resident());
        fields.put("device", profile.device().isEmpty() ? null : profile.device());
        fields.put("bytes", profile.bytes());
        fields.put("validation_loss", profile.validation());
        return fields;
    }
}
