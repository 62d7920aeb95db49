package understudy.repl.views;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import understudy.repl.terminal.Canvas;
import understudy.repl.terminal.Columns;
import understudy.repl.terminal.Ink;
import understudy.repl.terminal.Key;
import understudy.repl.terminal.SideBySide;
import understudy.repl.terminal.Text;
import understudy.repl.terminal.Text.Tone;
import understudy.repl.terminal.View;

/** Two answers without names; a key says which is better. */
public final class ArenaView implements View {
    private final Supplier<CompletableFuture<Bout>> bouts;
    private final BiConsumer<Bout, Double> vote;
    private CompletableFuture<Bout> next;
    private int votes;
    private String note = "";

    /**
     * @param bouts begins the next one on another thread
     * @param vote takes what the person found: the share of the left one
     */
    public ArenaView(Supplier<CompletableFuture<Bout>> bouts, BiConsumer<Bout, Double> vote) {
        this.bouts = bouts;
        this.vote = vote;
        this.next = bouts.get();
    }

    @Override
    public void draw(Canvas canvas) {
        canvas.put(
                1,
                0,
                Text.empty()
                        .strong("Which goes on better?")
                        .quiet("  " + votes + (votes == 1 ? " vote" : " votes") + " · names come at the end"));
        int foot = canvas.rows() - 2;
        canvas.put(1, foot, Text.of(note));
        canvas.put(1, foot + 1, Text.empty().quiet("1 left · 2 right · = neither · n another pair · q ends and tells"));
        Optional<Bout> bout = bout();
        if (bout.isEmpty()) {
            canvas.put(
                    1,
                    2,
                    Text.empty()
                            .quiet(
                                    next.isCompletedExceptionally()
                                            ? "They cannot speak; q goes back."
                                            : "they speak …"));
            return;
        }
        List<String> prompt = SideBySide.wrapped(
                bout.get().prompt().isEmpty()
                        ? "(the text's own start)"
                        : bout.get().prompt(),
                canvas.columns() - 2);
        for (int i = 0; i < Math.min(3, prompt.size()); i++) {
            canvas.put(1, 2 + i, Text.empty().quiet(prompt.get(i)));
        }
        int top = 3 + Math.min(3, prompt.size());
        int each = (canvas.columns() - 5) / 2;
        column(canvas.part(1, top, each, foot - top), "1", bout.get().left().text());
        column(
                canvas.part(each + 4, top, each, foot - top),
                "2",
                bout.get().right().text());
        for (int row = top; row < foot; row++) {
            canvas.put(each + 2, row, "│", Ink.of(Tone.QUIET));
        }
    }

    private static void column(Canvas canvas, String name, String text) {
        canvas.put(0, 0, Text.empty().accent(name));
        List<String> lines = SideBySide.wrapped(text, canvas.columns());
        for (int i = 0; i < Math.min(lines.size(), canvas.rows() - 1); i++) {
            boolean last = i == canvas.rows() - 2 && lines.size() > canvas.rows() - 1;
            canvas.put(0, 1 + i, Text.of(last ? Columns.cut(lines.get(i) + " …", canvas.columns()) : lines.get(i)));
        }
    }

    private Optional<Bout> bout() {
        return next.isDone() && !next.isCompletedExceptionally() ? Optional.of(next.join()) : Optional.empty();
    }

    @Override
    public boolean key(Key key) {
        Optional<Bout> bout = bout();
        if (bout.isEmpty()) {
            return true;
        }
        if (key.is('1') || key.is(Key.What.LEFT)) {
            vote(bout.get(), 1);
        } else if (key.is('2') || key.is(Key.What.RIGHT)) {
            vote(bout.get(), 0);
        } else if (key.is('=')) {
            vote(bout.get(), .5);
        } else if (key.is('n')) {
            note = "";
            next = bouts.get();
        }
        return true;
    }

    private void vote(Bout bout, double share) {
        vote.accept(bout, share);
        votes++;
        note = share == .5 ? "Neither." : share == 1 ? "The left one." : "The right one.";
        next = bouts.get();
    }

    @Override
    public int leastColumns() {
        return 60;
    }

    @Override
    public int leastRows() {
        return 16;
    }
}
