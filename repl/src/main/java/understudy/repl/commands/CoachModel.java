package understudy.repl.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.repl.Session;
import understudy.repl.rehearsal.Coach;
import understudy.repl.terminal.Text;

@Command(
        name = "coach",
        description = {
            "say what the losses of a model tell about its training, with the numbers behind it",
            "Overfitting, underfitting, rates too high or low, runs that come apart, and those at the floor of their text."
        })
final class CoachModel implements ShellCommand {
    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "a model",
            completionCandidates = ModelNames.class)
    private String model;

    CoachModel(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("coach romeo");
    }

    @Override
    public Reply call() {
        String name = Subject.alone(session, Subject.words(model)).existing(session);
        Coach coach = session.company().coach(name);
        List<Coach.Judgement> reasoning = coach.reasoning();
        Optional<Coach.Judgement> advice = coach.advice();
        session.console().println(advice.map(Coach.Judgement::sentence).orElseGet(() -> calm(name, reasoning)));
        for (Coach.Judgement one : reasoning) {
            Text finding = one.holds()
                    ? Text.empty().strong("  " + one.finding() + ": ")
                    : Text.empty().quiet("  not " + one.finding() + ": ");
            session.console().println(finding.plain(one.numbers() + "."));
        }
        return Reply.ok()
                .with("model", name)
                .with("evaluations", coach.evaluations().size())
                .with("finding", advice.map(one -> one.finding().toString()))
                .with("advice", advice.map(Coach.Judgement::sentence))
                .with("rules", reasoning.stream().map(CoachModel::fields).toList());
    }

    private static String calm(String name, List<Coach.Judgement> reasoning) {
        return reasoning.isEmpty()
                ? "Too little is known of " + name + ": it takes two evaluations. `train " + name + "` goes on."
                : "Nothing to change in " + name + ".";
    }

    private static Map<String, Object> fields(Coach.Judgement one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("finding", one.finding().toString());
        fields.put("holds", one.holds());
        fields.put("numbers", one.numbers());
        return fields;
    }
}
