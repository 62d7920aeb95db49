package understudy.corpora;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the lines of a screenplay are, by Fountain's rules (fountain.io/syntax): a scene heading begins with INT. or EXT. or one of their kin,
 * or with a single dot; a cue is a line in capitals after an empty line with a line below it; what stands under a cue is dialogue, in round
 * brackets a parenthetical; a transition is in capitals and ends with TO:, or begins with a right angle bracket. Plain scripts indent these,
 * so that white space before them is of no account.
 */
final class Script {
    /** Elements of a screenplay. */
    enum Element {
        HEADING,
        ACTION,
        CUE,
        PARENTHETICAL,
        DIALOGUE,
        TRANSITION,
        EMPTY
    }

    private static final Pattern HEADING = Pattern.compile(
            "(INT\\.?/EXT|EXT\\.?/INT|INT|EXT|EST|I/E)[. ].*|\\.[^.].*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TRANSITION = Pattern.compile("[^\\p{Ll}]*TO:|>[^<]*|FADE OUT\\.?|FADE IN:");
    private static final Pattern CUE =
            Pattern.compile("@.+|(?=[^\\p{Ll}]*\\p{Lu})[^\\p{Ll}(]+(\\s*\\([^)]*\\))*\\s*\\^?");
    private static final int FEWEST_HEADINGS = 2;
    private static final int FEWEST_CUES = 2;

    private Script() {}

    /** Whether a text is a screenplay. */
    static boolean is(String text) {
        if (text.lines()
                .noneMatch(line ->
                        HEADING.matcher(line.strip()).matches() && !line.strip().startsWith("."))) {
            return false;
        }
        Map<Element, Integer> counts = new HashMap<>();
        for (Element element : elements(text.lines().toList())) {
            counts.merge(element, 1, Integer::sum);
        }
        return counts.getOrDefault(Element.HEADING, 0) >= FEWEST_HEADINGS
                && counts.getOrDefault(Element.CUE, 0) >= FEWEST_CUES;
    }

    /** What each line is. */
    static List<Element> elements(List<String> lines) {
        List<Element> elements = new ArrayList<>();
        Element before = Element.EMPTY;
        for (int i = 0; i < lines.size(); i++) {
            boolean followed = i + 1 < lines.size() && !lines.get(i + 1).isBlank();
            before = element(lines.get(i).strip(), before, followed);
            elements.add(before);
        }
        return elements;
    }

    private static Element element(String line, Element before, boolean followed) {
        if (line.isEmpty()) {
            return Element.EMPTY;
        }
        if (before == Element.CUE || before == Element.PARENTHETICAL || before == Element.DIALOGUE) {
            return line.startsWith("(") && line.endsWith(")") ? Element.PARENTHETICAL : Element.DIALOGUE;
        }
        if (before != Element.EMPTY) {
            return Element.ACTION;
        }
        if (HEADING.matcher(line).matches()) {
            return Element.HEADING;
        }
        if (TRANSITION.matcher(line).matches()) {
            return Element.TRANSITION;
        }
        return followed && CUE.matcher(line).matches() ? Element.CUE : Element.ACTION;
    }

    /** Who speaks, if a line is a cue: its name without what stands in brackets. */
    static Optional<String> speaker(String line, Element element) {
        String name =
                line.strip().replaceAll("\\(.*", "").replaceAll("[@^]", "").strip();
        return element == Element.CUE && !name.isEmpty() ? Optional.of(name) : Optional.empty();
    }
}
