package understudy.repl.rehearsal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import understudy.checkpoints.Journal;
import understudy.checkpoints.JournalEvent;

/** The votes of a home, {@code arena.jsonl}: which of two answers a person found better. Only ever added to. */
public final class Ballots {
    private static final String VOTE = "vote";

    private final Journal journal;

    /** @param file need not exist */
    public Ballots(Path file) {
        this.journal = new Journal(file);
    }

    /**
     * @param prompt what both went on with
     * @param seed with which
     */
    public void add(BradleyTerry.Vote vote, String prompt, long seed) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("first", vote.first());
        facts.put("second", vote.second());
        facts.put("share", vote.share());
        facts.put("prompt", prompt);
        facts.put("seed", seed);
        journal.append(new JournalEvent(0, VOTE, facts));
    }

    /** The votes between any of these. */
    public List<BradleyTerry.Vote> among(List<String> names) {
        List<BradleyTerry.Vote> votes = new ArrayList<>();
        journal.forEach(event -> {
            if (event.kind().equals(VOTE)
                    && event.facts().get("first") instanceof String first
                    && event.facts().get("second") instanceof String second
                    && event.facts().get("share") instanceof Number share
                    && names.contains(first)
                    && names.contains(second)) {
                votes.add(new BradleyTerry.Vote(first, second, share.doubleValue()));
            }
        });
        return votes;
    }
}
