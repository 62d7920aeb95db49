package understudy.corpora;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A table whose cells are parted by commas or tabs; its first line names the columns, unless it is {@linkplain Format#bare a bare list} of labels and texts. */
final class TableRows implements Records {
    private final Source source;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final List<String> columns = new ArrayList<>();

    TableRows(Source source, char separator) {
        this.source = source;
        try {
            this.reader = CsvReader.builder()
                    .fieldSeparator(separator)
                    .skipEmptyLines(true)
                    .ofCsvRecord(new InputStreamReader(
                            source.open(),
                            StandardCharsets.UTF_8
                                    .newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
            this.records = reader.iterator();
        } catch (IOException fault) {
            throw TextReader.unreadable(source.path(), fault);
        }
        if (separator == '\t' && Format.bare(source.beginning())) {
            columns.addAll(List.of("label", "text"));
        } else {
            read().ifPresent(head -> columns.addAll(head.getFields()));
        }
        if (!columns.isEmpty() && columns.get(0).startsWith(String.valueOf(Source.BYTE_ORDER_MARK))) {
            columns.set(0, columns.get(0).substring(1));
        }
    }

    private Optional<CsvRecord> read() {
        try {
            return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        } catch (CsvParseException fault) {
            throw new CorpusException(
                    source.path() + ": expected a table, found something else ("
                            + Json.shorten(String.valueOf(fault.getMessage()))
                            + "); correct it, or type --format text",
                    fault);
        } catch (UncheckedIOException fault) {
            throw TextReader.unreadable(source.path(), fault.getCause());
        }
    }

    @Override
    public Optional<Row> next() {
        return read().map(record -> {
            String where = "line " + record.getStartingLineNumber() + " of " + source.name();
            if (record.getFieldCount() < columns.size()) {
                throw new BadEntry(
                        where,
                        "expected " + columns.size() + " cells (" + String.join(", ", columns) + "), found "
                                + record.getFieldCount());
            }
            ObjectNode value = Json.object();
            for (int i = 0; i < columns.size(); i++) {
                value.put(columns.get(i).strip(), record.getField(i));
            }
            return new Row(value, where);
        });
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException fault) {
            throw TextReader.unreadable(source.path(), fault);
        }
    }
}
