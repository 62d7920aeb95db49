package understudy.repl.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
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
        void write(Journal journal, OutputStream bytes) throws IOException {
            Set<String> facts = new LinkedHashSet<>();
            journal.forEach(event -> facts.addAll(event.facts().keySet()));
            BufferedWriter writer = writer(bytes);
            line(writer, "step,event" + (facts.isEmpty() ? "" : "," + String.join(",", facts)));
            journal.forEach(event -> {
                StringBuilder row = new StringBuilder(event.step() + "," + event.kind());
                facts.forEach(fact -> row.append(',').append(cell(event.facts().get(fact))));
                line(writer, row.toString());
            });
            writer.flush();
        }
    },
    /** The journal as it is: one JSON object a line. */
    JSONL {
        @Override
        void write(Journal journal, OutputStream bytes) throws IOException {
            BufferedWriter writer = writer(bytes);
            journal.forEach(event -> line(writer, json(event)));
            writer.flush();
        }
    },
    /** A folder for {@code tensorboard --logdir}, with a folder for the model in it. */
    TENSORBOARD {
        @Override
        Path file(String model, Path out) throws IOException {
            return Files.createDirectories(out.resolve(model)).resolve("events.out.tfevents.0000000000.understudy");
        }

        @Override
        void write(Journal journal, OutputStream bytes) throws IOException {
            EventFile events = new EventFile(bytes);
            journal.forEach(event -> {
                try {
                    events.add(event);
                } catch (IOException fault) {
                    throw new Stopped(fault);
                }
            });
            events.flush();
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\\r\\n]");

    abstract void write(Journal journal, OutputStream bytes) throws IOException;

    /** The file that is written where a person asked for {@code out}. */
    Path file(String model, Path out) throws IOException {
        return out;
    }

    /**
     * Writes the journal of a model.
     *
     * @return the file that was written
     * @throws Mistake if it cannot be
     */
    Path of(String model, Journal journal, Path out) {
        Path file;
        try {
            file = file(model, out);
        } catch (IOException fault) {
            throw new Mistake(
                    "--out: expected a folder that can be written; found " + Faults.words(fault) + ".", fault);
        }
        OutFile.at(file).write(bytes -> {
            try {
                write(journal, bytes);
            } catch (Stopped stopped) {
                throw stopped.fault;
            }
        });
        return file;
    }

    private static BufferedWriter writer(OutputStream bytes) {
        return new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
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
