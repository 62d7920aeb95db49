package understudy.repl.rehearsal;

import understudy.corpora.Chunk;
import understudy.corpora.Windows;
import understudy.models.Reading;

/**
 * What a network reads of a text in each step of its training.
 *
 * @param windows the text, cut for its context
 * @param reading in which pieces it reads
 */
public record Lessons(Windows windows, Reading reading) {

    /**
     * A pure function of its arguments.
     *
     * @param rows sequences
     * @param step steps done before
     * @param seed chooses places where they are random
     * @throws understudy.corpora.CorpusException if the text is too short
     */
    public Chunk at(int rows, long step, long seed) {
        return switch (reading) {
            case WINDOWS -> new Chunk(windows.random(rows, seed), true);
            case STREAMS -> windows.stream(rows, step);
            case MOMENTS -> new Chunk(windows.moments(rows, seed), true);
        };
    }
}
