package understudy.corpora;

/**
 * What several streams read in one step: row r goes on where row r of the step before ended.
 *
 * @param batch a row for each stream
 * @param startsOver whether every stream is at its beginning, so that nothing of what was read before belongs to it
 */
public record Chunk(Batch batch, boolean startsOver) {}
