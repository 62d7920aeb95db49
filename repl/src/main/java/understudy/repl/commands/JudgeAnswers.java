package understudy.repl.commands;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.corpora.playhouse.Part;
import understudy.corpora.playhouse.Playhouse;
import understudy.corpora.playhouse.PlayhouseOptions;
import understudy.corpora.playhouse.Question.Standing;
import understudy.models.Sampling;
import understudy.prompts.Conversation;
import understudy.prompts.Template;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.judging.Endpoint;
import understudy.repl.judging.Exact;
import understudy.repl.judging.Judge;
import understudy.repl.judging.Ledger;
import understudy.repl.judging.Question;
import understudy.repl.judging.Questions;
import understudy.repl.judging.Resident;
import understudy.repl.judging.Scorer;
import understudy.repl.judging.Tally;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Cue;
import understudy.repl.speech.Performance;
import understudy.repl.terminal.Table;

@Command(
        name = "judge",
        description = {
            "which of several models answers questions best",
            "With answers, an answer is right or wrong; with a model, all answers to a question go to it in one shuffled prompt and get scores from 0 to 100. The interval holds"
                    + " the true mean in 19 of 20 such trials. Judged questions are kept: the same line goes on where it was cut off."
        })
final class JudgeAnswers implements ShellCommand {
    private static final String OPENAI = "openai:";
    private static final String OLLAMA = "ollama:";

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
            completionCandidates = Judges.class)
    private String with;

    @Option(
            names = "--template",
            paramLabel = "T",
            description = "how questions and answers are written",
            completionCandidates = TemplateNames.class)
    private String template;

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
        List<Question> questions = file != null ? Questions.read(file, most) : quiz(references.get(0));
        OutFile target = out == null ? null : OutFile.at(out);
        List<Speaker> speakers = new ArrayList<>();
        try {
            for (String reference : references) {
                speakers.add(session.company().speaker(reference));
            }
            return judged(speakers, questions, target);
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

    /** Questions about the town that a model learns of, always the same ones in the same order. */
    private List<Question> quiz(String reference) {
        String corpus;
        try (Speaker speaker = session.company().speaker(reference)) {
            corpus = speaker.corpus();
        }
        Map<String, String> facts = session.company().corpora().card(corpus).generator();
        if (facts.isEmpty()) {
            throw new Mistake("judge: expected --questions FILE, since the corpus " + corpus + " of " + reference
                    + " brings no questions of its own.");
        }
        PlayhouseOptions options =
                new PlayhouseOptions(Long.parseLong(facts.get("seed")), Long.parseLong(facts.get("size")), Part.all());
        List<understudy.corpora.playhouse.Question> all = new ArrayList<>(Playhouse.of(options).questions().stream()
                .filter(question -> question.standing() == quiz.standing)
                .toList());
        Collections.shuffle(all, new Random(0));
        return all.stream()
                .limit(most)
                .map(one -> new Question(one.question(), Optional.of(one.answer())))
                .toList();
    }

    /** How a question of the Playhouse stands to its text. */
    enum Quiz {
        HELD_OUT(Standing.HELD_OUT),
        REWORDED(Standing.REWORDED),
        ASKED(Standing.ASKED);

        private final Standing standing;

        Quiz(Standing standing) {
            this.standing = standing;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private Reply judged(List<Speaker> speakers, List<Question> questions, OutFile target) {
        Judge judge = judge(speakers, questions);
        List<String> names = speakers.stream().map(Speaker::label).toList();
        Path kept = session.home().folder().resolve("judged").resolve(identity(speakers, judge) + ".jsonl");
        Ledger ledger = Ledger.at(kept, names);
        List<Ledger.Entry> entries = new ArrayList<>();
        for (Question question : questions) {
            if (session.halt().asked()) {
                break;
            }
            entries.add(ledger.entry(question).orElseGet(() -> {
                Ledger.Entry entry = entry(question, speakers, judge);
                ledger.add(entry, names);
                return entry;
            }));
            session.console()
                    .progress("judged " + Figures.count(entries.size()) + " of " + Figures.count(questions.size()));
        }
        session.console().progress("");
        if (entries.isEmpty()) {
            return Reply.ok().interrupted();
        }
        List<Map<String, Object>> results = results(names, entries, judge);
        print(results, entries.size(), judge);
        Reply reply = Reply.ok()
                .with("questions", entries.size())
                .with("with", judge.name())
                .with("results", results)
                .with("file", kept.toString());
        if (target != null) {
            target.write(new Json().done("judge", reply) + "\n");
        }
        return entries.size() < questions.size() ? reply.interrupted() : reply;
    }

    private Ledger.Entry entry(Question question, List<Speaker> speakers, Judge judge) {
        List<String> answers = new ArrayList<>();
        for (Speaker speaker : speakers) {
            answers.add(answer(speaker, template(speaker), question.text(), temperature, seed));
            session.halt().check();
        }
        return new Ledger.Entry(question, answers, judge.scores(question, answers));
    }

    private Template template(Speaker speaker) {
        return TemplateNames.book(session).open(template == null ? TemplateNames.usual(session, speaker) : template);
    }

    private String answer(Speaker speaker, Template chosen, String question, double warmth, long drawn) {
        Cue cue = new Cue(
                chosen.prompt(Conversation.asking(question)),
                tokens,
                1,
                chosen.stops(),
                new Sampling(warmth, 0, 1, 0, 1),
                drawn);
        return chosen.answer(
                new Performance(speaker.model(), speaker.tokenizer(), session.halt()::asked, System::nanoTime)
                        .of(cue, piece -> {})
                        .speeches()
                        .get(0)
                        .text());
    }

    private Judge judge(List<Speaker> speakers, List<Question> questions) {
        if (with.equals("answers")) {
            return new Exact();
        }
        if (with.startsWith(OLLAMA)) {
            return new Scorer(
                    Endpoint.ollama(with.substring(OLLAMA.length()), System.getenv(), session.halt()::await), seed);
        }
        if (with.startsWith(OPENAI)) {
            Scorer scorer = new Scorer(
                    Endpoint.openai(with.substring(OPENAI.length()), System.getenv(), session.halt()::await), seed);
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

    /** A model here, lent anew for each question, so that nothing is held between them. */
    private UnaryOperator<String> asks(long drawn) {
        return prompt -> {
            try (Speaker speaker = session.company().speaker(with)) {
                return answer(speaker, template(speaker), prompt, temperature, drawn);
            }
        };
    }

    /** The same for the same candidates, judge and settings, and for no others. */
    private String identity(List<Speaker> speakers, Judge judge) {
        StringBuilder all =
                new StringBuilder(judge.name() + "|" + template + "|" + tokens + "|" + temperature + "|" + seed);
        speakers.forEach(
                speaker -> all.append('|').append(speaker.label()).append('#').append(speaker.step()));
        return UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static List<Map<String, Object>> results(List<String> names, List<Ledger.Entry> entries, Judge judge) {
        List<Map<String, Object>> results = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int candidate = i;
            List<Double> scores =
                    entries.stream().map(entry -> entry.scores().get(candidate)).toList();
            Tally tally = judge.exact() ? Tally.ofRight(scores) : Tally.ofScores(scores);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", names.get(i));
            fields.put(judge.exact() ? "exact" : "score", tally.mean());
            fields.put("low", tally.low());
            fields.put("high", tally.high());
            results.add(fields);
        }
        return results;
    }

    private void print(List<Map<String, Object>> results, int questions, Judge judge) {
        String what = judge.exact() ? "exact" : "score";
        Table table = Table.of("model", ">" + what, ">low", ">high");
        for (Map<String, Object> one : results) {
            table.row(String.valueOf(one.get("name")), one(one.get(what)), one(one.get("low")), one(one.get("high")));
        }
        table.print(session.console());
        session.console()
                .log("  " + Figures.count(questions) + (questions == 1 ? " question" : " questions") + ", judged with "
                        + judge.name() + (judge.exact() ? "; per cent of right answers" : "; from 0 to 100"));
    }

    private static String one(Object value) {
        return String.format(Locale.ROOT, "%.1f", (Double) value);
    }

    /** Who can judge. */
    static final class Judges implements Iterable<String> {
        private final Session session;

        Judges(Session session) {
            this.session = session;
        }

        @Override
        public java.util.Iterator<String> iterator() {
            List<String> all = new ArrayList<>(List.of("answers", OPENAI, OLLAMA));
            all.addAll(session.company().names());
            return all.iterator();
        }
    }
}
