package understudy.repl.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import understudy.corpora.CharacterTokenizer;
import understudy.corpora.CorpusLibrary;
import understudy.corpora.Tokenizer;
import understudy.corpora.TokenizerShelf;
import understudy.prompts.Conversation;
import understudy.prompts.Message;
import understudy.prompts.PromptBook;
import understudy.prompts.Rendering;
import understudy.prompts.Role;
import understudy.prompts.Span;
import understudy.prompts.StopMatcher;
import understudy.prompts.Template;

/** Random conversations written by a template, made tokens, read back and parsed are the conversations they were, with every kind of tokenizer and for a person's own template too. */
class TemplateRoundTripTest {
    private static final List<String> WORDS =
            List.of("Who", " lives", " in", " the mill?", " ", "Märta", "кто", "水車", "🦢", "-", "\\", "{answer}");

    @TempDir
    private static Path folder;

    private static PromptBook book;

    @BeforeAll
    static void keepAnOwn() {
        book = new PromptBook(folder.resolve("prompts"));
        book.keep(
                "oracle",
                "--- system\nScene: {system}\n--- user\nPilgrim asks: {question}\n--- assistant\nThe oracle: {answer}\n--- stop\n\\nPilgrim asks:\n");
    }

    static List<String> all() {
        return Stream.concat(new PromptBook(Path.of("none")).names().stream(), Stream.of("oracle"))
                .toList();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text + "y";
    }

    private static Conversation conversation(Random random, boolean system) {
        Conversation conversation = system && random.nextBoolean()
                ? new Conversation(List.of(new Message(Role.SYSTEM, text(random))))
                : new Conversation(List.of());
        for (int turn = random.nextInt(5); turn > 0; turn--) {
            conversation = conversation.plus(conversation.awaitsAnswer() ? Role.ASSISTANT : Role.USER, text(random));
        }
        return conversation;
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsWrittenTokenizedAndReadBackIsWhatWasSaid(String name) {
        Template template = book.open(name);
        boolean system = book.text(name).contains("{system}");
        Tokenizer characters = CharacterTokenizer.of(book.text(name) + String.join("", WORDS) + "xy\n:<|>_#/");
        TokenizerShelf shelf = new CorpusLibrary(folder.resolve("corpora")).tokenizers();
        for (Tokenizer tokenizer : List.of(characters, shelf.open("bytes"), shelf.open("gpt2"))) {
            Random random = new Random(name.hashCode());
            for (int round = 0; round < 100; round++) {
                Conversation conversation = conversation(random, system);
                Rendering rendering = template.render(conversation);
                StringBuilder read = new StringBuilder();
                int done = 0;
                List<Message> answers = conversation.messages().stream()
                        .filter(message -> message.role() == Role.ASSISTANT)
                        .toList();
                for (int i = 0; i < answers.size(); i++) { // piece by piece, as a model learns it
                    Span span = rendering.loss().get(i);
                    read.append(
                            tokenizer.decode(tokenizer.encode(rendering.text().substring(done, span.start()))));
                    int[] said = tokenizer.encode(rendering.text().substring(span.start(), span.end()));
                    StopMatcher stop = new StopMatcher(template.stops());
                    assertEquals(answers.get(i).text(), template.answer(stop.feed(tokenizer.decode(said))));
                    read.append(tokenizer.decode(said));
                    done = span.end();
                }
                read.append(tokenizer.decode(tokenizer.encode(rendering.text().substring(done))));
                assertEquals(rendering.text(), read.toString(), tokenizer.name());
                assertEquals(conversation, template.parse(read.toString()));
                if (conversation.awaitsAnswer()) {
                    int[] prompt = tokenizer.encode(template.prompt(conversation));
                    assertArrayEquals(prompt, tokenizer.encode(tokenizer.decode(prompt)));
                }
            }
        }
    }
}
