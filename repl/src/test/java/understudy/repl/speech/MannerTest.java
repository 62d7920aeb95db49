package understudy.repl.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import understudy.models.Sampling;

class MannerTest {
    @Test
    void tellsTheTemperatureAndWhatIsNotAsUsual() {
        assertEquals("temperature 0.80", Manner.of(new Sampling(.8, 0, 1, 0, 1)));
        assertEquals("greedy", Manner.of(new Sampling(0, 0, 1, 0, 1)));
        assertEquals(
                "temperature 1.00 · top-k 40 · top-p 0.90 · min-p 0.05 · repeat 1.10",
                Manner.of(new Sampling(1, 40, .9, .05, 1.1)));
    }
}
