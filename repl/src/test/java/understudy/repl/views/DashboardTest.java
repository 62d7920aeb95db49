package understudy.repl.views;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import understudy.models.Knob;
import understudy.repl.Mistake;
import understudy.repl.rehearsal.Chronicle;
import understudy.repl.terminal.Key;

/** The dashboard, golden, and what its keys do. */
class DashboardTest {
    private static final String SAMPLE = "ROMEO:\nWhat say you to my lord, that I should see\nthe duke's fair daughter";

    private final List<String> asked = new ArrayList<>();

    static Dashboard running() {
        List<Chronicle.Measured> evaluations = new ArrayList<>();
        for (int step = 0; step <= 1000; step += 250) {
            evaluations.add(new Chronicle.Measured(
                    step, 1.7 + 2.5 * Math.exp(-step / 200.0), 1.8 + 2.4 * Math.exp(-step / 200.0)));
        }
        Chronicle.Measured best = evaluations.get(4);
        return with(new Chronicle(
                evaluations,
                Optional.of(best),
                List.of(new Chronicle.Mark(600, "rate 1.0e-3")),
                List.of(
                        new Chronicle.Sample(1000, "ROMEO:\nWhat the lord, that I"),
                        new Chronicle.Sample(1200, SAMPLE)),
                List.of(new Chronicle.Mark(900, "first whole line of verse")),
                20));
    }

    private static Dashboard with(Chronicle chronicle) {
        double[] losses = new double[152];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = 1.7 + 2.5 * Math.exp(-(i * 8) / 200.0) + .05 * Math.sin(i);
        }
        return new Dashboard(
                "romeo",
                "gpt 4x4x128",
                "shakespeare",
                "rehearsing",
                "",
                new Dashboard.Progress(1220, 2500, OptionalLong.of(30)),
                new Dashboard.Losses(
                        OptionalDouble.of(1.742), OptionalDouble.of(1.861), chronicle.best(), OptionalDouble.of(.912)),
                new Dashboard.Pace(
                        OptionalDouble.of(1e-3),
                        OptionalDouble.of(.81),
                        3,
                        100,
                        OptionalDouble.of(13_950),
                        OptionalDouble.of(72)),
                Map.of("rate", "0.001", "dropout", "0.0", "batch", "12", "context", "64"),
                chronicle,
                new Dashboard.Recent(0, 8, losses),
                OptionalLong.of(19_100_000_000L));
    }

    private DashboardView view(Dashboard dashboard) {
        return new DashboardView(
                () -> dashboard,
                new Controls(
                        () -> "paused",
                        (knob, value) -> {
                            asked.add(knob + "=" + value);
                            if (knob == Knob.DROPOUT) {
                                throw new Mistake("dropout: expected 0 to 0.99; found \"" + value + "\".");
                            }
                            return "turned";
                        },
                        () -> "saved",
                        name -> "forked " + name));
    }

    private static void type(DashboardView view, String keys) {
        keys.chars().forEach(c -> view.key(c == '\r' ? Key.of(Key.What.ENTER) : Key.of((char) c)));
    }

    @Test
    void wide() {
        Golden.check("dashboard", view(running()), 120, 35);
    }

    @Test
    void narrow() {
        Golden.check("dashboard", view(running()), 80, 24);
    }

    @Test
    void nothingHasHappenedYet() {
        String shown = Golden.picture(view(with(Chronicle.EMPTY)), 80, 24);
        assertTrue(shown.contains("No evaluation yet"), shown);
        assertTrue(shown.contains("no sample yet"), shown);
    }

    @Test
    void whatIsNoNumberLeavesAGap() {
        Chronicle broken = new Chronicle(
                List.of(
                        new Chronicle.Measured(0, Double.NaN, Double.NaN),
                        new Chronicle.Measured(100, Double.POSITIVE_INFINITY, 2),
                        new Chronicle.Measured(200, 1, Double.NaN)),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                3);
        DashboardView view = view(with(broken));
        type(view, "lz");
        assertFalse(Golden.picture(view, 80, 24).contains("NaN"));
    }

    @Test
    void keysTurnKnobsAndARefusalIsALine() {
        DashboardView view = view(running());
        type(view, "r");
        assertTrue(view.typing());
        view.key(Key.of(Key.What.BACKSPACE));
        type(view, "2\r");
        assertFalse(view.typing());
        assertTrue(Golden.picture(view, 80, 24).contains("turned"));
        type(view, "d9\r");
        assertTrue(Golden.picture(view, 80, 24).contains("dropout: expected 0 to 0.99; found \"0.09\"."));
        assertEquals(List.of("RATE=0.002", "DROPOUT=0.09"), asked);
        type(view, "fq");
        view.key(Key.of(Key.What.ESCAPE));
        assertFalse(view.typing());
    }

    @Test
    void helpExplains() {
        DashboardView view = view(running());
        type(view, "?");
        assertTrue(Golden.picture(view, 80, 24).contains("m smoothing"));
    }
}
