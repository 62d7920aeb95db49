package understudy.repl.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

/** The pane, golden: what a person sees at each size. */
class PanePictureTest {
    private static final PaneSnapshot.Resident ROMEO = new PaneSnapshot.Resident("romeo", 3_200_000, 6_400_000, true);
    private static final OptionalLong FREE = OptionalLong.of(19_100_000_000L);

    private static double[] falling() {
        double[] history = new double[200];
        for (int i = 0; i < history.length; i++) {
            history[i] = 1.7 + 2.5 * Math.exp(-i / 30.0);
        }
        return history;
    }

    private static PaneSnapshot running(long step, OptionalDouble floor) {
        PaneSnapshot.Run run = new PaneSnapshot.Run(
                "romeo",
                "shakespeare",
                PaneSnapshot.State.REHEARSING,
                step,
                2500,
                new PaneSnapshot.Losses(
                        OptionalDouble.of(1.742), OptionalDouble.of(1.861), OptionalDouble.of(1.861), 1000, floor, ""),
                new PaneSnapshot.Pace(
                        1e-3,
                        OptionalDouble.of(0.81),
                        OptionalDouble.of(13_950),
                        OptionalDouble.of(72),
                        OptionalLong.of(30)),
                falling());
        return new PaneSnapshot(
                List.of(
                        ROMEO,
                        new PaneSnapshot.Resident("benvolio", 1_800_000, 0, false),
                        new PaneSnapshot.Resident("gpt2", 498_000_000, 0, false)),
                Optional.of(run),
                "cpu · fp32",
                FREE);
    }

    private static String picture(PaneSnapshot snapshot, int columns, int rows) {
        List<String> lines = new ArrayList<>();
        for (AttributedString line : new PanePicture(new Palette(ColourDepth.INDEXED)).lines(snapshot, columns, rows)) {
            assertTrue(line.columnLength() <= columns);
            lines.add(line.toString().stripTrailing());
        }
        return String.join("\n", lines);
    }

    @Test
    void wide() {
        assertEquals("""

                ━━ romeo ▶ rehearsing shakespeare ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                 step 1,220 / 2,500  ▓▓▓▓▓▓▓▓▓▓▓▓░░░░░░░░░░░░░  48 %    13,950 tokens/s    1:12 to go    next validation in 30 steps
                 train 1.742  ⠑⠒⠤⠤⠤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀   validation 1.861 · best 1.861 @1,000   floor  –        rate 1.0e-3   gradient 0.81
                 cpu · fp32   romeo 3.2 MB + 6.4 optimizer   benvolio 1.8   gpt2 498                                memory 19.1 GB free""", picture(running(1220, OptionalDouble.empty()), 120, 5));
    }

    @Test
    void ordinary() {
        assertEquals("""
                ━━ romeo ▶ rehearsing shakespeare ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                 step 1,220 / 2,500  ▓▓▓▓▓▓▓▓▓▓▓▓░░░░░░░░░░░░░  48 %     1:12 to go
                 train 1.742   validation 1.861 · best 1.861 @1,000  floor 0.912  ⠑⠢⠤⠤⣀⣀⣀⣀⣀⣀⣀⣀⣀
                 rate 1.0e-3   gradient 0.81    13,950 tokens/s   next validation in 30 steps
                 cpu · fp32   romeo 3.2 MB + 6.4 optimizer   benvolio 1.8 …        19.1 GB free""", picture(running(1220, OptionalDouble.of(0.912)), 80, 5));
    }

    @Test
    void narrow() {
        assertEquals("""
                ━━ romeo ▶ rehearsing shakespeare ━━━━━━━━━━━━━━━━━━━━━━━━━━
                 step 1,220 / 2,500  ▓▓▓▓▓▓▓░░░░░░░░  48 %     1:12 to go
                 train 1.742   validation 1.861 · best 1.861 @1,000  ⠑⠤⣀⣀⣀⣀
                 rate 1.0e-3   gradient 0.81    13,950 tokens/s
                 cpu · fp32   romeo 3.2 MB + 6.4 optimizer …   19.1 GB free""", picture(running(1220, OptionalDouble.of(0.912)), 60, 5));
    }

