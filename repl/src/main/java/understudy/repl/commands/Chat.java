package understudy.repl.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import understudy.prompts.Template;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.chat.Settings;
import understudy.repl.chat.Talk;
import understudy.repl.rehearsal.Speaker;

@Command(
        name = "chat",
        description = {
            "talk with a model, in turns",
            "Lines that begin with / are commands there; /help lists them. In a script the lines that follow are said to the model, until /bye or the end."
        })
final class Chat implements ShellCommand {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL[@C]",
            description = "who answers, if not the current model",
            completionCandidates = References.class)
    private String model;

    @Mixin
    private TemplateOption template;

    @Mixin
    private SamplingOptions options;

    Chat(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("chat romeo", "chat romeo@best --template transcript -t 0.7 -k 40 --seed 7");
    }

    @Override
    public Reply call() {
        Subject subject = Subject.alone(session, Subject.words(model));
        Settings settings = new Settings(options.sampling(), options.tokens(), options.stops(), options.seed());
        Template chosen;
        Speaker speaker = session.company().speaker(subject.reference());
        try {
            chosen = template.of(session, speaker);
        } catch (RuntimeException fault) {
            speaker.close();
            throw fault;
        }
        try (Talk talk = new Talk(session, speaker, chosen, settings)) {
            talk.run();
            return Reply.ok()
                    .with("turns", talk.turns().stream().map(Chat::fields).toList())
                    .with("template", chosen.name())
                    .with("seed", settings.seed())
                    .with("model", speaker.label())
                    .with("step", speaker.step());
        }
    }

    private static Map<String, Object> fields(Talk.Turn turn) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("question", turn.question());
        fields.put("model", turn.model());
        fields.put("answer", turn.answer());
        fields.put("stopped_because", turn.ending());
        fields.put("tokens", turn.tokens());
        fields.put("tokens_read", turn.read());
        turn.firstToken().ifPresent(nanoseconds -> fields.put("first_token_seconds", nanoseconds / 1e9));
        return fields;
    }
}
