package understudy.corpora;

/** An entry that cannot be used while those after it can. */
final class BadEntry extends RuntimeException {
    /** @param where the entry stands */
    BadEntry(String where, String what) {
        super(where + ": " + what);
    }
}