    @Test
    void low() {
        assertEquals("""
                ━━ romeo ▶ rehearsing shakespeare  1,220 / 2,500  1:12 to go ━━━━━━━━━━━━━━━━━━━
                 train 1.742   validation 1.861 · best 1.861 @1,000  ⠉⠒⠢⠤⠤⢄⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀""", picture(running(1220, OptionalDouble.empty()), 80, 2));
        assertEquals("""
                ━━ romeo ▶  1,220 / 2,500  1:12 to go ━━
                 train 1.742   validation 1.861  ⠑⠤⣀⣀⣀⣀""", picture(running(1220, OptionalDouble.empty()), 40, 2));
    }

    @Test
    void tiny() {
        assertEquals(
                "romeo ▶ 1,220 / 2,500  1.742  validation 1.861",
                picture(running(1220, OptionalDouble.empty()), 60, 1));
        assertEquals("romeo ▶ 1,220  1.742", picture(running(1220, OptionalDouble.empty()), 20, 1));
    }

    @Test
    void idle() {
        assertEquals("""
                ━━ no model in memory ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                 `new` builds a model, `load` fetches one, `tour` shows everything


                """, picture(PaneSnapshot.EMPTY, 80, 5));
        PaneSnapshot resident = new PaneSnapshot(List.of(ROMEO), Optional.empty(), "cpu · fp32", FREE);
        assertEquals("""

                ━━ nothing rehearses ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                 `train` rehearses, `sample` speaks, `help` lists the rest

                 cpu · fp32   romeo 3.2 MB + 6.4 optimizer                                                          memory 19.1 GB free""", picture(resident, 120, 5));
        assertEquals("""
                ━━ nothing rehearses ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                 cpu · fp32   romeo 3.2 MB + 6.4 optimizer     19.1 GB free""", picture(resident, 60, 2));
    }

    @Test
    void numbersKeepTheirPlace() {
        for (int columns : new int[] {60, 80, 120}) {
            String early = picture(running(7, OptionalDouble.empty()), columns, 5);
            String late = picture(running(2499, OptionalDouble.empty()), columns, 5);
            assertEquals(early.indexOf("/ 2,500"), late.indexOf("/ 2,500"));
            assertEquals(early.indexOf("to go"), late.indexOf("to go"));
        }
    }

    @Test
    void heightFollowsTheSizeOnly() {
        assertEquals(0, Pane.height(new Size(80, 4)));
        assertEquals(1, Pane.height(new Size(80, 7)));
        assertEquals(1, Pane.height(new Size(29, 40)));
        assertEquals(2, Pane.height(new Size(80, 19)));
        assertEquals(5, Pane.height(new Size(60, 20)));
        for (int columns = 1; columns < 200; columns++) {
            for (int rows : new int[] {1, 2, 5}) {
                assertEquals(
                        rows,
                        new PanePicture(new Palette(ColourDepth.NONE))
                                .lines(running(5, OptionalDouble.of(1)), columns, rows)
                                .size());
            }
        }
    }

    @Test
    void coloursRespectTheDepth() {
        PaneSnapshot snapshot = running(1220, OptionalDouble.empty());
        List<AttributedString> bare = new PanePicture(new Palette(ColourDepth.NONE)).lines(snapshot, 80, 5);
        List<AttributedString> dressed = new PanePicture(new Palette(ColourDepth.INDEXED)).lines(snapshot, 80, 5);
        assertTrue(bare.stream().allMatch(l -> l.toAnsi().indexOf('\033') < 0));
        assertTrue(dressed.stream().anyMatch(l -> l.toAnsi().contains("\033[38;5;")));
        assertNotEquals(bare, dressed);
    }

    @Test
    void equalSnapshotsAreEqual() {
        assertEquals(running(3, OptionalDouble.empty()), running(3, OptionalDouble.empty()));
        assertEquals(
                running(3, OptionalDouble.empty()).hashCode(),
                running(3, OptionalDouble.empty()).hashCode());
        assertNotEquals(running(3, OptionalDouble.empty()), running(4, OptionalDouble.empty()));
    }
}
