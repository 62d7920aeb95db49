package understudy.repl.commands;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.models.Sampling;
import understudy.prompts.Conversation;
import understudy.prompts.Template;
import understudy.repl.Figures;
import understudy.repl.Interrupted;
import understudy.repl.Mistake;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.judging.Endpoint;
import understudy.repl.judging.Exact;
import understudy.repl.judging.Judge;
import understudy.repl.judging.Ledger;
import understudy.repl.judging.Question;
import understudy.repl.judging.Questions;
import understudy.repl.judging.Quiz;
import understudy.repl.judging.Resident;
import understudy.repl.judging.Scorer;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Cue;
import understudy.repl.speech.Performance;

@Command(
        name = "judge",
        description = {
            "which of several models answers questions best",
            "With answers, an answer is right or wrong; with a model, all answers to a question go to it in one shuffled prompt and get scores from 0 to 100. The interval holds"
                    + " the true mean in 19 of 20 such trials. Judged questions are kept: the same line goes on where it was cut off."
        })
final class JudgeAnswers implements ShellCommand {
    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "MODEL[@C]",
            description = "who answers",
            completionCandidates = References.class)
    private List<String> words;

    @Option(
            names = "--questions",
            paramLabel = "FILE",
            description =
                    "JSON, JSON lines, or a question a line with a tab and its answer behind it; if not given, the Playhouse's own",
            converter = FilePath.class)
    private Path file;

    @Option(
            names = "--quiz",
            paramLabel = "KIND",
            description =
                    "of the Playhouse's questions: held-out (never asked in the text, only told), reworded, or asked",
            defaultValue = "held-out")
    private Quiz quiz;

    @Option(
            names = "--with",
            paramLabel = "JUDGE",
            description = "answers, a model here, openai:MODEL or ollama:MODEL",
            defaultValue = "answers",
            completionCandidates = JudgeNames.class)
    private String with;

    @Mixin
    private TemplateOption template;

    @Option(
            names = "-n",
            paramLabel = "N",
            description = "only the first N questions",
            defaultValue = "1000000",
            converter = Values.Count.class)
    private int most;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "how long an answer may be",
            defaultValue = "100",
            converter = Values.Count.class)
    private int tokens;

    @Option(
            names = {"-t", "--temperature"},
            paramLabel = "X",
            description = "0 takes the likeliest always",
            defaultValue = "0",
            converter = Values.NonNegative.class)
    private double temperature;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "decides the order in which a judge sees answers, and what is drawn",
            defaultValue = "1337",
            converter = Values.Seed.class)
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "write the result as JSON as well",
            converter = FilePath.class)
    private Path out;

    JudgeAnswers(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "judge romeo romeo@0 -n 3 --tokens 20",
                "judge romeo --quiz reworded -n 3 --tokens 20 --template plain");
    }

    @Override
    public Reply call() {
        List<String> references = references();
        Optional<List<Question>> given = Optional.ofNullable(file).map(path -> Questions.read(path, most));
        OutFile target = out == null ? null : OutFile.at(out);
        List<Speaker> speakers = new ArrayList<>();
        try {
            for (String reference : references) {
                speakers.add(session.company().speaker(reference));
            }
            return judged(speakers, given.orElseGet(() -> quiz(speakers.get(0))), target);
        } finally {
            speakers.forEach(Speaker::close);
        }
    }

    private List<String> references() {
        if (words == null || words.isEmpty()) {
            throw new Mistake("judge: expected models or checkpoints, such as romeo@0 romeo; found nothing.");
        }
        for (String word : words) {
            if (!Subject.isModel(session, word)) {
                throw new Mistake(Subject.unknown(session, word));
            }
        }
        return words.stream().distinct().toList();
    }

    /** Questions about the town that a model learns of. */
    private List<Question> quiz(Speaker speaker) {
        Map<String, String> facts =
                session.company().corpora().card(speaker.corpus()).generator();
        if (facts.isEmpty()) {
            throw new Mistake("judge: expected --questions FILE, since the corpus " + speaker.corpus() + " of "
                    + speaker.label() + " brings no questions of its own.");
        }
        return quiz.questions(facts, most);
    }

    private Reply judged(List<Speaker> speakers, List<Question> questions, OutFile target) {
        Judge judge = judge(speakers, questions);
        List<String> names = speakers.stream().map(Speaker::label).toList();
        Path kept = session.home().folder().resolve("judged").resolve(identity(speakers, judge) + ".jsonl");
        Ledger ledger = Ledger.at(kept, names);
        List<Ledger.Entry> entries = new ArrayList<>();
        try {
            for (Question question : questions) {
                session.halt().check();
                entries.add(ledger.entry(question).orElseGet(() -> {
                    Ledger.Entry entry = entry(question, speakers, judge);
                    ledger.add(entry, names);
                    return entry;
                }));
                session.console()
                        .progress("judged " + Figures.count(entries.size()) + " of " + Figures.count(questions.size()));
            }
        } catch (Interrupted e) {
            // What was judged so far is shown.
        }
        session.console().progress("");
        if (entries.isEmpty()) {
            return Reply.ok().interrupted();
        }
        Verdict verdict = Verdict.of(judge, names, entries);
        verdict.print(session.console());
        Reply reply = Reply.ok()
                .with("questions", entries.size())
                .with("with", judge.name())
                .with("results", verdict.fields())
                .with("file", kept.toString());
        if (target != null) {
            target.write(new Json().done("judge", reply) + "\n");
        }
        return entries.size() < questions.size() ? reply.interrupted() : reply;
    }

    private Ledger.Entry entry(Question question, List<Speaker> speakers, Judge judge) {
        List<String> answers = new ArrayList<>();
        for (Speaker speaker : speakers) {
            answers.add(answer(speaker, question.text(), seed));
            session.halt().check();
        }
        return new Ledger.Entry(question, answers, judge.scores(question, answers));
    }

    private String answer(Speaker speaker, String question, long drawn) {
        Template chosen = template.of(session, speaker);
        Cue cue = new Cue(
                chosen.prompt(Conversation.asking(question)),
                tokens,
                1,
                chosen.stops(),
                new Sampling(temperature, 0, 1, 0, 1),
                drawn);
        return chosen.answer(
                new Performance(speaker.model(), speaker.tokenizer(), session.halt()::asked, System::nanoTime)
                        .of(cue, piece -> {})
                        .speeches()
                        .get(0)
                        .text());
    }

    private Judge judge(List<Speaker> speakers, List<Question> questions) {
        if (with.equals(JudgeNames.ANSWERS)) {
            return new Exact();
        }
        if (with.startsWith(JudgeNames.OLLAMA)) {
            return new Scorer(
                    Endpoint.ollama(
                            with.substring(JudgeNames.OLLAMA.length()),
                            session.launch().environment(),
                            this::paused),
                    seed);
        }
        if (with.startsWith(JudgeNames.OPENAI)) {
            Scorer scorer = new Scorer(
                    Endpoint.openai(
                            with.substring(JudgeNames.OPENAI.length()),
                            session.launch().environment(),
                            this::paused),
                    seed);
            String cost = Figures.count(scorer.tokens(questions, speakers.size(), tokens))
                    + " tokens at most would go to " + with + " and back";
            if (!session.agrees("About " + cost + ". Go on?")) {
                throw new Mistake("Nothing was asked: about " + cost + ". -n asks fewer questions.");
            }
            return scorer;
        }
        if (!Subject.isModel(session, with)) {
            throw new Mistake("--with: expected answers, a model, openai:MODEL or ollama:MODEL; found \"" + with
                    + "\". " + Subject.unknown(session, with));
        }
        return new Scorer(new Resident(with, drawn -> asks(drawn)), seed);
    }

    /** Waits for a judge, and says so where that is long; true if the person asks to stop. */
    private boolean paused(Duration wait) {
        if (!wait.isZero()) {
            session.console()
                    .progress(with + " does not answer; asked again in " + Figures.time(wait) + ", Ctrl-C gives up");
        }
        return session.halt().await(wait);
    }

    /** A model here, lent anew for each question, so that nothing is held between them. */
    private UnaryOperator<String> asks(long drawn) {
        return prompt -> {
            try (Speaker speaker = session.company().speaker(with)) {
                String reply = answer(speaker, prompt, drawn);
                session.halt().check(); // one that was cut short is no score
                return reply;
            }
        };
    }

    /** The same for the same candidates, judge and settings, and for no others. */
    private String identity(List<Speaker> speakers, Judge judge) {
        StringBuilder all = new StringBuilder(judge.name() + "|" + tokens + "|" + temperature + "|" + seed);
        for (Speaker speaker : speakers) {
            all.append('|').append(speaker.label()).append('#').append(speaker.step());
            all.append('|')
                    .append(TemplateNames.book(session)
                            .text(template.of(session, speaker).name()));
        }
        return UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
