package understudy.models;

/**
 * Where batch norm takes a layer's mean and variance from while a program is traced.
 *
 * @param fromBatch a boolean of the program: whether from the batch, which the kept ones then follow
 * @param pace a float of the program: the share of a batch in what is kept
 */
record Statistics(String fromBatch, String pace) {
    /** From what was kept, which stays as it is. */
    static final Statistics KEPT = new Statistics("False", "0.");
}
