package understudy.repl.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BradleyTerryTest {
    private static List<BradleyTerry.Vote> votes(String first, String second, int wins, int losses) {
        List<BradleyTerry.Vote> votes = new ArrayList<>();
        for (int i = 0; i < wins + losses; i++) {
            votes.add(new BradleyTerry.Vote(first, second, i < wins ? 1 : 0));
        }
        return votes;
    }

    @Test
    void oddsOfTenToOneAreFourHundredPoints() {
        List<BradleyTerry.Rating> ratings = BradleyTerry.of(votes("a", "b", 10_000, 1_000));
        assertEquals("a", ratings.get(0).name());
        assertEquals(400, ratings.get(0).points() - ratings.get(1).points(), 1);
        assertEquals(2000, ratings.get(0).points() + ratings.get(1).points(), 1e-6);
        assertEquals(11_000, ratings.get(0).votes());
    }

    @Test
    void fewVotesHaveWideIntervals() {
        BradleyTerry.Rating few = BradleyTerry.of(votes("a", "b", 4, 2)).get(0);
        BradleyTerry.Rating many = BradleyTerry.of(votes("a", "b", 400, 200)).get(0);
        assertTrue(few.high() - few.low() > 3 * (many.high() - many.low()));
        assertTrue(few.low() <= few.points() && few.points() <= few.high());
    }

    @Test
    void oneThatNeverLostHasARating() {
        List<BradleyTerry.Vote> votes = votes("a", "b", 5, 0);
        votes.addAll(votes("b", "c", 5, 0));
        List<BradleyTerry.Rating> ratings = BradleyTerry.of(votes);
        assertEquals(
                List.of("a", "b", "c"),
                ratings.stream().map(BradleyTerry.Rating::name).toList());
        assertTrue(Double.isFinite(ratings.get(0).points()));
        assertEquals(List.of(), BradleyTerry.of(List.of()));
    }

    @Test
    void votesAreKept(@TempDir Path folder) {
        Path file = folder.resolve("arena.jsonl");
        new Ballots(file).add(new BradleyTerry.Vote("a", "b", 1), "p", 7);
        new Ballots(file).add(new BradleyTerry.Vote("b", "c", .5), "p", 8);
        assertEquals(List.of(new BradleyTerry.Vote("a", "b", 1)), new Ballots(file).among(List.of("a", "b")));
        assertEquals(2, new Ballots(file).among(List.of("a", "b", "c")).size());
    }
}
