package understudy.models;

/** In which pieces a network reads a text in training. */
public enum Reading {
    /** Windows of a context's length anywhere; every token but the first is predicted. */
    WINDOWS,
    /** Chunks that follow each other, in several streams; what the network carries goes on from chunk to chunk. */
    STREAMS,
    /** Moments anywhere: a context's length of tokens is read, and the one behind it alone is predicted. */
    MOMENTS
}
