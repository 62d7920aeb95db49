package understudy.repl.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import understudy.prompts.PromptBook;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.terminal.Completion;

/** What Tab offers in a conversation: orders, and what may follow each. */
final class Hints {
    private final Iterable<String> models;
    private final PromptBook book;

    Hints(Session session, PromptBook book) {
        this.models = new References(session);
        this.book = book;
    }

    /** @param line what stands before the cursor */
    List<Completion> of(String line) {
        if (!line.startsWith("/")) {
            return List.of();
        }
        String[] words = line.split("\\s+", -1);
        if (words.length == 1) {
            return orders();
        }
        Order order;
        try {
            order = Order.of(words[0]);
        } catch (RuntimeException unknown) {
            return List.of();
        }
        return words.length == 2 ? first(order) : words.length == 3 ? second(order, words[1]) : List.of();
    }

    private static List<Completion> orders() {
        List<Completion> all = new ArrayList<>();
        for (Order order : Order.values()) {
            all.add(new Completion(order.toString(), order.meaning(), true));
        }
        return all;
    }

    private List<Completion> first(Order order) {
        return switch (order) {
            case SET -> words(List.copyOf(Settings.WORDS.keySet()));
            case TEMPLATE -> words(book.names());
            case MODEL, BOTH -> words(models);
            default -> List.of();
        };
    }

    private static List<Completion> second(Order order, String name) {
        Map<String, String> words = Settings.WORDS;
        return order == Order.SET && words.containsKey(name) ? words(List.of(words.get(name))) : List.of();
    }

    private static List<Completion> words(Iterable<String> words) {
        List<Completion> all = new ArrayList<>();
        words.forEach(word -> all.add(new Completion(word, "", true)));
        return all;
    }
}
