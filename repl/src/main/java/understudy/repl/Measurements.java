package understudy.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import understudy.models.Findings;

/**
 * What this machine was measured to do faster, a line each in the home: {@code WHAT: ANSWER}. Whoever deletes the file or a line of it has that measured again.
 */
public final class Measurements implements Findings {
    private static final Logger LOG = Logger.getLogger(Measurements.class.getName());
    private static final String BETWEEN = ": ";

    private final Path file;

    public Measurements(Path file) {
        this.file = file;
    }

    @Override
    public synchronized String answer(String question, Supplier<String> measurement) {
        Map<String, String> known = read();
        String answer = known.get(question);
        if (answer == null) {
            answer = measurement.get();
            known.put(question, answer);
            write(known);
        }
        return answer;
    }

    private Map<String, String> read() {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return lines.stream()
                    .filter(line -> line.contains(BETWEEN))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.lastIndexOf(BETWEEN)),
                            line -> line.substring(line.lastIndexOf(BETWEEN) + BETWEEN.length())
                                    .strip(),
                            (earlier, later) -> later,
                            TreeMap::new));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "measuring again", e);
            return new TreeMap<>();
        }
    }

    private void write(Map<String, String> known) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(
                    beside,
                    known.entrySet().stream()
                            .map(e -> e.getKey() + BETWEEN + e.getValue())
                            .toList());
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "not remembered", e); // it is only measured once more
        }
    }
}
