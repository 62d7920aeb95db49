package understudy.models;

import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the time of some work goes, as libtorch's own profiler counts it: for each operation the time spent in itself,
 * without what it calls.
 *
 * @param operations the most expensive first
 */
public record Profile(List<Operation> operations) {
    /**
     * @param name as libtorch calls it: {@code mm}
     * @param milliseconds spent in it
     * @param times how often it ran
     */
    public record Operation(String name, double milliseconds, long times) {}

    private static final Set<String> PRODUCTS =
            Set.of("mm", "addmm", "bmm", "baddbmm", "mv", "addmv", "dot", "_weight_int8pack_mm", "mkldnn_linear");
    private static final String SPACE = "aten::";

    public Profile {
        operations = List.copyOf(operations);
    }

    /** Does the work and says where its time went. Only what this thread runs is seen; one profile at a time. */
    public static Profile of(Runnable work) {
        try {
            Path file = Files.createTempFile("understudy-profile", ".json");
            try {
                JniUtils.startProfile(false, false, false);
                try {
                    work.run();
                } finally {
                    JniUtils.stopProfile(file.toString());
                }
                return read(new ObjectMapper().readTree(file.toFile()));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Span(String name, double start, double end) {}

    /** @param events Chrome's format for traces: spans with beginning and duration in microseconds, nested by time */
    static Profile read(JsonNode events) {
        Map<String, List<Span>> threads = new HashMap<>();
        for (JsonNode event : events) {
            if (event.path("ph").asText().equals("X")) {
                double start = event.path("ts").asDouble();
                threads.computeIfAbsent(event.path("tid").asText(), t -> new ArrayList<>())
                        .add(new Span(
                                event.path("name").asText(),
                                start,
                                start + event.path("dur").asDouble()));
            }
        }
        Map<String, double[]> totals = new HashMap<>(); // microseconds and times
        threads.values().forEach(spans -> add(spans, totals));
        return new Profile(totals.entrySet().stream()
                .map(e -> new Operation(e.getKey(), e.getValue()[0] / 1e3, (long) e.getValue()[1]))
                .sorted(Comparator.comparingDouble(Operation::milliseconds).reversed())
                .toList());
    }

    private static void add(List<Span> spans, Map<String, double[]> totals) {
        spans.sort(Comparator.comparingDouble(Span::start)
                .thenComparing(Comparator.comparingDouble(Span::end).reversed()));
        Deque<Span> around = new ArrayDeque<>();
        for (Span span : spans) {
            while (!around.isEmpty() && around.peek().end() <= span.start()) {
                around.pop();
            }
            double length = span.end() - span.start();
            if (!around.isEmpty()) {
                totals.get(plain(around.peek().name()))[0] -= length;
            }
            double[] own = totals.computeIfAbsent(plain(span.name()), n -> new double[2]);
            own[0] += length;
            own[1]++;
            around.push(span);
        }
    }

    private static String plain(String name) {
        return name.startsWith(SPACE) ? name.substring(SPACE.length()) : name;
    }

    /** All of the time. */
    public double milliseconds() {
        return operations.stream().mapToDouble(Operation::milliseconds).sum();
    }

    /** The share of the time that goes into matrix products. */
    public double products() {
        return operations.stream()
                        .filter(o -> PRODUCTS.contains(o.name()))
                        .mapToDouble(Operation::milliseconds)
                        .sum()
                / milliseconds();
    }
}
