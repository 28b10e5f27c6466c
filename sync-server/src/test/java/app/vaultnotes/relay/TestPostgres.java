package app.vaultnotes.relay;

import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.postgres.Folders;
import app.vaultnotes.relay.postgres.OwnPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of a run, in which each makes a database of its own. */
public final class TestPostgres {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestPostgres() {}

    private static final class Server {
        static final OwnPostgres RUNNING = start();

        private static OwnPostgres start() {
            try {
                Path folder = Files.createTempDirectory("relay-postgres");
                OwnPostgres postgres = OwnPostgres.start(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(postgres, folder)));
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void end(OwnPostgres postgres, Path folder) {
            try (postgres) {
                postgres.close();
                Folders.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Template {
        static final String NAME = made();

        private static String made() {
            DatabaseAddress address = newDatabase();
            Database.open(address).close();
            return address.url().replaceAll("^.*/", "");
        }
    }

    /** An empty database. */
    public static DatabaseAddress newDatabase() {
        return newDatabase("template1");
    }

    /** A database with the relay's tables, copied since making them takes a second. */
    public static DatabaseAddress newRelayDatabase() {
        return newDatabase(Template.NAME);
    }

    private static DatabaseAddress newDatabase(String template) {
        DatabaseAddress own = Server.RUNNING.address();
        String name = "test_" + COUNT.incrementAndGet();
        try (Connection connection = connect(own);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        String url = own.url().replaceAll("/[^/]*$", "/" + name);
        return new DatabaseAddress(url, own.user(), own.password());
    }

    /** A connection as the database's owner. */
    public static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }
}
