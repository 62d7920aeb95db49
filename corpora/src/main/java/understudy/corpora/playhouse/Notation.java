package understudy.corpora.playhouse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the grammar files. The notation is explained at the top of {@code talk.txt}. Errors are mistakes in our own resources, so they are
 * {@link IllegalStateException}s that name file and rule.
 */
final class Notation {
    private static final Pattern WEIGHT = Pattern.compile("(\\d+)\\| ?(.*)", Pattern.DOTALL);

    /**
     * Weights of alternatives that are given none, from the first: each a little less likely than the one before. Common phrases come back
     * soon enough to be learned in minutes, rare ones are a surprise for longer.
     */
    private static final int[] FALLING = {100, 82, 67, 55, 45, 37, 30, 25, 20, 17, 14, 11, 9, 7, 6, 5, 4, 3, 3, 2, 2};

    private final String where;
    private final String text;
    private final Set<String> variables;
    private int at;

    private Notation(String where, String text, Set<String> variables) {
        this.where = where;
        this.text = text;
        this.variables = variables;
    }

    /** The lines of a resource beside this class that are neither empty nor comments, without trailing space. */
    static List<String> lines(String file) {
        var stream = Notation.class.getResourceAsStream(file);
        if (stream == null) {
            throw new IllegalStateException(file + " is missing from the program");
        }
        var lines = new ArrayList<String>();
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    lines.add(line.stripTrailing());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
        return lines;
    }

    /** The rules of a file, in its order: a line that begins at the margin is a head, indented ones are alternatives, deeper ones go on. */
    static List<Rule> rules(String file) {
        return rules(lines(file), file);
    }

    static List<Rule> rules(List<String> lines, String file) {
        var rules = new ArrayList<Rule>();
        String head = null;
        var alternatives = new ArrayList<String>();
        for (String line : lines) {
            if (line.startsWith("    ")) {
                int last = alternatives.size() - 1;
                alternatives.set(last, alternatives.get(last) + line.substring(4));
            } else if (line.startsWith("  ")) {
                alternatives.add(line.substring(2));
            } else {
                if (head != null) {
                    rules.add(rule(file, head, alternatives));
                }
                head = line;
                alternatives.clear();
            }
        }
        rules.add(rule(file, head, alternatives));
        return rules;
    }

    private static Rule rule(String file, String head, List<String> alternatives) {
        String[] words = head.split(" +");
        List<String> parameters = List.of(words).subList(1, words.length);
        boolean falling = alternatives.stream().noneMatch(a -> WEIGHT.matcher(a).matches());
        var options = new ArrayList<Node.Option>();
        for (String alternative : alternatives) {
            Matcher weighted = WEIGHT.matcher(alternative);
            boolean weight = weighted.matches();
            String body = weight ? weighted.group(2) : alternative;
            var notation = new Notation(file + ", " + words[0] + ": " + body, body, new HashSet<>(parameters));
            int plain = falling && options.size() < FALLING.length ? FALLING[options.size()] : 1;
            options.add(new Node.Option(weight ? Integer.parseInt(weighted.group(1)) : plain, notation.sequence()));
            if (notation.at < body.length()) {
                throw notation.wrong("a bracket closes that was never opened");
            }
        }
        if (options.isEmpty()) {
            throw new IllegalStateException(file + ": rule " + words[0] + " has no alternatives");
        }
        return new Rule(
                words[0], parameters, options.size() == 1 ? options.get(0).node() : Node.Choice.of(options));
    }

    private Node sequence() {
        var nodes = new ArrayList<Node>();
        var words = new StringBuilder();
        while (at < text.length() && "|]}".indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at++);
            if (c == '\\') {
                words.append(escape(text.charAt(at++)));
            } else if (c != '[' && c != '{') {
                words.append(c);
            } else {
                flush(words, nodes);
                nodes.add(c == '[' ? choice() : brace());
            }
        }
        flush(words, nodes);
        return nodes.size() == 1 ? nodes.get(0) : new Node.Sequence(nodes);
    }

    private char escape(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 's' -> ' ';
            default -> throw wrong("only \\n and \\s are known");
        };
    }

    private static void flush(StringBuilder words, List<Node> nodes) {
        if (words.length() > 0) {
            nodes.add(new Node.Literal(words.toString()));
            words.setLength(0);
        }
    }

    private Node choice() {
        var options = new ArrayList<Node.Option>();
        do {
            options.add(new Node.Option(1, sequence()));
        } while (at < text.length() && text.charAt(at++) == '|');
        if (text.charAt(at - 1) != ']') {
            throw wrong("a [ is never closed");
        }
        return Node.Choice.of(options);
    }

    private Node brace() {
        int end = text.indexOf('}', at);
        if (end < 0) {
            throw wrong("a { is never closed");
        }
        String[] words = text.substring(at, end).split(" ");
        at = end + 1;
        switch (words[0]) {
            case "pick":
                variables.add(words[1]);
                return new Node.Pick(words[1]);
            case "new":
                String name = words[1].split("\\.")[0];
                variables.add(name);
                return new Node.Sequence(List.of(new Node.Pick(name), slot(words[1])));
            case "let":
                variables.add(words[1]);
                return new Node.Let(words[1], reference(words[2]));
            default:
                return words.length == 1 && variables.contains(words[0].split("\\.")[0]) ? slot(words[0]) : call(words);
        }
    }

    private Node call(String[] words) {
        var arguments = new ArrayList<Node.Reference>();
        for (int i = 1; i < words.length; i++) {
            arguments.add(reference(words[i]));
        }
        return new Node.Call(words[0], List.copyOf(arguments));
    }

    private static Node.Reference reference(String path) {
        boolean trusted = path.endsWith(".trust");
        return new Node.Reference(trusted ? path.substring(0, path.length() - ".trust".length()) : path, trusted);
    }

    private Node slot(String path) {
        String[] steps = path.split("\\.");
        boolean trusted = steps.length > 1 && steps[1].equals("trust");
        int named = trusted ? 2 : 1;
        String word = steps.length > named ? steps[named] : "name";
        try {
            return new Node.Slot(
                    new Node.Reference(steps[0], trusted), Field.valueOf(word.toUpperCase(Locale.ROOT)), style(word));
        } catch (IllegalArgumentException e) {
            throw wrong("a person has no " + word);
        }
    }

    private static Node.Style style(String word) {
        if (Character.isLowerCase(word.charAt(0))) {
            return Node.Style.PLAIN;
        }
        return word.length() > 1 && Character.isUpperCase(word.charAt(1)) ? Node.Style.CAPITALS : Node.Style.CAPITAL;
    }

    private IllegalStateException wrong(String what) {
        return new IllegalStateException(where + ": " + what);
    }
}
