package understudy.corpora.bpe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/** Counts the words of a text on all cores. Pieces come in order from one thread; each block between two good places to cut is counted by whoever is free. */
final class Counting implements AutoCloseable {
    private static final int BLOCK = 1 << 20;

    private final ExecutorService workers;
    /** One table for each worker; a block waits until one is free, so that no more blocks than that are in memory. */
    private final BlockingQueue<WordCounts> free = new LinkedBlockingQueue<>();

    private final List<WordCounts> all = new ArrayList<>();
    private final List<Future<?>> running = new ArrayList<>();
    private char[] block = new char[BLOCK];
    private int length;

    Counting(int threads) {
        this.workers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "words");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < threads; i++) {
            all.add(new WordCounts());
        }
        free.addAll(all);
    }

    void feed(CharSequence piece) {
        String text = piece.toString();
        for (int from = 0; from < text.length(); ) {
            int count = Math.min(text.length() - from, block.length - length);
            text.getChars(from, from + count, block, length);
            length += count;
            from += count;
            if (length == block.length) {
                send(Words.cut(block, length));
            }
        }
    }

    /** A block without blanks grows until one comes. */
    private void send(int cut) {
        if (cut == 0) {
            block = Arrays.copyOf(block, 2 * block.length);
            return;
        }
        char[] whole = block;
        WordCounts counts = take();
        block = new char[BLOCK];
        length -= cut;
        if (length >= block.length) {
            block = new char[2 * length];
        }
        System.arraycopy(whole, cut, block, 0, length);
        running.removeIf(Counting::done);
        running.add(workers.submit(() -> {
            try {
                counts.add(whole, cut);
            } finally {
                free.add(counts);
            }
        }));
    }

    /** Whether a block is counted; a fault of the worker comes out here. */
    private static boolean done(Future<?> block) {
        if (block.isDone()) {
            await(block);
        }
        return block.isDone();
    }

    private static void await(Future<?> block) {
        try {
            block.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException fault) {
            throw new IllegalStateException(fault.getCause());
        }
    }

    private WordCounts take() {
        try {
            return free.take();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /** Counts the rest and returns the sum of all. */
    WordCounts finish() {
        running.forEach(Counting::await);
        close();
        WordCounts sum = all.get(0);
        sum.add(block, length);
        all.stream().skip(1).forEach(sum::add);
        return sum;
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
