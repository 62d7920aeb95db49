package understudy.repl.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import understudy.repl.rehearsal.Chronicle;

class PictureTest {
    private static Curves.Run run(String name, double end) {
        List<Chronicle.Measured> all = List.of(
                new Chronicle.Measured(0, Double.NaN, 4.1),
                new Chronicle.Measured(100, 2.2, 2.1),
                new Chronicle.Measured(200, Double.POSITIVE_INFINITY, Double.NaN),
                new Chronicle.Measured(300, end, end + .1));
        return new Curves.Run(
                name,
                new Chronicle(
                        all,
                        Optional.of(all.get(3)),
                        List.of(new Chronicle.Mark(150, "rate 1.0e-3")),
                        List.of(),
                        List.of(),
                        4));
    }

    private static final Curves CURVES =
            new Curves("two", List.of(run("romeo", 1.4), run("juliet", 1.2)), OptionalDouble.of(.9), true);

    @Test
    void aPngHasTwiceTheDots() throws IOException {
        byte[] png = new Picture(Theme.LIGHT).of(CURVES, "png");
        assertEquals(2000, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
    }

    @Test
    void anSvgIsOnItsPaper() {
        String svg = new String(new Picture(Theme.DARK).of(CURVES, "svg"), StandardCharsets.UTF_8);
        assertTrue(svg.contains("<svg") && svg.contains("</svg>"));
        assertTrue(svg.contains("fill:rgb(13,17,23)"));
    }
}
