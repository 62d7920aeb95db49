package understudy.repl.speech;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may speak in a scene.
 *
 * <p>A cue is the line, or the beginning of a line, that names a speaker: a line in capitals below an empty one, as Fountain writes screenplays ({@code ROMEO}, {@code ROMEO (O.S.)}), or
 * a short name with a colon behind it, as plain scripts do ({@code Romeo: But soft}). Scene headings ({@code INT. MILL - DAY}) and transitions ({@code CUT TO:}) are none.
 *
 * @param names as a person types them
 */
public record Cast(List<String> names) {
    private static final int LONGEST = 40;
    private static final Pattern SCRIPT =
            Pattern.compile("(\\p{Lu}[^:\\n(]{0,38}?)(\\s*\\([^)\\n]*\\))?:.*", Pattern.DOTALL);
    private static final Pattern FOUNTAIN = Pattern.compile("([^(\\n]+?)(\\s*\\([^)\\n]*\\))?");
    private static final Pattern HEADING = Pattern.compile("(?:INT|EXT|EST|I/E|SCENE|ACT)\\b.*|.*\\bTO");

    public Cast {
        names = names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("expected at least one name");
        }
    }

    /**
     * A cue in a line.
     *
     * @param name as it stands there, at the line's beginning
     * @param ours whether it is one of the cast
     */
    record Found(String name, boolean ours) {}

    /**
     * The cue of a line, once it is whole enough to tell.
     *
     * @param line as far as it is said, with its end if that is said
     * @param apart whether an empty line or nothing stands above
     */
    Optional<Found> cue(String line, boolean apart) {
        boolean whole = line.endsWith("\n");
        String bare = line.strip();
        Matcher script = SCRIPT.matcher(bare);
        if (script.matches()) {
            return found(script.group(1));
        }
        Matcher fountain = FOUNTAIN.matcher(bare);
        if (whole && apart && bare.length() <= LONGEST && fountain.matches() && capitals(fountain.group(1))) {
            return found(fountain.group(1));
        }
        return Optional.empty();
    }

    private Optional<Found> found(String name) {
        return HEADING.matcher(name.toUpperCase(Locale.ROOT)).matches()
                ? Optional.empty()
                : Optional.of(new Found(name, names.stream().anyMatch(one -> one.equalsIgnoreCase(name.strip()))));
    }

    /** Whether what is said of a line may still become a cue; if not, nothing of it will be taken back. */
    boolean open(String line) {
        return !line.contains("\n") && !line.contains(":") && line.strip().length() <= LONGEST;
    }

    /** Whether a line that was cut off looks like the beginning of somebody else's cue. */
    boolean stray(String line) {
        String begun = line.strip();
        return capitals(begun)
                && names.stream().noneMatch(name -> name.regionMatches(true, 0, begun, 0, begun.length()));
    }

    private static boolean capitals(String text) {
        return text.chars().anyMatch(Character::isLetter) && text.chars().noneMatch(Character::isLowerCase);
    }
}
