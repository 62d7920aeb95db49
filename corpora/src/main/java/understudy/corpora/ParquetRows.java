package understudy.corpora;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

/**
 * The rows of a Parquet file, read by DuckDB, which knows its encodings and compressions; nested columns come as JSON. Rows stream: the
 * engine holds a few row groups, in its own memory, which is limited.
 */
final class ParquetRows implements Records {
    private static final String MEMORY = "1GB";

    private final Source source;
    private final Connection engine;
    private final Statement statement;
    private final ResultSet rows;
    private final String[] columns;
    private final boolean[] nested;
    private long number;

    ParquetRows(Source source) {
        this.source = source;
        try {
            Properties streaming = new Properties();
            streaming.setProperty("jdbc_stream_results", "true");
            this.engine = DriverManager.getConnection("jdbc:duckdb:", streaming);
            this.statement = engine.createStatement();
            statement.execute("SET memory_limit = '" + MEMORY + "'");
            statement.execute("SET threads = 1");
            String file = "read_parquet('" + source.path().toString().replace("'", "''") + "')";
            ResultSetMetaData described =
                    statement.executeQuery("SELECT * FROM " + file + " LIMIT 0").getMetaData();
            this.columns = new String[described.getColumnCount()];
            this.nested = new boolean[columns.length];
            StringBuilder wanted = new StringBuilder();
            for (int i = 0; i < columns.length; i++) {
                columns[i] = described.getColumnName(i + 1);
                String type = described.getColumnTypeName(i + 1);
                nested[i] = type.startsWith("STRUCT") || type.startsWith("MAP") || type.endsWith("]");
                String quoted = '"' + columns[i].replace("\"", "\"\"") + '"';
                wanted.append(i == 0 ? "" : ", ")
                        .append(nested[i] ? "to_json(" + quoted + ")" : quoted)
                        .append("::VARCHAR");
            }
            this.rows = statement.executeQuery("SELECT " + wanted + " FROM " + file);
        } catch (SQLException fault) {
            throw unreadable(fault);
        }
    }

    @Override
    public Optional<Row> next() {
        try {
            if (!rows.next()) {
                return Optional.empty();
            }
            number++;
            ObjectNode value = Json.object();
            for (int i = 0; i < columns.length; i++) {
                String cell = rows.getString(i + 1);
                if (cell == null) {
                    continue;
                }
                if (nested[i]) {
                    value.set(columns[i], Json.value(cell).orElse(value.textNode(cell)));
                } else {
                    value.put(columns[i], cell);
                }
            }
            return Optional.of(new Row(value, "row " + number + " of " + source.name()));
        } catch (SQLException fault) {
            throw unreadable(fault);
        }
    }

    private CorpusException unreadable(SQLException fault) {
        return new CorpusException(
                "cannot read " + source.path() + ": expected a Parquet file, found one that is cut short, damaged or"
                        + " encrypted; fetch it anew",
                fault);
    }

    @Override
    public void close() {
        try {
            engine.close();
        } catch (SQLException fault) {
            throw unreadable(fault);
        }
    }
}
