package understudy.prompts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
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

    /** Longer than any template, shorter than what was taken for one by mistake. */
    private static final long LIMIT = 1 << 20;

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
        var file = file(name);
        if (Files.exists(file)) return decode(name, file);
        if (builtIn(name)) return resource(name);
        throw new TemplateException(
                "No template " + name + ". There are " + String.join(", ", names()) + "; your own go to " + file + ".");
    }

    /**
     * The name of the template that does what a Jinja program of another model does: the very one that wrote it, else the built-in one of the same kind.
     *
     * @param program a chat template as Transformers keeps it
     */
    public Optional<String> like(String program) {
        for (var name : names()) {
            try {
                if (open(name).jinja().equals(program)) return Optional.of(name);
            } catch (TemplateException unusable) {
                // One that cannot be used wrote nothing.
            }
        }
        return ChatTemplate.kind(program);
    }

    /** The person's own file of that name, whether it is there or not. */
    public Path file(String name) {
        if (!NAME.matcher(name).matches())
            throw new TemplateException(
                    "Expected a template's name (a letter, then letters, digits, - or _); found \"" + name + "\".");
        return folder.resolve(name + SUFFIX);
    }

    /** Whether that name is the person's own file; it may stand in the place of a built-in one. */
    public boolean own(String name) {
        return Files.exists(file(name));
    }

    /** Whether the program brings one of that name. */
    public static boolean builtIn(String name) {
        return BUILT_IN.contains(name);
    }

    /**
     * Keeps a person's own template, a new one or in the place of one that is there.
     *
     * @throws TemplateException if that is no template, or cannot be written; then nothing has changed
     */
    public Template keep(String name, String text) {
        var template = Template.of(name, text);
        var file = file(name);
        try {
            Files.createDirectories(folder);
            var fresh = folder.resolve(name + SUFFIX + ".new");
            Files.writeString(fresh, text, StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new TemplateException(
                    "Template " + name + ": cannot write " + file + " (" + reason(e) + "); check the folder.", e);
        }
        return template;
    }

    /**
     * Deletes a person's own template; a built-in one in whose place it stood is back.
     *
     * @throws TemplateException if there is no own one of that name
     */
    public void remove(String name) {
        var file = file(name);
        if (!Files.exists(file))
            throw new TemplateException("Expected a template of your own; "
                    + (builtIn(name) ? name + " is built in and stays." : "found none named " + name + "."));
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new TemplateException(
                    "Template " + name + ": cannot delete " + file + " (" + reason(e) + "); check the folder.", e);
        }
    }

    /**
     * The text of a template's file that lies anywhere.
     *
     * @param name for messages
     * @throws TemplateException if it cannot be read
     */
    public static String read(String name, Path file) {
        try {
            if (Files.size(file) > LIMIT)
                throw new TemplateException("Template " + name + ": expected a short text file; found "
                        + Files.size(file) + " bytes in " + file + ".");
        } catch (IOException e) {
            throw new TemplateException(
                    "Template " + name + ": cannot read " + file + " (" + reason(e) + "); check the file.", e);
        }
        return decode(name, file);
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

    private static String resource(String name) {
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
