package app.vaultnotes.cli.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How much of a database its search index takes. */
final class SizeOf {

    private SizeOf() {}

    static double index(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT coalesce(sum(length(block)), 0) FROM note_fts_data")) {
            return rows.next() ? rows.getDouble(1) : 0;
        }
    }
}
