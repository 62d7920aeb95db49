package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.models.Gates;

class InspectTest {
    @TempDir
    private Path folder;

    @Test
    void gatesAreShownForEachCharacter() {
        try (Lines lines = new Lines(folder)) {
            Troupe.gather(lines);
            lines.good("new mercutio --corpus playhouse --arch lstm --width 12");
            JsonNode reply = lines.good("inspect mercutio --gates \"The mill\"");
            assertEquals(2, reply.get("layer").asInt());
            assertEquals(8, reply.get("tokens").size());
            double forget = reply.get("tokens").get(0).get("forget").asDouble();
            assertTrue(forget > .5 && forget < 1, "it begins by remembering: " + forget);
            assertTrue(lines.results().contains("  forget "), lines.results());
            JsonNode held = lines.good("inspect mercutio --gates --layer 1");
            assertTrue(held.get("tokens").size() > 40);
        }
    }

    @Test
    void aNetworkWithoutGatesSaysSo() {
        try (Lines lines = new Lines(folder)) {
            Troupe.gather(lines);
            lines.good("new benvolio --corpus playhouse --arch rnn --width 12");
            assertTrue(lines.refused("inspect benvolio --gates").contains("a gru or an lstm; found an rnn"));
            assertTrue(lines.refused("inspect romeo --gates").contains("found a gpt"));
            assertTrue(lines.good("inspect romeo").get("parts").size() > 1);
            lines.good("new tybalt --corpus playhouse --layers 1 --heads 2 --width 16 --context 16; inspect tybalt");
            assertTrue(lines.results().contains("still zero, as some of a new network are: "), lines.results());
            assertFalse(lines.results().matches("(?s).*(NaN|Infinity).*"), lines.results());
            lines.good("corpus remove playhouse --yes");
            String gone = lines.refused("eval romeo");
            assertTrue(gone.contains("`eval romeo") && gone.contains("--corpus C` measures on another"), gone);
        }
    }

    @Test
    void theCellThatCountsTheLineIsFound() {
        String text = "Old Marta lives in the mill.\nThe mill stands by the river.\nShe fears the geese, and runs.\n";
        List<String> pieces = Arrays.asList(text.split(""));
        int length = pieces.size();
        float[] values = new float[length * 3];
        int since = 0;
        for (int t = 0; t < length; t++) {
            since = pieces.get(t).equals("\n") ? 0 : since + 1;
            values[3 * t] = (float) Math.sin(7 * t);
            values[3 * t + 1] = 1 - since / 40f;
            values[3 * t + 2] = .5f;
        }
        List<Habits> habits = Habits.of(new Gates(List.of("cell"), 1, length, 3, values), pieces);
        assertEquals("counts the line", habits.get(0).what());
        assertEquals(1, habits.get(0).cell());
        assertEquals(-1, habits.get(0).correlation(), 1e-6);
    }
}
