package understudy.prompts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sections of a template's file, as written.
 *
 * @param name the template's name, for messages
 * @param about the opening comment on one line
 * @param sections by their names
 * @param end number of the last line, from 1
 */
record TemplateFile(String name, String about, Map<String, Section> sections, int end) {
    private static final String HEADER = "--- ";
    private static final List<String> KNOWN = List.of("start", "system", "default", "user", "assistant", "stop");
    private static final Pattern SLOT = Pattern.compile("\\{([a-z_]+)}");

    /**
     * @param line where its header stands, from 1
     * @param text exactly what stands below
     */
    record Section(int line, String text) {}

    static TemplateFile read(String name, String text) {
        var about = new ArrayList<String>();
        var sections = new LinkedHashMap<String, StringBuilder>();
        var headers = new LinkedHashMap<String, Integer>();
        StringBuilder section = null;
        var lines = text.replace("\r\n", "\n").split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            var line = lines[i];
            if (line.startsWith(HEADER)) {
                var title = line.substring(HEADER.length()).strip();
                if (!KNOWN.contains(title))
                    throw refuse(
                            name,
                            i + 1,
                            "expected a section of " + String.join(", ", KNOWN) + "; found \"" + title + "\"");
                if (sections.containsKey(title))
                    throw refuse(name, i + 1, "a second section " + title + "; join the two");
                section = new StringBuilder();
                sections.put(title, section);
                headers.put(title, i + 1);
            } else if (section != null) {
                boolean joined = line.endsWith("\\");
                section.append(joined ? line.substring(0, line.length() - 1) : line);
                if (!joined && i < lines.length - 1) section.append('\n');
            } else if (line.startsWith("#")) {
                about.add(line.substring(1).strip());
            } else if (!line.isBlank()) {
                throw refuse(
                        name,
                        i + 1,
                        "expected a comment (#) or a section such as --- user; found \"" + shorten(line) + "\"");
            }
        }
        var read = sections.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        e -> new Section(headers.get(e.getKey()), e.getValue().toString())));
        return new TemplateFile(
                name, String.join(" ", about), read, text.stripTrailing().split("\n", -1).length);
    }

    Optional<String> text(String section) {
        return Optional.ofNullable(sections.get(section)).map(Section::text);
    }

    Turn requiredTurn(String section, String slot) {
        return turn(section, slot)
                .orElseThrow(() -> refuse(
                        name,
                        end,
                        "expected a section --- " + section + " with the slot {" + slot
                                + "}; found the end of the file"));
    }

    /** The section's text parted at its one slot. */
    Optional<Turn> turn(String section, String slot) {
        return text(section).map(text -> {
            var slots = SLOT.matcher(text).results().toList();
            for (var found : slots) {
                if (!found.group(1).equals(slot))
                    throw refuse(
                            section,
                            "unknown slot " + found.group() + " in --- " + section + "; the one slot there is {" + slot
                                    + "}");
            }
            if (slots.size() != 1)
                throw refuse(
                        section,
                        String.format(
                                Locale.ROOT,
                                "--- %s needs the slot {%s} once; found it %d times",
                                section,
                                slot,
                                slots.size()));
            var found = slots.get(0);
            return new Turn(text.substring(0, found.start()), text.substring(found.end()));
        });
    }

    List<String> stops() {
        return text("stop").stream()
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .map(TemplateFile::unescape)
                .toList();
    }

    /** A mistake in one section; its header's line is named. */
    TemplateException refuse(String section, String reason) {
        return refuse(name, sections.get(section).line(), reason);
    }

    private static TemplateException refuse(String name, int line, String reason) {
        return new TemplateException("Template " + name + ", line " + line + ": " + reason + ".");
    }

    private static String unescape(String line) {
        var text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            boolean escaped =
                    line.charAt(i) == '\\' && i + 1 < line.length() && "nt\\".indexOf(line.charAt(i + 1)) >= 0;
            if (escaped) i++;
            char c = line.charAt(i);
            text.append(!escaped || c == '\\' ? c : c == 'n' ? '\n' : '\t');
        }
        return text.toString();
    }

    private static String shorten(String line) {
        return line.length() <= 40 ? line : line.substring(0, 39) + "…";
    }
}
