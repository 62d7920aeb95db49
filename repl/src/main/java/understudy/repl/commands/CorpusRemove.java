package understudy.repl.commands;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.corpora.CorpusLibrary;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.rehearsal.Run;

@Command(name = "remove", description = "delete a corpus for good; models that learned from it stay")
final class CorpusRemove implements ShellCommand {
    private final Session session;

    @Parameters(index = "0", paramLabel = "NAME", description = "a corpus", completionCandidates = CorpusNames.class)
    private String name;

    @Option(
            names = "--yes",
            description = "do not ask, also if a model learns from it; a script is never asked, and needs it only then")
    private boolean yes;

    CorpusRemove(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("corpus remove playhouse --yes");
    }

    @Override
    public Reply call() {
        CorpusLibrary library = CorpusNames.library(session);
        library.card(name); // says so if there is none
        requireUnread();
        List<String> learners = session.company().learners(name);
        if (!yes && session.interactive()) {
            String learnt = learners.isEmpty()
                    ? ""
                    : ", from which " + CommandTable.listed(learners, "and") + " could not learn any more,";
            if (!session.agrees("Remove the corpus " + name + learnt + " for good?")) {
                session.console().println("Nothing is removed.");
                return Reply.ok().with("name", name).with("models", learners).with("removed", false);
            }
        } else if (!yes && !learners.isEmpty()) {
            throw new Mistake("The corpus " + name + " is what " + CommandTable.listed(learners, "and")
                    + (learners.size() == 1 ? " learns" : " learn")
                    + " from: without it there is no more training. `corpus remove "
                    + name + " --yes` removes it all the same.");
        }
        library.remove(name);
        session.console().println("removed the corpus " + name);
        return Reply.ok().with("name", name).with("models", learners).with("removed", true);
    }

    private void requireUnread() {
        session.company()
                .director()
                .active()
                .map(Run::snapshot)
                .filter(run -> run.corpus().equals(name))
                .ifPresent(run -> {
                    throw new Mistake(run.model() + " is learning " + name + " right now; `stop` ends that first.");
                });
    }
}
