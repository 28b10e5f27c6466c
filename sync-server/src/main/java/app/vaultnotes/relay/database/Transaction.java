package app.vaultnotes.relay.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Statements of one transaction, which ends with the call it was handed to. */
public final class Transaction {

    private final Connection connection;

    /** A transaction that whoever has the connection began and ends. */
    public Transaction(Connection connection) {
        this.connection = connection;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface Reading<T> {
        /** The row's meaning; the cursor must not be moved. */
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Changes rows, and says how many.
     *
     * @param values for the question marks: UUIDs, numbers, texts, bytes, arrays of those, or null
     */
    public int update(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** All rows of a query; the query bounds them. */
    public <T> List<T> list(String sql, Reading<T> reading, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> list = new ArrayList<>();
            while (rows.next()) {
                list.add(reading.read(rows));
            }
            return list;
        }
    }

    /** The first row of a query. */
    public <T> Optional<T> first(String sql, Reading<T> reading, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(reading.read(rows)) : Optional.empty();
        }
    }

    /**
     * A statement among others.
     *
     * @param reading is shown each of its rows; never called for a statement without rows
     * @param values as for {@link #update}
     */
    public record Step(String sql, Reading<?> reading, @Nullable Object... values) {

        /** A statement whose rows, if it has any, do not matter. */
        public static Step of(String sql, @Nullable Object... values) {
            return new Step(sql, row -> true, values);
        }
    }

    /**
     * Several statements, one after the other, sent at once: they cost one way to the database and
     * back. When one fails those behind it are not done.
     */
    public void run(List<Step> steps) throws SQLException {
        String sql = steps.stream().map(Step::sql).collect(Collectors.joining(";"));
        Object[] values = steps.stream().flatMap(step -> Arrays.stream(step.values())).toArray();
        try (PreparedStatement statement = prepare(sql, values)) {
            boolean hasRows = statement.execute();
            for (Step step : steps) {
                if (hasRows) {
                    read(statement, step.reading());
                }
                hasRows = statement.getMoreResults();
            }
        }
    }

    private static void read(PreparedStatement statement, Reading<?> reading) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                reading.read(rows);
            }
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, bindable(values[i]));
        }
        return statement;
    }

    private @Nullable Object bindable(@Nullable Object value) throws SQLException {
        return switch (value) {
            case UUID[] ids -> connection.createArrayOf("uuid", ids);
            case Long[] numbers -> connection.createArrayOf("int8", numbers);
            case Integer[] numbers -> connection.createArrayOf("int4", numbers);
            case String[] texts -> connection.createArrayOf("text", texts);
            case byte[][] pieces -> connection.createArrayOf("bytea", pieces);
            case null, default -> value;
        };
    }
}
