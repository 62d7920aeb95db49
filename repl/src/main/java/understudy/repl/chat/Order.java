package understudy.repl.chat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import understudy.repl.Mistake;

/** What a line that begins with a slash asks for. This is the one table of them: help, completion and the hints of mistakes come from it. */
enum Order {
    SET("NAME VALUE", "how answers are chosen: temperature, top-k, top-p, min-p, repeat, tokens, seed, stop"),
    SHOW("", "settings, the whole prompt, tokens used and left"),
    SYSTEM("TEXT", "who the model is to be; without TEXT the template's own words"),
    TEMPLATE("NAME", "how questions and answers are written for the model"),
    AGAIN("", "another answer to the same question"),
    CONTINUE("", "go on with the last answer"),
    EDIT("TEXT", "say my last line otherwise"),
    UNDO("", "take my last line and its answer back"),
    MODEL("NAME", "go on with another model or checkpoint"),
    LATEST("", "the model as it is now, if it is still being trained"),
    BOTH("NAME", "a second model answers beside the first; without NAME only the first again"),
    SAVE("FILE", "keep the conversation, as Markdown or, if FILE ends so, as .json"),
    LOAD("FILE", "go on with one that was kept"),
    CLEAR("", "begin anew"),
    HELP("", "these lines"),
    BYE("", "leave; so does Ctrl-D");

    private final String argument;
    private final String meaning;

    Order(String argument, String meaning) {
        this.argument = argument;
        this.meaning = meaning;
    }

    String argument() {
        return argument;
    }

    String meaning() {
        return meaning;
    }

    /** What is typed: {@code /again}. */
    @Override
    public String toString() {
        return "/" + name().toLowerCase(Locale.ROOT);
    }

    /**
     * The order that a word means, perhaps shortened.
     *
     * @throws Mistake if there is none, or it could be several
     */
    static Order of(String word) {
        String typed = word.toLowerCase(Locale.ROOT);
        if (typed.equals("/?")) {
            return HELP;
        }
        if (typed.equals("/quit") || typed.equals("/exit")) {
            return BYE;
        }
        List<Order> begin = Arrays.stream(values())
                .filter(order -> order.toString().startsWith(typed))
                .toList();
        Optional<Order> exact =
                begin.stream().filter(order -> order.toString().equals(typed)).findFirst();
        if (exact.isPresent()) {
            return exact.get();
        }
        if (begin.size() == 1) {
            return begin.get(0);
        }
        String those = (begin.isEmpty() ? Arrays.asList(values()) : begin)
                .stream().map(Order::toString).collect(Collectors.joining(", "));
        throw new Mistake(
                begin.isEmpty()
                        ? "Expected one of " + those + "; found \"" + word + "\"."
                        : "\"" + word + "\" could be " + those + ".");
    }
}
