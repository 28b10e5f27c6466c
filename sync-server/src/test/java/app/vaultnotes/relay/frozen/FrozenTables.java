package app.vaultnotes.relay.frozen;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Rows of tables as plain SQL. */
final class FrozenTables {

    /** All, each after those that its rows refer to. */
    static final List<String> NAMES =
            List.of(
                    "relay",
                    "account",
                    "device",
                    "session",
                    "challenge",
                    "failure",
                    "vault",
                    "member",
                    "invitation",
                    "record",
                    "chain",
                    "snapshot",
                    "statement",
                    "blob",
                    "audit");

    private static final long AGE_MILLIS = 60L * 86_400_000;

    /** What the library that makes the tables notes them in. */
    private static final String HISTORY =
            """
            CREATE TABLE flyway_schema_history (
              installed_rank int NOT NULL PRIMARY KEY,
              version varchar(50),
              description varchar(200) NOT NULL,
              type varchar(20) NOT NULL,
              script varchar(1000) NOT NULL,
              checksum int,
              installed_by varchar(100) NOT NULL,
              installed_on timestamp NOT NULL DEFAULT now(),
              execution_time int NOT NULL,
              success boolean NOT NULL
            );
            """;

    private FrozenTables() {}

    /** Puts everything back in time, so that what expires has expired, as it has in years. */
    static void age(Connection connection) throws SQLException {
        for (String table : NAMES) {
            // The audit log has its times in its hashes.
            List<String> times =
                    table.equals("audit")
                            ? List.of()
                            : columns(connection, table).stream()
                                    .filter(column -> column.endsWith("_millis"))
                                    .toList();
            for (String column : times) {
                force(connection, table, "NO FORCE");
                run(
                        connection,
                        "UPDATE %s SET %s = %s - %d WHERE %s > 0"
                                .formatted(table, column, column, AGE_MILLIS, column));
                force(connection, table, "FORCE");
            }
        }
    }

    private static void force(Connection connection, String table, String word)
            throws SQLException {
        if (!table.equals("relay")) {
            run(connection, "ALTER TABLE " + table + " " + word + " ROW LEVEL SECURITY");
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        return texts(
                connection,
                "SELECT attname FROM pg_attribute WHERE attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
                        .formatted(table));
    }

    static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /** The columns of all tables. */
    static Map<String, List<String>> columns(Connection connection) throws SQLException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (String table : NAMES) {
            columns.put(table, columns(connection, table));
        }
        return columns;
    }

    /** All rows. The relay's own row is made by the tables' first step. */
    static String rows(Connection connection) throws SQLException {
        return rows(connection, columns(connection));
    }

    /** The same of some columns: later releases may have more. */
    static String rows(Connection connection, Map<String, List<String>> columns)
            throws SQLException {
        StringBuilder sql = new StringBuilder("DELETE FROM relay;\n");
        sql.append("ALTER TABLE audit DISABLE TRIGGER audit_chain;\n");
        for (String table : NAMES) {
            force(connection, table, "NO FORCE");
            List<String> inserts =
                    inserts(connection, table, Objects.requireNonNull(columns.get(table)));
            force(connection, table, "FORCE");
            boolean isGuarded = !table.equals("relay");
            sql.append(isGuarded ? "ALTER TABLE " + table + " NO FORCE ROW LEVEL SECURITY;\n" : "");
            inserts.forEach(each -> sql.append(each).append('\n'));
            sql.append(isGuarded ? "ALTER TABLE " + table + " FORCE ROW LEVEL SECURITY;\n" : "");
        }
        return sql.append("ALTER TABLE audit ENABLE TRIGGER audit_chain;\n").toString();
    }

    /** Which steps the tables have taken, up to one. */
    static String history(Connection connection, int version) throws SQLException {
        StringBuilder sql = new StringBuilder(HISTORY);
        String table = "flyway_schema_history";
        inserts(connection, table, columns(connection, table)).stream()
                .limit(version)
                .forEach(each -> sql.append(each).append('\n'));
        return sql.toString();
    }

    private static List<String> inserts(Connection connection, String table, List<String> columns)
            throws SQLException {
        String values =
                columns.stream()
                        .map(column -> "quote_nullable(" + column + "::text)")
                        .reduce((a, b) -> a + " || ', ' || " + b)
                        .orElseThrow();
        return texts(
                connection,
                "SELECT 'INSERT INTO %s (%s) VALUES (' || %s || ');' FROM %s ORDER BY 1"
                        .formatted(table, String.join(", ", columns), values, table));
    }
}
