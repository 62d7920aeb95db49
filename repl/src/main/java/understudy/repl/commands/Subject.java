package understudy.repl.commands;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.rehearsal.Company;

/**
 * The model that a command is about, and the words that follow it. A first word that names a model or contains {@code @} is the model; any other is the next argument, and the
 * current model is meant, as it is in {@code @1500}.
 *
 * <pre>{@code
 * @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "…", completionCandidates = ModelNames.class)
 * private String first;
 *
 * @Parameters(index = "1", arity = "0..1", paramLabel = "STEPS", description = "…")
 * private String second;
 * …
 * Subject subject = Subject.of(session, Subject.words(first, second));
 * try (Speaker speaker = session.company().speaker(subject.reference())) { … subject.rest() … }
 * }</pre>
 *
 * @param reference {@code romeo} or {@code romeo@1500}; whether there is such a checkpoint is not yet known
 * @param rest the words behind it
 */
record Subject(String reference, List<String> rest) {
    Subject {
        rest = List.copyOf(rest);
    }

    /** The words that were given: picocli leaves parameters null that were not. */
    static List<String> words(String... parameters) {
        return Arrays.stream(parameters).filter(Objects::nonNull).toList();
    }

    /**
     * @param words as picocli gives them: null where there are none
     * @throws Mistake if no word names a model and none is current
     */
    static Subject of(Session session, List<String> words) {
        List<String> all = words == null ? List.of() : words;
        if (!all.isEmpty() && isModel(session, all.get(0))) {
            String word = all.get(0).startsWith("@") ? current(session) + all.get(0) : all.get(0);
            return new Subject(word, all.subList(1, all.size()));
        }
        return new Subject(current(session), all);
    }

    /**
     * For a command that takes a model and nothing else.
     *
     * @throws Mistake also if a word is left over: it was meant as a model, and there is none of that name
     */
    static Subject alone(Session session, List<String> words) {
        List<String> all = words == null ? List.of() : words;
        if (!all.isEmpty() && !isModel(session, all.get(0))) {
            throw new Mistake(unknown(session, all.get(0)));
        }
        Subject subject = of(session, all);
        if (!subject.rest().isEmpty()) {
            throw new Mistake(
                    "Expected one model; found also \"" + subject.rest().get(0) + "\".");
        }
        return subject;
    }

    /** Whether a word means a model or one of its checkpoints. */
    static boolean isModel(Session session, String word) {
        return word.contains("@") || session.company().has(word);
    }

    /** The line for a word that should have named a model. */
    static String unknown(Session session, String word) {
        Company company = session.company();
        return company.unknown(word) + Nearest.hint(word, company.names());
    }

    private static String current(Session session) {
        Optional<String> current = session.current();
        if (current.isPresent()) {
            return current.get();
        }
        List<String> names = session.company().names();
        throw new Mistake(
                names.isEmpty()
                        ? "There is no model yet: `new romeo --corpus C` builds one."
                        : "Expected a model; found none, and none is current. `use " + names.get(0)
                                + "` makes one current; `models` lists them.");
    }

    /** The model's name without a checkpoint. */
    String name() {
        int at = reference.indexOf('@');
        return at < 0 ? reference : reference.substring(0, at);
    }

    /** Whether it means a checkpoint, not the model in memory. */
    boolean isCheckpoint() {
        return reference.contains("@");
    }

    /**
     * The name, for a command that works on a whole model.
     *
     * @throws Mistake if a checkpoint is meant
     */
    String wholeName() {
        if (isCheckpoint()) {
            throw new Mistake("Expected a model, such as " + name() + "; found the checkpoint \"" + reference + "\".");
        }
        return reference;
    }

    /**
     * The name of a model that there is.
     *
     * @throws Mistake if a checkpoint is meant, or there is no such model
     */
    String existing(Session session) {
        String name = wholeName();
        if (!session.company().has(name)) {
            throw new Mistake(unknown(session, name));
        }
        return name;
    }
}
