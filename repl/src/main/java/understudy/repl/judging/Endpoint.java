package understudy.repl.judging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import understudy.repl.Interrupted;
import understudy.repl.Mistake;

/**
 * A model behind an address, asked as OpenAI's or Ollama's servers are asked. What may pass (a cut connection, 408, 429, 5xx) is tried again, each time after twice as long or as long
 * as the server says; what will not pass is a mistake at once.
 */
public final class Endpoint implements Adviser {
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** How soon Ctrl-C is heard. */
    private static final Duration GLANCE = Duration.ofMillis(100);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String name;
    private final URI address;
    private final Optional<String> key;
    private final Map<String, Object> fixed;
    private final Predicate<Duration> pause;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private Endpoint(
            String name, URI address, Optional<String> key, Map<String, Object> fixed, Predicate<Duration> pause) {
        this.name = name;
        this.address = address;
        this.key = key;
        this.fixed = fixed;
        this.pause = pause;
    }

    /**
     * Any server that speaks OpenAI's protocol: {@code OPENAI_BASE_URL} (else OpenAI's own) and {@code OPENAI_API_KEY} of the environment.
     *
     * @param pause waits so long, zero included; true if the person asked to stop
     * @throws Mistake if the key is missing where one is needed, or the address is none
     */
    public static Endpoint openai(String model, Map<String, String> environment, Predicate<Duration> pause) {
        Optional<String> base =
                Optional.ofNullable(environment.get("OPENAI_BASE_URL")).filter(b -> !b.isBlank());
        Optional<String> key =
                Optional.ofNullable(environment.get("OPENAI_API_KEY")).filter(k -> !k.isBlank());
        if (base.isEmpty() && key.isEmpty()) {
            throw new Mistake(
                    "--with openai:" + model + ": expected a key in the environment; found none. Set OPENAI_API_KEY, or"
                            + " OPENAI_BASE_URL to a server that needs none.");
        }
        URI address = address(base.orElse("https://api.openai.com/v1"), "/chat/completions", "OPENAI_BASE_URL");
        return new Endpoint("openai:" + model, address, key, Map.of("model", model, "temperature", 0), pause);
    }

    /** Ollama's server at {@code OLLAMA_HOST} of the environment, else on this machine. */
    public static Endpoint ollama(String model, Map<String, String> environment, Predicate<Duration> pause) {
        String host = environment.getOrDefault("OLLAMA_HOST", "").isBlank()
                ? "http://127.0.0.1:11434"
                : environment.get("OLLAMA_HOST");
        URI address = address(host.contains("://") ? host : "http://" + host, "/api/chat", "OLLAMA_HOST");
        Map<String, Object> fixed = new LinkedHashMap<>();
        fixed.put("model", model);
        fixed.put("stream", false);
        fixed.put("options", Map.of("temperature", 0));
        return new Endpoint("ollama:" + model, address, Optional.empty(), fixed, pause);
    }

    private static URI address(String base, String path, String variable) {
        try {
            URI address = URI.create(base.replaceFirst("/+$", "") + path);
            if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new Mistake(variable + ": expected an address such as http://127.0.0.1:8080/v1; found \"" + base + "\".");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String reply(String prompt, long seed) {
        Map<String, Object> body = new LinkedHashMap<>(fixed);
        body.put("messages", List.of(Map.of("role", "user", "content", prompt)));
        HttpRequest request = request(body);
        Duration wait = FIRST_PAUSE;
        String trouble = "";
        for (int attempt = 0; attempt < TRIES; attempt++) {
            if (attempt > 0 && pause.test(wait)) {
                throw new Interrupted();
            }
            try {
                HttpResponse<String> response = answer(request);
                int status = response.statusCode();
                if (status == 200) {
                    Optional<String> text = content(response.body());
                    if (text.isPresent()) {
                        return text.get();
                    }
                    trouble = "a reply of another form";
                } else if (status == 408 || status == 429 || status >= 500) {
                    trouble = "HTTP status " + status;
                } else {
                    throw new Mistake("The judge " + name + " refuses (HTTP status " + status + hint(response.body())
                            + "): " + address + ". Check the model's name and the key.");
                }
                wait = shorter(after(response).orElse(wait.multipliedBy(attempt == 0 ? 1 : 2)));
            } catch (IOException e) {
                trouble = words(e);
                wait = shorter(wait.multipliedBy(attempt == 0 ? 1 : 2));
            }
        }
        throw new Mistake("The judge " + name + " cannot be reached: expected an answer from " + address + "; found "
                + trouble + ", " + TRIES + " times. What was judged so far is kept; type the line again to go on.");
    }

    /**
     * The answer, whole. Looks now and then whether the person asks to stop.
     *
     * @throws IOException if none comes within our patience
     */
    private HttpResponse<String> answer(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<String>> response = client.sendAsync(request, head -> new Body());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return response.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (pause.test(Duration.ZERO)) {
                    response.cancel(true);
                    throw new Interrupted();
                }
                if (System.nanoTime() > end) {
                    response.cancel(true);
                    throw new HttpTimeoutException("no whole answer");
                }
            } catch (InterruptedException e) {
                response.cancel(true);
                throw new Interrupted();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException fault) {
                    throw fault;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** What went wrong with a connection; a library's own words speak of bytes and channels. */
    private static String words(IOException fault) {
        for (Throwable each = fault; each != null; each = each.getCause()) {
            if (each instanceof Body.TooLong) {
                return each.getMessage();
            }
        }
        if (fault instanceof HttpTimeoutException) {
            return "no whole answer within " + PATIENCE.toSeconds() + " seconds";
        }
        return fault instanceof ConnectException ? "no server there" : "a connection that was cut";
    }

    private HttpRequest request(Map<String, Object> body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(MAPPER.writeValueAsString(body)));
            key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
            return request.build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // maps and strings always can be written
        }
    }

    /** OpenAI: choices[0].message.content; Ollama: message.content. */
    private static Optional<String> content(String body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            JsonNode message = root.path("choices").path(0).path("message");
            JsonNode text = (message.isMissingNode() ? root.path("message") : message).path("content");
            return text.isTextual() ? Optional.of(text.asText()) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** What the server says in its error's message, on one line. */
    private static String hint(String body) {
        try {
            String said = MAPPER.readTree(body).path("error").path("message").asText("");
            String line = said.replaceAll("\\s+", " ").strip();
            return line.isEmpty() ? "" : ", \"" + (line.length() > 100 ? line.substring(0, 100) + "…" : line) + "\"";
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static Optional<Duration> after(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    private static Duration shorter(Duration wanted) {
        return wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
    }
}
