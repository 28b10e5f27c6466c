package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Progress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/** One connection with its prepared statements. One thread at a time. */
final class Sql implements AutoCloseable {

    /** Most statements kept prepared. */
    private static final int MAX_STATEMENTS = 128;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(16, 0.75f, true);
    private boolean hasPropertyFunction;

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private PreparedStatement statement(String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            evict();
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
        return statement;
    }

    private void evict() throws SQLException {
        if (prepared.size() >= MAX_STATEMENTS) {
            Map.Entry<String, PreparedStatement> oldest = prepared.entrySet().iterator().next();
            prepared.remove(oldest.getKey());
            oldest.getValue().close();
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value)
            throws SQLException {
        if (value instanceof Id id) {
            statement.setBytes(index, id.toByteArray());
        } else if (value instanceof Boolean flag) {
            statement.setInt(index, flag ? 1 : 0);
        } else {
            statement.setObject(index, value);
        }
    }

    /** Runs a statement; says how many rows it changed. */
    int run(String sql, @Nullable Object... values) throws SQLException {
        return statement(sql, values).executeUpdate();
    }

    /** Runs statements that are used once, separated by semicolons; what they answer is dropped. */
    void script(String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(statements);
        }
    }

    <T> List<T> all(String sql, Row<T> reader, @Nullable Object... values) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = statement(sql, values).executeQuery()) {
            while (result.next()) {
                rows.add(reader.read(result));
            }
        }
        return rows;
    }

    <T> Optional<T> first(String sql, Row<T> reader, @Nullable Object... values)
            throws SQLException {
        try (ResultSet result = statement(sql, values).executeQuery()) {
            return result.next() ? Optional.of(reader.read(result)) : Optional.empty();
        }
    }

    /** Looks at one row. */
    interface Look {
        void at(ResultSet row) throws SQLException;
    }

    /** Looks at every row and keeps none. */
    void each(String sql, Look look, @Nullable Object... values) throws SQLException {
        try (ResultSet result = statement(sql, values).executeQuery()) {
            while (result.next()) {
                look.at(result);
            }
        }
    }

    long number(String sql, @Nullable Object... values) throws SQLException {
        return first(sql, row -> row.getLong(1), values).orElse(0L);
    }

    /**
     * Copies what this connection sees into another file.
     *
     * @param progress what it throws is kept until the copy is done: SQLite calls it from native
     *     code, through which no exception may pass
     */
    boolean backup(Path destination, Progress progress) throws SQLException {
        AtomicReference<@Nullable RuntimeException> stopped = new AtomicReference<>();
        int result =
                ((SQLiteConnection) connection)
                        .getDatabase()
                        .backup(
                                "main",
                                destination.toString(),
                                (remaining, pages) -> {
                                    try {
                                        progress.report("pages", (long) pages - remaining, pages);
                                    } catch (RuntimeException e) {
                                        stopped.compareAndSet(null, e);
                                    }
                                });
        RuntimeException stop = stopped.get();
        if (stop != null) {
            throw stop;
        }
        if (result != 0) {
            throw new SQLException("the copy failed", null, result);
        }
        return true;
    }

    /** The id of the row last inserted. */
    long lastRow() throws SQLException {
        return number("SELECT last_insert_rowid()");
    }

    /** Makes {@link PropertyFunction} known on this connection; few searches need it. */
    void installPropertyFunction() throws SQLException {
        if (!hasPropertyFunction) {
            PropertyFunction.install(connection);
            hasPropertyFunction = true;
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            for (PreparedStatement statement : prepared.values()) {
                statement.close();
            }
            prepared.clear();
        } finally {
            connection.close();
        }
    }
}
