package understudy.prompts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Templates by name: those built in, and the files {@code NAME.txt} of a person's own folder, which add to them or take their place. Files are read anew each time, so
 * an edited one counts at once.
 */
public final class PromptBook {
    private static final List<String> BUILT_IN = List.of(
            "transcript", "alpaca", "chatml", "llama3", "nanochat", "guanaco", "screenplay", "plain", "playhouse");
    private static final String SUFFIX = ".txt";
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private final Path folder;

    /** @param folder the person's own templates; need not exist */
    public PromptBook(Path folder) {
        this.folder = folder;
    }

    /** All names that {@link #open} takes, in alphabetical order. */
    public List<String> names() {
        var names = new TreeSet<>(BUILT_IN);
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(SUFFIX))
                        .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                        .filter(name -> NAME.matcher(name).matches())
                        .forEach(names::add);
            } catch (IOException | UncheckedIOException e) {
                throw new TemplateException(
                        "Cannot list the templates in " + folder + " (" + reason(e) + "); check that it can be read.",
                        e);
            }
        }
        return List.copyOf(names);
    }

    /**
     * The template of that name.
     *
     * @throws TemplateException if there is none, or its file cannot be used
     */
    public Template open(String name) {
        return Template.of(name, text(name));
    }

    /**
     * The text of the file behind a name: what a person reads, copies and edits.
     *
     * @throws TemplateException if there is none of that name, or its file cannot be read
     */
    public String text(String name) {
        if (!NAME.matcher(name).matches())
            throw new TemplateException(
                    "Expected a template's name (a letter, then letters, digits, - or _); found \"" + name + "\".");
        var file = folder.resolve(name + SUFFIX);
        if (Files.exists(file)) return decode(name, file);
        if (BUILT_IN.contains(name)) return builtIn(name);
        throw new TemplateException(
                "No template " + name + ". There are " + String.join(", ", names()) + "; your own go to " + file + ".");
    }

    private static String decode(String name, Path file) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new TemplateException(
                    "Template " + name + ": expected UTF-8 text in " + file + "; save it as UTF-8.", e);
        } catch (IOException e) {
            throw new TemplateException(
                    "Template " + name + ": cannot read " + file + " (" + reason(e) + "); check the file.", e);
        }
    }

    private static String builtIn(String name) {
        try (var resource = PromptBook.class.getResourceAsStream("templates/" + name + SUFFIX)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own template " + name + " cannot be read.", e);
        }
    }

    private static String reason(Exception e) {
        return e.getClass().getSimpleName();
    }
}
