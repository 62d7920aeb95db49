package understudy.repl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How the program was started.
 *
 * @param home the folder to work in
 * @param device auto, cpu, cuda or cuda:N
 * @param threads processor threads, empty for the machine's own choice
 * @param json whether standard output carries one JSON object per command
 * @param keepGoing whether a failed command leaves the rest to run
 * @param work what to do
 * @param environment variables of the process
 * @param given what follows: lines for {@link Work#LINES}, words for {@link Work#COMMAND}, one path for {@link Work#SCRIPT}
 */
public record Launch(
        Path home,
        String device,
        OptionalInt threads,
        boolean json,
        boolean keepGoing,
        Map<String, String> environment,
        Work work,
        List<String> given) {
    private static final Set<String> LOOKING = Set.of("help", "doctor");

    /** What the program is asked to do. */
    public enum Work {
        /** The shell at a terminal, or lines from standard input. */
        SHELL,
        /** The lines given with -c. */
        LINES,
        /** One command, its words given. */
        COMMAND,
        /** A file of lines. */
        SCRIPT,
        VERSION,
        HELP
    }

    public Launch {
        if (!device.matches("auto|cpu|cuda(:[0-9]{1,3})?")) {
            throw new Mistake("--device: expected auto, cpu, cuda or cuda:N; found \"" + device + "\".");
        }
        environment = Map.copyOf(environment);
        given = List.copyOf(given);
    }

    /** Whether it is one command that changes nothing in a home, so that another process may be at work there. */
    boolean onlyLooks() {
        List<String> words = switch (work) {
            case COMMAND -> given;
            case LINES ->
                given.get(0).contains(";") || given.get(0).contains("\n")
                        ? List.of()
                        : List.of(given.get(0).strip().split("\\s+"));
            default -> List.of();
        };
        return !words.isEmpty() && LOOKING.contains(words.get(0));
    }

    /**
     * Reads the launcher's arguments. The options may also stand behind a command, whose own options never have these names.
     *
     * @throws Mistake for wrong usage
     */
    static Launch of(List<String> arguments, Map<String, String> environment) {
        return new Reader(arguments, environment).read();
    }

    private static final class Reader {
        private final List<String> arguments;
        private final Map<String, String> environment;
        private final List<String> words = new ArrayList<>();
        private Path home;
        private String device = "auto";
        private OptionalInt threads = OptionalInt.empty();
        private boolean json;
        private boolean keepGoing;
        private Optional<Work> work = Optional.empty();
        private int at;

        Reader(List<String> arguments, Map<String, String> environment) {
            this.arguments = arguments;
            this.environment = environment;
            String set = environment.getOrDefault("UNDERSTUDY_HOME", "");
            home = set.isEmpty() ? Path.of(System.getProperty("user.home", "."), ".understudy") : Path.of(set);
        }

        Launch read() {
            boolean verbatim = false;
            while (at < arguments.size()) {
                String word = arguments.get(at++);
                if (verbatim || !option(word)) {
                    verbatim |= word.equals("--");
                    words.add(word);
                }
            }
            Work what = work.orElseGet(this::workOfWords);
            if (work.isPresent() && what == Work.LINES && words.size() > 1) {
                throw new Mistake("-c takes its lines as one argument; found also \"" + words.get(1)
                        + "\". Quote the lines: understudy -c \"LINE; LINE\".");
            }
            return new Launch(home, device, threads, json, keepGoing, environment, what, words);
        }

        private Work workOfWords() {
            if (words.isEmpty()) {
                return Work.SHELL;
            }
            if (!Files.isRegularFile(Path.of(words.get(0)))) {
                return Work.COMMAND;
            }
            if (words.size() > 1) {
                throw new Mistake(
                        "A script takes no arguments: expected understudy FILE; found also \"" + words.get(1) + "\".");
            }
            return Work.SCRIPT;
        }

        private boolean option(String word) {
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String name = equals < 0 ? word : word.substring(0, equals);
            Optional<String> joined = equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
            switch (name) {
                case "--home" -> home = folder(value(name, "a folder", joined));
                case "--device" -> device = value(name, "auto, cpu, cuda or cuda:N", joined);
                case "--threads" ->
                    threads = OptionalInt.of(count(value(name, "a whole number from 1 to 9999", joined)));
                case "--json" -> json = true;
                case "--keep-going" -> keepGoing = true;
                default -> {
                    return words.isEmpty() && ofLauncherAlone(name, joined);
                }
            }
            return true;
        }

        /** Options that only stand before a command: after it they are the command's own. */
        private boolean ofLauncherAlone(String name, Optional<String> joined) {
            if (work.isPresent()) {
                return false;
            }
            switch (name) {
                case "--version" -> work = Optional.of(Work.VERSION);
                case "--help", "-h" -> work = Optional.of(Work.HELP);
                case "-c" -> {
                    work = Optional.of(Work.LINES);
                    words.add(value(name, "lines to run, such as \"corpus list; models\"", joined));
                }
                default -> {
                    if (name.startsWith("-")) {
                        throw new Mistake(
                                "understudy knows no option " + name
                                        + ": expected --home, --device, --threads, --json, --keep-going, -c, --version or --help.");
                    }
                    return false;
                }
            }
            return true;
        }

        private String value(String name, String expected, Optional<String> joined) {
            if (joined.isPresent()) {
                return joined.get();
            }
            if (at == arguments.size()) {
                throw new Mistake(name + ": expected " + expected + "; found nothing.");
            }
            if (arguments.get(at).startsWith("--")) { // a value that was forgotten, or came from an empty variable
                throw new Mistake(name + ": expected " + expected + "; found the option " + arguments.get(at) + ".");
            }
            return arguments.get(at++);
        }

        private static Path folder(String value) {
            if (value.isBlank()) {
                throw new Mistake("--home: expected a folder, such as ~/.understudy; found an empty word.");
            }
            return Path.of(value);
        }

        private static int count(String value) {
            if (!value.matches("[0-9]{1,4}") || Integer.parseInt(value) < 1) {
                throw new Mistake(
                        "--threads: expected a whole number from 1 to 9999, such as 4; found \"" + value + "\".");
            }
            return Integer.parseInt(value);
        }
    }

    /** The same start in another home, for tests. */
    static Launch shell(Path home) {
        return new Launch(
                home, "auto", OptionalInt.empty(), false, false, Map.of(), Work.SHELL, Collections.emptyList());
    }
}
