package understudy.repl.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import understudy.checkpoints.Checkpoint;
import understudy.models.Likeliest;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.speech.Cue;
import understudy.repl.speech.Utterance;
import understudy.repl.terminal.TerminalConsole;
import understudy.repl.views.Act;
import understudy.repl.views.Prompter;
import understudy.repl.views.Scene;
import understudy.repl.views.TheatreView;

@Command(
        name = "theatre",
        description = {
            "the same prompt and seed at every checkpoint, side by side on the whole screen",
            "A model stands for its checkpoints. Without a terminal the texts are printed."
        })
final class Theatre implements ShellCommand {
    /** As many as one can still find one's way among. */
    private static final int MOST = 24;

    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "MODEL[@C]",
            description = "models or checkpoints; the current model if none is given",
            completionCandidates = References.class)
    private List<String> words;

    @Mixin
    private TypedPrompt prompt;

    @Mixin
    private SamplingOptions options;

    Theatre(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "theatre romeo --prompt \"SCENE\" --tokens 60 --seed 7", "theatre romeo@0 romeo@best --tokens 20");
    }

    @Override
    public Reply call() {
        long seed = options.seed();
        Cue cue = options.cue(prompt.prompt(), 1, seed);
        session.company().settle();
        Set<String> references = new LinkedHashSet<>();
        Set<String> models = new LinkedHashSet<>();
        for (String word : words == null || words.isEmpty() ? List.of("") : words) {
            Subject subject = Subject.alone(session, word.isEmpty() ? List.of() : List.of(word));
            models.add(subject.name());
            references.addAll(
                    subject.isCheckpoint()
                            ? List.of(session.company()
                                    .store()
                                    .resolve(subject.reference())
                                    .reference())
                            : checkpoints(subject.existing(session)));
        }
        List<String> all = List.copyOf(references);
        List<String> labels = all.stream()
                .map(reference -> models.size() == 1 ? reference.substring(reference.indexOf('@')) : reference)
                .toList();
        Scene scene = new Scene(cue.prompt(), cue.tokens(), cue.sampling(), seed);
        try (Prompter prompter = new Prompter(all, labels, session.company()::speaker)) {
            prompter.say(scene, all.size() - 1);
            if (session.console() instanceof TerminalConsole console) {
                console.show(new TheatreView(String.join(", ", models), prompter));
            } else {
                prompter.await(() -> {
                    long spoken = prompter.acts().stream()
                            .filter(act -> act.said().isPresent())
                            .count();
                    session.console().progress(spoken + " of " + all.size() + " have spoken");
                    return session.halt().asked();
                });
                session.console().progress("");
                prompter.acts().forEach(this::tell);
            }
            List<Map<String, Object>> acts = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                acts.add(fields(all.get(i), prompter.acts().get(i)));
            }
            Reply reply =
                    Reply.ok().with("prompt", cue.prompt()).with("seed", seed).with("acts", acts);
            return session.halt().asked() ? reply.interrupted() : reply;
        }
    }

    private void tell(Act act) {
        session.console()
                .println("─ " + act.label() + "  " + Figures.loss(act.loss().orElse(Double.NaN)));
        session.console().println(act.trouble().isEmpty() ? String.join("", act.pieces()) : act.trouble());
    }

    /** A model's checkpoints, evenly thinned where there are many; the first, the best and the last stay. */
    private List<String> checkpoints(String model) {
        List<Checkpoint> all = session.company().store().list(model).checkpoints();
        if (all.isEmpty()) {
            throw new Mistake(model + " has no checkpoint yet; `save " + model + "` writes one.");
        }
        TreeSet<Integer> chosen = new TreeSet<>();
        int most = Math.min(MOST, all.size());
        for (int i = 0; i < most; i++) {
            chosen.add(most == 1 ? 0 : (int) Math.round(i * (all.size() - 1.0) / (most - 1)));
        }
        session.company().store().list(model).best().ifPresent(best -> chosen.add(all.indexOf(best)));
        return chosen.stream().map(i -> all.get(i).reference()).toList();
    }

    private static Map<String, Object> fields(String reference, Act act) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", reference);
        fields.put("step", act.step());
        fields.put("validation_loss", act.loss());
        fields.put("text", act.text());
        List<Map<String, Object>> tokens = new ArrayList<>();
        act.said().ifPresent(said -> tokens(act, said, tokens));
        fields.put("tokens", tokens);
        if (!act.trouble().isEmpty()) {
            fields.put("trouble", act.trouble());
        }
        return fields;
    }

    private static void tokens(Act act, Utterance said, List<Map<String, Object>> into) {
        for (int i = 0; i < said.said().length; i++) {
            Likeliest glance = said.glances().get(i);
            Map<String, Object> token = new LinkedHashMap<>();
            token.put("id", said.said()[i]);
            token.put("piece", act.pieces().get(said.prompt().length + i));
            token.put("logprob", glance.own());
            token.put("entropy", glance.entropy());
            into.add(token);
        }
    }
}
