package understudy.corpora;

import java.util.Optional;

/** The records of one file, one after the other. */
sealed interface Records extends AutoCloseable permits JsonLines, JsonDocument, TableRows, ParquetRows {
    /**
     * Reads on; empty at the end.
     *
     * @throws BadEntry if this record cannot be read and the next one may be
     * @throws CorpusException if nothing more can be read
     */
    Optional<Row> next();

    @Override
    void close();

    /** The records of a file whose format has any. */
    static Records of(Source source, Format format) {
        return switch (format.container(source)) {
            case JSON -> new JsonDocument(source);
            case JSONL -> new JsonLines(source);
            case CSV -> new TableRows(source, ',');
            case TSV -> new TableRows(source, '\t');
            case PARQUET -> new ParquetRows(source);
            default -> throw new IllegalArgumentException("no records in " + format.word());
        };
    }
}
