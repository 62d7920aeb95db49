package understudy.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EngineTest {
    @Test
    void devicesAreNamedAsTyped() {
        assertEquals(new Device("cuda", 1), Device.parse("cuda:1"));
        assertEquals("cuda:1", Device.parse("CUDA:1").toString());
        for (String text : new String[] {"gpu", "cuda:x", "cpu:1", "", "cuda:9999"}) {
            assertTrue(assertThrows(ModelException.class, () -> Device.parse(text))
                    .getMessage()
                    .startsWith("--device: expected auto, cpu, cuda or cuda:N; found"));
        }
    }

    @Test
    void aDeviceThatIsNotThereIsOneLine() {
        String message = assertThrows(ModelException.class, () -> Engine.start(new Device("cuda", 77), 0))
                .getMessage();
        assertTrue(message.startsWith("--device cuda:77: this machine offers"), message);
        assertEquals(1, message.lines().count());
    }
}
