package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files that {@code golden/make.py} made with Python's tokenizers. */
final class Golden {
    private Golden() {}

    static String text(String file) {
        try (InputStream in = Golden.class.getResourceAsStream("golden/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static JsonNode json(String file) {
        return Json.parse(text(file), file);
    }

    static int[] ids(JsonNode ids) {
        int[] read = new int[ids.size()];
        for (int i = 0; i < read.length; i++) {
            read[i] = ids.get(i).intValue();
        }
        return read;
    }
}
