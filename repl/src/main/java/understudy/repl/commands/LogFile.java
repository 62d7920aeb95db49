package understudy.repl.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import understudy.checkpoints.Journal;
import understudy.checkpoints.JournalEvent;
import understudy.repl.Faults;
import understudy.repl.Mistake;

/** A journal in a form that other people's tools read. */
enum LogFile {
    /** One row an event; the columns are all facts that any event has. */
    CSV {
        @Override
        Path write(String model, Journal journal, Path out) throws IOException {
            Set<String> facts = new LinkedHashSet<>();
            journal.forEach(event -> facts.addAll(event.facts().keySet()));
            try (BufferedWriter writer = Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
                line(writer, "step,event" + (facts.isEmpty() ? "" : "," + String.join(",", facts)));
                journal.forEach(event -> {
                    StringBuilder row = new StringBuilder(event.step() + "," + event.kind());
                    facts.forEach(
                            fact -> row.append(',').append(cell(event.facts().get(fact))));
                    line(writer, row.toString());
                });
            } catch (Stopped stopped) {
                throw stopped.fault;
            }
            return out;
        }
    },
    /** The journal as it is: one JSON object a line. */
    JSONL {
        @Override
        Path write(String model, Journal journal, Path out) throws IOException {
            try (BufferedWriter writer = Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
                journal.forEach(event -> line(writer, json(event)));
            } catch (Stopped stopped) {
                throw stopped.fault;
            }
            return out;
        }
    },
    /** A folder for {@code tensorboard --logdir}, with a folder for the model in it. */
    TENSORBOARD {
        @Override
        Path write(String model, Journal journal, Path out) throws IOException {
            Path file = out.resolve(model).resolve("events.out.tfevents.0000000000.understudy");
            Files.createDirectories(file.getParent());
            try (OutputStream bytes = Files.newOutputStream(file)) {
                EventFile events = new EventFile(bytes);
                journal.forEach(event -> {
                    try {
                        events.add(event);
                    } catch (IOException fault) {
                        throw new Stopped(fault);
                    }
                });
                events.flush();
            } catch (Stopped stopped) {
                throw stopped.fault;
            }
            return file;
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\\r\\n]");

    /** Writes, and returns the file that was written. */
    abstract Path write(String model, Journal journal, Path out) throws IOException;

    /** @throws Mistake if it cannot be written */
    Path of(String model, Journal journal, Path out) {
        try {
            return write(model, journal, out);
        } catch (IOException fault) {
            throw new Mistake(
                    "--out: expected " + (this == TENSORBOARD ? "a folder" : "a file") + " that can be written; found "
                            + Faults.words(fault) + ".",
                    fault);
        }
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient IOException fault;

        Stopped(IOException fault) {
            super(fault);
            this.fault = fault;
        }
    }

    private static void line(BufferedWriter writer, String line) {
        try {
            writer.write(line);
            writer.write('\n');
        } catch (IOException fault) {
            throw new Stopped(fault);
        }
    }

    /** RFC 4180. */
    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        String text = value instanceof Map<?, ?> || value instanceof Iterable<?> ? json(value) : value.toString();
        return NEEDS_QUOTES.matcher(text).find() ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException("a journal holds plain values only", fault);
        }
    }

    private static String json(JournalEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("step", event.step());
        fields.put("event", event.kind());
        fields.putAll(event.facts());
        return json((Object) fields);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
