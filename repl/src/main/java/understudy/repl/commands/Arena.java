package understudy.repl.commands;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.repl.Escapes;
import understudy.repl.Mistake;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.rehearsal.Ballots;
import understudy.repl.rehearsal.BradleyTerry;
import understudy.repl.terminal.Table;
import understudy.repl.terminal.TerminalConsole;
import understudy.repl.terminal.Text;
import understudy.repl.views.ArenaView;

@Command(
        name = "arena",
        description = {
            "two answers without names; a key votes, and ratings with their intervals come of it",
            "Votes are kept in the home. Without a terminal the ratings so far are told."
        })
final class Arena implements ShellCommand {
    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "MODEL[@C]",
            description = "two or more models or checkpoints",
            completionCandidates = References.class)
    private List<String> words;

    @Option(names = "--prompt", paramLabel = "TEXT", description = "what they go on with; may be given several times")
    private List<String> prompts;

    @Mixin
    private SamplingOptions options;

    Arena(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("arena romeo@0 romeo@best");
    }

    @Override
    public Reply call() {
        List<String> names = names();
        Ballots ballots = new Ballots(session.home().arena());
        if (session.console() instanceof TerminalConsole console) {
            vote(console, names, ballots);
        }
        List<BradleyTerry.Vote> votes = ballots.among(names);
        List<BradleyTerry.Rating> ratings = BradleyTerry.of(votes);
        tell(ratings, votes.size());
        return Reply.ok()
                .with("votes", votes.size())
                .with("ratings", ratings.stream().map(Arena::fields).toList());
    }

    /** Checkpoints under their steps, so that a vote means the same tomorrow; a model as it is in memory is saved for that. */
    private List<String> names() {
        if (words == null || words.size() < 2) {
            throw new Mistake("arena: expected two models or checkpoints, such as romeo@0 romeo@best; found "
                    + (words == null ? "none." : "one."));
        }
        LinkedHashSet<String> names = new LinkedHashSet<>();
        session.company().settle();
        for (String word : words) {
            Subject subject = Subject.alone(session, List.of(word));
            names.add(session.company().store().resolve(subject.reference()).reference());
        }
        if (names.size() < 2) {
            throw new Mistake("arena: expected two different checkpoints; found "
                    + names.iterator().next() + " twice.");
        }
        return List.copyOf(names);
    }

    private void vote(TerminalConsole console, List<String> names, Ballots ballots) {
        long seed = options.seed();
        List<String> asked = prompts == null || prompts.isEmpty()
                ? List.of("")
                : prompts.stream().map(Escapes::read).toList();
        try (Bouts bouts = new Bouts(names, asked, options, seed, session.company()::speaker)) {
            console.show(new ArenaView(
                    bouts,
                    (bout, share) -> ballots.add(
                            new BradleyTerry.Vote(
                                    bout.left().name(), bout.right().name(), share),
                            bout.prompt(),
                            bout.seed())));
        }
    }

    private void tell(List<BradleyTerry.Rating> ratings, int votes) {
        if (ratings.isEmpty()) {
            session.console().println("No votes between these yet; at a terminal `arena` takes some.");
            return;
        }
        Table table = Table.of("", ">rating", ">95 %", ">votes");
        ratings.forEach(rating -> table.row(
                rating.name(),
                String.valueOf(Math.round(rating.points())),
                Math.round(rating.low()) + "–" + Math.round(rating.high()),
                String.valueOf(rating.votes())));
        table.print(session.console());
        if (ratings.size() > 1 && ratings.get(1).high() > ratings.get(0).low()) {
            session.console()
                    .println(Text.empty()
                            .quiet("  The intervals of the first two overlap: " + votes
                                    + (votes == 1 ? " vote is" : " votes are") + " too few to tell them apart."));
        }
    }

    private static Map<String, Object> fields(BradleyTerry.Rating rating) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", rating.name());
        fields.put("rating", rating.points());
        fields.put("low", rating.low());
        fields.put("high", rating.high());
        fields.put("votes", rating.votes());
        return fields;
    }
}
