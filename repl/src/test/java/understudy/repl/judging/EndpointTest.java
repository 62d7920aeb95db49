package understudy.repl.judging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import understudy.repl.Interrupted;
import understudy.repl.Mistake;

/** Advisers behind an address: a stand-in on this machine that speaks their protocol, and fails as they fail. */
class EndpointTest {
    private record Reply(int status, String body, String retryAfter) {
        static Reply says(String text) {
            return new Reply(
                    200, "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":" + quoted(text) + "}}]}", "");
        }

        static Reply fails(int status) {
            return new Reply(status, "{\"error\":{\"message\":\"not now\"}}", "");
        }
    }

    private static final Reply CUT = new Reply(0, "", "");
    private static final Reply ENDLESS = new Reply(1, "", "");
    private static final Reply SILENT = new Reply(2, "", "");
    private final CountDownLatch over = new CountDownLatch(1);

    private HttpServer server;
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        keys.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
        Reply reply = replies.poll();
        if (reply == ENDLESS) {
            exchange.sendResponseHeaders(200, 0);
            while (true) { // until the other side has had enough
                exchange.getResponseBody().write(new byte[1 << 16]);
            }
        }
        if (reply == SILENT) {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().flush();
            over.await();
            return;
        }
        if (reply == CUT) {
            exchange.sendResponseHeaders(200, 1000); // and then never a thousand bytes
            exchange.getResponseBody().write('{');
            return;
        }
        if (!reply.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
        }
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private static String quoted(String text) {
        try {
            return new ObjectMapper().writeValueAsString(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Endpoint openai() {
        return Endpoint.openai(
                "wise", Map.of("OPENAI_BASE_URL", base() + "/v1/", "OPENAI_API_KEY", "secret"), this::paused);
    }

    private boolean paused(Duration pause) {
        if (!pause.isZero()) { // which only asks
            pauses.add(pause);
        }
        return false;
    }

    @Test
    void theProtocolIsOpenAis() throws IOException {
        replies.add(Reply.says("quite so"));
        assertEquals("quite so", openai().reply("Is it?", 1));
        assertEquals(List.of("/v1/chat/completions Bearer secret"), keys);
        JsonNode body = new ObjectMapper().readTree(asked.get(0));
        assertEquals("wise", body.get("model").asText());
        assertEquals("user", body.get("messages").get(0).get("role").asText());
        assertEquals("Is it?", body.get("messages").get(0).get("content").asText());
    }

    @Test
    void theProtocolIsOllamas() throws IOException {
        replies.add(new Reply(200, "{\"message\":{\"role\":\"assistant\",\"content\":\"yes\"},\"done\":true}", ""));
        Endpoint ollama = Endpoint.ollama("small", Map.of("OLLAMA_HOST", base().substring(7)), this::paused);
        assertEquals("yes", ollama.reply("Is it?", 1));
        assertEquals(List.of("/api/chat null"), keys);
        assertEquals(
                "false", new ObjectMapper().readTree(asked.get(0)).get("stream").asText());
    }

    @Test
    void whatMayPassIsTriedAgainAfterLongerAndLongerPauses() {
        replies.addAll(List.of(Reply.fails(500), CUT, new Reply(200, "nonsense", ""), Reply.says("at last")));
        assertEquals("at last", openai().reply("?", 1));
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)), pauses);
    }

    @Test
    void aServerThatSaysHowLongIsObeyedWithinReason() {
        replies.addAll(List.of(new Reply(429, "", "7"), new Reply(429, "", "99999"), Reply.says("now")));
        assertEquals("now", openai().reply("?", 1));
        assertEquals(List.of(Duration.ofSeconds(7), Duration.ofSeconds(60)), pauses);
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() {
        replies.addAll(List.of(ENDLESS, ENDLESS, ENDLESS, ENDLESS, ENDLESS));
        String line = assertThrows(Mistake.class, () -> openai().reply("?", 1)).getMessage();
        assertTrue(line.contains("found an answer of more than 4 MB, 5 times"), line);
    }

    @Test
    void aCutConnectionIsSaidInOurWords() {
        replies.addAll(List.of(CUT, CUT, CUT, CUT, CUT));
        String line = assertThrows(Mistake.class, () -> openai().reply("?", 1)).getMessage();
        assertTrue(line.contains("found a connection that was cut, 5 times"), line);
    }

    /** Not only between two tries. */
    @Test
    void whoAsksToStopDoesNotWaitForTheAnswer() {
        replies.add(SILENT);
        Endpoint endpoint = Endpoint.openai("wise", Map.of("OPENAI_BASE_URL", base()), Duration::isZero);
        assertTimeout(Duration.ofSeconds(20), () -> assertThrows(Interrupted.class, () -> endpoint.reply("?", 1)));
    }

    @Test
    void whatWillNotPassIsSaidAtOnce() {
        replies.add(new Reply(401, "{\"error\":{\"message\":\"no such\\nkey\"}}", ""));
        String line = assertThrows(Mistake.class, () -> openai().reply("?", 1)).getMessage();
        assertTrue(line.contains("HTTP status 401, \"no such key\""), line);
        assertEquals(List.of(), pauses);
    }

    @Test
    void afterFiveTriesItIsGivenUp() {
        for (int i = 0; i < 5; i++) {
            replies.add(Reply.fails(503));
        }
        String line = assertThrows(Mistake.class, () -> openai().reply("?", 1)).getMessage();
        assertTrue(line.contains("found HTTP status 503, 5 times"), line);
        assertEquals(4, pauses.size());
    }

    @Test
    void nobodyThereIsOneLine() {
        server.stop(0);
        String line = assertThrows(Mistake.class, () -> openai().reply("?", 1)).getMessage();
        assertTrue(line.startsWith("The judge openai:wise cannot be reached"), line);
    }

    @Test
    void aPersonCanStopTheWaiting() {
        replies.add(Reply.fails(500));
        Endpoint endpoint = Endpoint.openai("wise", Map.of("OPENAI_BASE_URL", base()), pause -> true);
        assertThrows(Interrupted.class, () -> endpoint.reply("?", 1));
    }

    @Test
    void aMissingKeyAndAnOddAddressAreMistakes() {
        assertTrue(assertThrows(Mistake.class, () -> Endpoint.openai("wise", Map.of(), this::paused))
                .getMessage()
                .contains("Set OPENAI_API_KEY"));
        assertTrue(assertThrows(
                        Mistake.class,
                        () -> Endpoint.openai("wise", Map.of("OPENAI_BASE_URL", "ftp://x y"), this::paused))
                .getMessage()
                .startsWith("OPENAI_BASE_URL: expected an address"));
    }

    @Test
    void aJudgeThatAnswersProseIsAskedAgainAndThenGivenUp() {
        Scorer scorer = new Scorer(openai(), 7);
        Question question = new Question("Who?", Optional.of("Marta"));
        replies.addAll(List.of(Reply.says("I like both."), Reply.says("```json\n{\"A\": 90, \"B\": 10}\n```")));
        List<Double> scores = scorer.scores(question, List.of("Marta", "the mill"));
        assertEquals(100.0, scores.get(0) + scores.get(1));
        assertTrue(asked.get(1).contains("could not be read"));
        int first = asked.get(0).indexOf("Answer A:\\nMarta");
        assertEquals(first >= 0 ? 90.0 : 10.0, scores.get(0), "the score goes back to whose answer it is");
        replies.addAll(List.of(Reply.says("no"), Reply.says("{\"A\": 101, \"B\": 3}"), Reply.says("{\"A\": 1}")));
        String line = assertThrows(Mistake.class, () -> scorer.scores(question, List.of("a", "b")))
                .getMessage();
        assertTrue(
                line.contains("was asked 3 times for scores such as {\"A\": 70, \"B\": 60}; found \"{\"A\": 1}\""),
                line);
    }
}
