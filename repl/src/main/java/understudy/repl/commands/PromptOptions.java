package understudy.repl.commands;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import understudy.repl.Escapes;
import understudy.repl.Faults;
import understudy.repl.Mistake;

/** Where a prompt comes from when it is not typed. */
final class PromptOptions {
    @Option(
            names = "--prompt-file",
            paramLabel = "FILE",
            description = "read the prompt from a file, exactly as it stands",
            converter = FilePath.class)
    private Path file;

    /**
     * The prompt that is meant.
     *
     * @param words what was typed in its place: none or one
     */
    String prompt(List<String> words) {
        if (words.size() > 1) {
            throw new Mistake("Expected one PROMPT, behind a model's name if that is given; found \"" + words.get(0)
                    + "\", which is no model, and \"" + words.get(1) + "\". Quote text that has blanks: \""
                    + String.join(" ", words) + "\"; `models` lists the models.");
        }
        if (file != null && !words.isEmpty()) {
            throw new Mistake("Expected a PROMPT or --prompt-file; found both. Leave one out.");
        }
        return file != null ? read(file) : words.isEmpty() ? "" : Escapes.read(words.get(0));
    }

    private static String read(Path file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Mistake("--prompt-file: expected UTF-8 text in " + file + "; save it as UTF-8.", e);
        } catch (IOException e) {
            throw new Mistake("--prompt-file: expected a text file; found " + Faults.words(e) + ".", e);
        }
    }
}
