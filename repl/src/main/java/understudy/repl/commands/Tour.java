package understudy.repl.commands;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import understudy.corpora.CorpusCard;
import understudy.models.Knob;
import understudy.models.Recipe;
import understudy.models.Sampling;
import understudy.repl.Figures;
import understudy.repl.Interrupted;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.rehearsal.Resident;
import understudy.repl.rehearsal.RunSnapshot;
import understudy.repl.speech.Cue;
import understudy.repl.terminal.SideBySide;

@Command(
        name = "tour",
        description = {
            "the whole way in three minutes: a text, a model, its rehearsal, what it said then and now, three questions",
            "It makes a corpus and a model like any other, under names that are free. Ctrl-C ends it; what was made by then stays."
        })
final class Tour implements ShellCommand {
    private static final String NAME = "tour";
    private static final String RECIPE = "modern";
    private static final long SEED = 1;
    private static final int SAID = 220;

    private final Session session;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "how long to train",
            defaultValue = "2m",
            converter = Values.Time.class)
    private Duration time;

    Tour(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("tour --for 30s");
    }

    @Override
    public Reply call() {
        requireIdle();
        TourGuide guide = new TourGuide(session.console());
        Story story = new Story();
        try {
            tell(guide, story);
        } catch (Interrupted e) {
            story.interrupted = true;
        }
        session.console().fresh();
        ending(guide, story);
        Reply reply = story.reply();
        return story.interrupted ? reply.interrupted() : reply;
    }

    private void requireIdle() {
        session.company().director().active().ifPresent(run -> {
            throw new Mistake(run.snapshot().model() + " is being trained, and the tour trains as well."
                    + " `wait` waits for it, `stop` ends it.");
        });
    }

    private void tell(TourGuide guide, Story story) {
        guide.say("This takes " + Figures.time(time) + " of training and about a minute around it. Ctrl-C ends it"
                + " wherever it is; what was made by then stays.");
        CorpusCard corpus = new TourCorpus(session, guide).open();
        story.corpus = corpus.name();
        session.halt().check();
        build(guide, story, corpus);
        session.halt().check();
        rehearse(guide, story, corpus);
        session.halt().check();
        guide.scene("Three questions");
        guide.say("Nobody told it what a question is; it has only seen that answers follow.");
        story.answers = new TourQuiz(session, guide).ask(story.model);
        guide.say("It learns first what an answer looks like. What is true in the town comes with more rehearsal.");
    }

    private void build(TourGuide guide, Story story, CorpusCard corpus) {
        guide.scene("A model");
        session.console().progress("building it");
        Recipe recipe = Recipe.named(RECIPE, session.home().recipes());
        Recipe sized = recipe.with(Knob.CONTEXT.word(), "128");
        String name = free();
        Resident made = session.company().create(name, corpus.name(), recipe, sized, SEED);
        session.use(name);
        story.model = name;
        guide.say(name + " is a network of " + Figures.count(made.parameters()) + " numbers in "
                + sized.text(Knob.LAYERS) + " layers, all of them random. It reads up to " + sized.text(Knob.CONTEXT)
                + " characters and guesses the next. Knowing nothing, it finds all " + corpus.vocabulary()
                + " characters equally likely: a loss of " + Figures.loss(Math.log(corpus.vocabulary()))
                + " nats a character.");
    }

    private String free() {
        String name = NAME;
        for (int n = 2; session.company().has(name); n++) {
            name = NAME + "-" + n;
        }
        return name;
    }

    private void rehearse(TourGuide guide, Story story, CorpusCard corpus) {
        guide.scene("The rehearsal");
        guide.say("Now it reads. After each guess all its numbers are nudged toward the character that really came."
                + " Below: the loss on text that it never reads, and a line that it has Hester say at that moment."
                + (corpus.floor().isPresent()
                        ? " The floor is " + Figures.loss(corpus.floor().getAsDouble()) + "."
                        : ""));
        TourRehearsal rehearsal = new TourRehearsal(session, guide, story.model);
        RunSnapshot last = rehearsal.train(time);
        story.finished(last, corpus.floor());
        session.halt().check();
        guide.scene("Then and now");
        guide.say(
                "A checkpoint was kept each time it was measured. All of these go on with the same word, and draw the same"
                        + " random numbers.");
        Cue cue = Cue.of("SCENE: ", SAID, new Sampling(.7, 0, 1, 0, 1), 7);
        List<Exhibit> exhibits = new ArrayList<>();
        for (String stage : rehearsal.stages()) {
            session.halt().check();
            session.console().progress(stage + " speaks");
            exhibits.add(Exhibit.of(session, stage, cue));
        }
        session.console().println("");
        SideBySide.lines(
                        exhibits.stream().map(Exhibit::column).toList(),
                        session.console().width())
                .forEach(session.console()::println);
        story.columns = exhibits.stream().map(Exhibit::fields).toList();
    }

    private static void ending(TourGuide guide, Story story) {
        guide.scene(story.interrupted ? "The tour ends here" : "Now it is yours");
        if (story.model.isEmpty()) {
            guide.say("Nothing was trained yet. `tour` begins again.");
            return;
        }
        guide.type("sample " + story.model + " \"SCENE: \"", "go on with a text; Tab completes, --help explains");
        guide.type("train " + story.model + " --for 2m", "rehearse on, while you go on typing");
        guide.type("compare " + story.model + "@0 " + story.model, "what it said then, what it says now");
        guide.type("new romeo --corpus NAME", "a model of your own; `corpus add NAME PATH` brings the text");
        guide.type("help", "everything else");
    }

    /** What has come of the tour so far. */
    private static final class Story {
        private String corpus = "";
        private String model = "";
        private long step;
        private OptionalDouble validation = OptionalDouble.empty();
        private OptionalDouble floor = OptionalDouble.empty();
        private double seconds;
        private List<Map<String, Object>> columns = List.of();
        private List<Map<String, Object>> answers = List.of();
        private boolean interrupted;

        void finished(RunSnapshot last, OptionalDouble lowest) {
            step = last.step();
            validation = last.standing().validation().isPresent()
                    ? OptionalDouble.of(last.standing().validation().get().loss())
                    : OptionalDouble.empty();
            floor = lowest;
            seconds = last.tempo().seconds();
        }

        Reply reply() {
            return Reply.ok()
                    .with("corpus", corpus)
                    .with("model", model)
                    .with("step", step)
                    .with("seconds", seconds)
                    .with("validation_loss", validation)
                    .with("floor", floor)
                    .with("columns", columns)
                    .with("answers", answers);
        }
    }
}
