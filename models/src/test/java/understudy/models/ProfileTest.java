package understudy.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProfileTest {
    @Test
    void whatAnOperationCallsIsNotItsOwnTime() throws IOException {
        Profile profile = Profile.read(new ObjectMapper().readTree("""
                [{"name":"aten::mm","ph":"X","ts":12.0,"dur":3000.0,"tid":1},
                 {"name":"aten::matmul","ph":"X","ts":10.0,"dur":4000.0,"tid":1},
                 {"name":"aten::add","ph":"X","ts":4010.0,"dur":500.0,"tid":1},
                 {"name":"aten::add","ph":"X","ts":20.0,"dur":100.0,"tid":2},
                 {"name":"note","ph":"s","ts":20.0,"tid":2}]"""));
        assertEquals(
                "[Operation[name=mm, milliseconds=3.0, times=1], Operation[name=matmul, milliseconds=1.0, times=1], "
                        + "Operation[name=add, milliseconds=0.6, times=2]]",
                profile.operations().toString());
        assertEquals(3 / 4.6, profile.products(), 1e-9);
    }

    @Test
    void aStepIsSeen() {
        try (LanguageModel model = LanguageModel.build(Fixture.ENGINE, Fixture.gpt2(), 1)) {
            Profile profile = Profile.of(() -> model.loss(2, 6, Fixture.IDS, Fixture.TARGETS));
            assertTrue(profile.operations().stream()
                    .anyMatch(o -> o.name().equals("native_layer_norm") && o.times() == 5));
            assertTrue(profile.products() > 0 && profile.products() < 1);
        }
    }
}
