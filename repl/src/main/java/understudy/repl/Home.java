package understudy.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that holds everything a person makes here: plain, documented files that ordinary tools can read, copy and delete.
 *
 * @param folder the home itself, absolute
 * @param fresh whether this process made it
 */
public record Home(Path folder, boolean fresh) {
    /** The layout this program writes. A home with a greater number was made by a newer program. */
    static final int FORMAT = 1;

    private static final String MARK = "format";

    /** Texts and their tokens, one folder each. */
    public Path corpora() {
        return folder.resolve("corpora");
    }

    /** The person's own recipes. */
    public Path recipes() {
        return folder.resolve("models");
    }

    /** The person's own prompt templates. */
    public Path prompts() {
        return folder.resolve("prompts");
    }

    /** What runs leave behind, one folder a model. */
    public Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /** What sweeps have found, one folder each. */
    public Path sweeps() {
        return folder.resolve("sweeps");
    }

    /** Lines typed at the prompt. */
    public Path history() {
        return folder.resolve("history");
    }

    /** What libraries say, and the full story of what went wrong. */
    public Path log() {
        return folder.resolve("log");
    }

    /** The folder as a person writes it: {@code ~/.understudy}. */
    public String shown() {
        Path user = Path.of(System.getProperty("user.home", "/"));
        return folder.startsWith(user) && user.getNameCount() > 0 ? "~/" + user.relativize(folder) : folder.toString();
    }

    /**
     * Opens the home, making it where nothing is yet.
     *
     * @throws Mistake if it cannot be made or written, or was made by a newer program
     */
    public static Home open(Path where) {
        Path folder = where.toAbsolutePath().normalize();
        boolean fresh = !Files.exists(folder.resolve(MARK));
        try {
            Home home = new Home(folder, fresh);
            Files.createDirectories(folder);
            for (Path room :
                    new Path[] {home.corpora(), home.recipes(), home.prompts(), home.checkpoints(), home.log()}) {
                Files.createDirectories(room);
            }
            if (fresh) {
                Files.writeString(folder.resolve(MARK), FORMAT + "\n", StandardCharsets.UTF_8);
            }
            home.checkFormat();
            home.checkWritable();
            return home;
        } catch (IOException e) {
            throw new Mistake(
                    "The home " + folder + " cannot be used: expected a folder that may be written; found "
                            + Faults.words(e) + ". Choose another with --home DIR.",
                    e);
        }
    }

    private void checkFormat() throws IOException {
        String found =
                Files.readString(folder.resolve(MARK), StandardCharsets.UTF_8).strip();
        if (!found.matches("[0-9]{1,6}") || Integer.parseInt(found) < 1) {
            throw new Mistake("The home " + folder + " has an unreadable format file: expected " + FORMAT + "; found \""
                    + found + "\". Put the number back, or choose another home with --home DIR.");
        }
        if (Integer.parseInt(found) > FORMAT) {
            throw new Mistake("The home " + folder + " was made by a newer Understudy: expected format " + FORMAT
                    + "; found " + found + ". Use the newer program, or choose another home with --home DIR.");
        }
    }

    private void checkWritable() throws IOException {
        Path probe = Files.createTempFile(folder, ".write", null);
        Files.delete(probe);
    }
}
