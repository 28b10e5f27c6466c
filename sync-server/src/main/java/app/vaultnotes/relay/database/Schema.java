package app.vaultnotes.relay.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables, in numbered steps that are only ever added to. */
final class Schema {

    /** The newest step that this program has. */
    static final int VERSION = 4;

    private static final String LOCATION = "classpath:app/vaultnotes/relay/database";
    private static final String UNDEFINED_TABLE = "42P01";

    private Schema() {}

    /** Looks before it migrates: the library alone takes over a second to start. */
    static void bringUpToDate(DatabaseAddress address) {
        int found = found(address);
        if (found > VERSION) {
            throw new DatabaseException(
                    DatabaseException.Kind.BROKEN,
                    "The database has tables of version %d, this relay knows %d: run the newer relay."
                            .formatted(found, VERSION));
        }
        if (found < VERSION) {
            migrate(address);
        }
    }

    /** As {@link #bringUpToDate}, but tables of an older program are left to its relays. */
    static void makeIfMissing(DatabaseAddress address) {
        int found = found(address);
        if (found != 0 && found < VERSION) {
            throw new DatabaseException(
                    DatabaseException.Kind.BROKEN,
                    ("The database has tables of version %d, this program makes them %d, under a"
                                    + " relay that may run on them: stop that, start the relay of"
                                    + " this program, then try again.")
                            .formatted(found, VERSION));
        }
        bringUpToDate(address);
    }

    private static int found(DatabaseAddress address) {
        try (Connection connection =
                        DriverManager.getConnection(
                                address.url(), address.user(), address.password());
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT coalesce(max(version::int), 0) FROM flyway_schema_history"
                                        + " WHERE success")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return 0;
            }
            throw new DatabaseException(e);
        }
    }

    private static void migrate(DatabaseAddress address) {
        try {
            // Its locks are of a session, which a pooler does not keep.
            Flyway.configure()
                    .dataSource(address.listenUrl(), address.user(), address.password())
                    .locations(LOCATION)
                    .validateMigrationNaming(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new DatabaseException(
                    DatabaseException.Kind.BROKEN,
                    "The tables could not be made in " + address + ": " + e.getMessage());
        }
    }
}
