package understudy.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptBookTest {
    @TempDir
    private Path folder;

    private String refusal(String name) {
        return assertThrows(TemplateException.class, () -> new PromptBook(folder).open(name))
                .getMessage();
    }

    @Test
    void knowsTheTemplatesThatAreBuiltIn() {
        var book = new PromptBook(folder.resolve("absent"));
        assertEquals(
                List.of(
                        "alpaca",
                        "chatml",
                        "guanaco",
                        "llama3",
                        "nanochat",
                        "plain",
                        "playhouse",
                        "screenplay",
                        "transcript"),
                book.names());
        for (var name : book.names()) assertTrue(book.open(name).about().endsWith("."), name);
    }

    @Test
    void aPersonsFileAddsAndReplaces() throws IOException {
        var book = new PromptBook(folder);
        Files.writeString(
                folder.resolve("transcript.txt"), book.text("transcript").replace("Bot", "Marta"));
        Files.writeString(folder.resolve("mine.txt"), book.text("plain"));
        Files.writeString(folder.resolve("notes.md"), "no template");
        assertTrue(book.names().contains("mine"));
        assertEquals(10, book.names().size());
        assertTrue(book.open("transcript").prompt(Conversation.asking("Hi")).endsWith("User: Hi\n\nMarta:"));
    }

    @Test
    void saysWhichTemplatesThereAre() {
        var message = refusal("alpacca");
        assertTrue(message.startsWith("No template alpacca. There are alpaca, chatml, "), message);
        assertTrue(message.endsWith("your own go to " + folder.resolve("alpacca.txt") + "."), message);
    }

    @Test
    void refusesNamesThatLeaveTheFolder() {
        for (var name : List.of("../secret", "a/b", "", ".hidden"))
            assertEquals(
                    "Expected a template's name (a letter, then letters, digits, - or _); found \"" + name + "\".",
                    refusal(name));
    }

    @Test
    void saysWhatIsWrongWithAFileThatCannotBeRead() throws IOException {
        Files.write(folder.resolve("latin.txt"), new byte[] {'#', (byte) 0xe9, '\n'});
        assertEquals(
                "Template latin: expected UTF-8 text in " + folder.resolve("latin.txt") + "; save it as UTF-8.",
                refusal("latin"));
        Files.createDirectory(folder.resolve("directory.txt"));
        assertTrue(refusal("directory").startsWith("Template directory: cannot read "), refusal("directory"));
    }

    @Test
    void keepsAndRemovesAPersonsOwn() throws IOException {
        var book = new PromptBook(folder.resolve("fresh"));
        var text = book.text("plain");
        book.keep("mine", text);
        assertEquals(text, Files.readString(book.file("mine")));
        assertTrue(book.own("mine"));
        book.keep("transcript", book.text("transcript").replace("Bot", "Marta"));
        assertTrue(book.open("transcript").prompt(Conversation.asking("Hi")).endsWith("Marta:"));
        book.remove("transcript");
        assertTrue(
                book.open("transcript").prompt(Conversation.asking("Hi")).endsWith("Bot:"), "the built-in one is back");
        book.remove("mine");
        assertEquals(9, book.names().size());
    }

    @Test
    void whatIsNoTemplateIsNotKept() {
        var book = new PromptBook(folder);
        book.keep("mine", book.text("plain"));
        var message = assertThrows(
                        TemplateException.class, () -> book.keep("mine", "--- user\n{question}\n--- assistant\nBot:\n"))
                .getMessage();
        assertEquals("Template mine, line 3: --- assistant needs the slot {answer} once; found it 0 times.", message);
        assertEquals(book.text("plain"), book.text("mine"));
    }

    @Test
    void saysWhatCannotBeRemoved() {
        var book = new PromptBook(folder);
        assertEquals(
                "Expected a template of your own; alpaca is built in and stays.",
                assertThrows(TemplateException.class, () -> book.remove("alpaca"))
                        .getMessage());
        assertEquals(
                "Expected a template of your own; found none named mine.",
                assertThrows(TemplateException.class, () -> book.remove("mine")).getMessage());
    }

    @Test
    void knowsWhatOthersWriteByItsMarks() {
        var book = new PromptBook(folder);
        // The first lines of what comes with Qwen2.5 and with Llama 3, in short.
        var qwen = "{%- for message in messages %}{{- '<|im_start|>' + message.role + '\\n' + message.content"
                + " + '<|im_end|>' + '\\n' }}{%- endfor %}";
        var llama =
                "{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'+ message['content']"
                        + " | trim + '<|eot_id|>' %}";
        assertEquals(Optional.of("chatml"), book.like(qwen));
        assertEquals(Optional.of("llama3"), book.like(llama));
        assertEquals(Optional.empty(), book.like("{{ '[INST] ' + messages[0]['content'] + ' [/INST]' }}"));
        book.keep("mine", book.text("transcript").replace("Bot:", "Marta:"));
        for (var name : book.names())
            assertEquals(Optional.of(name), book.like(book.open(name).jinja()));
    }
}
