package app.vaultnotes.relay.backup;

import app.vaultnotes.relay.account.Ended;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.database.Transaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * All tables in one transaction on a connection of its own, which has no time limit. It sets
 * nothing for longer, so that it works through a pooler.
 */
final class TableAccess implements AutoCloseable {

    private static final int COPY_BYTES = 1 << 16;
    private static final String COLUMNS =
            "SELECT attname FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0"
                    + " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum";

    private final Connection connection;

    private TableAccess(Connection connection) {
        this.connection = connection;
    }

    /** Reads all tables as they are at one moment, while others write. */
    static TableAccess reading(DatabaseAddress address) throws SQLException {
        return begun(
                address,
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
                "SET LOCAL ROLE vaultnotes_keeper");
    }

    /** As the owner of the tables, who may replace what is in them. */
    static TableAccess replacing(DatabaseAddress address) throws SQLException {
        return begun(address, "SET LOCAL lock_timeout = '10s'");
    }

    private static TableAccess begun(DatabaseAddress address, String... statements)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("ApplicationName", "vaultnotes backup");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        TableAccess access =
                new TableAccess(DriverManager.getConnection(address.url(), properties));
        try {
            access.connection.setAutoCommit(false);
            access.run(statements);
            return access;
        } catch (SQLException e) {
            access.connection.close();
            throw e;
        }
    }

    void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    List<String> columns(Table table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, "public." + table.name());
            try (ResultSet rows = query.executeQuery()) {
                List<String> columns = new ArrayList<>();
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
                return List.copyOf(columns);
            }
        }
    }

    /** The first column of the first row. */
    long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    UUID incarnation() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT incarnation_id FROM relay")) {
            rows.next();
            return rows.getObject(1, UUID.class);
        }
    }

    /** Writes a table in the order of its key; says how many rows. */
    long copyOut(Table table, List<String> columns, OutputStream out)
            throws SQLException, IOException {
        return copies().copyOut(
                        "COPY (SELECT %s FROM %s ORDER BY %s) TO STDOUT (FORMAT binary)"
                                .formatted(String.join(", ", columns), table.name(), table.key()),
                        out);
    }

    /** Adds rows to a table; says how many. */
    long copyIn(Table table, List<String> columns, InputStream in)
            throws SQLException, IOException {
        return copies().copyIn(
                        "COPY %s (%s) FROM STDIN (FORMAT binary)"
                                .formatted(table.name(), String.join(", ", columns)),
                        in,
                        COPY_BYTES);
    }

    /** Adds what has ended to what the tables say. */
    void add(List<Ended> ended) throws SQLException {
        var _ = Ended.add(new Transaction(connection), ended);
    }

    private CopyManager copies() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /** Takes a row, as the database gives them. */
    @FunctionalInterface
    interface RowTaker {
        /** Takes it; the cursor must not be moved. */
        void take(ResultSet row) throws SQLException, IOException;
    }

    /** Hands out the rows of a query, some in memory at a time. */
    void each(String query, RowTaker taker) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1_000);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    taker.take(rows);
                }
            }
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** What was not committed is undone. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
