package understudy.corpora;

/** Hears how far long work has come; it may end the work by throwing. */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress NONE = (doing, done, total) -> {};

    /**
     * @param doing what is done: {@code reading}, {@code tokenizing}
     * @param done bytes of text so far
     * @param total of how many; 0 where that is not known
     */
    void at(String doing, long done, long total);
}
