package app.vaultnotes.relay.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.database.DatabaseAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnPostgresTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private static Connection connect(OwnPostgres postgres) throws SQLException {
        DatabaseAddress address = postgres.address();
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    private static void run(OwnPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(OwnPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void itKeepsWhatWasCommittedAndIsDurable() throws Exception {
        try (OwnPostgres postgres = OwnPostgres.start(folder)) {
            run(postgres, "CREATE TABLE kept AS SELECT 1 AS one");
            assertEquals("on", ask(postgres, "SHOW fsync"));
            assertEquals("on", ask(postgres, "SHOW synchronous_commit"));
            assertEquals("on", ask(postgres, "SHOW data_checksums"));
            assertEquals("scram-sha-256", ask(postgres, "SHOW password_encryption"));
            assertEquals("off", ask(postgres, "SHOW is_superuser"));
            assertEquals("127.0.0.1", ask(postgres, "SHOW listen_addresses"));
            assertEquals(
                    PosixFilePermissions.fromString("rw-------"),
                    Files.getPosixFilePermissions(folder.resolve("password")));
        }
        assertFalse(Files.exists(folder.resolve("data/postmaster.pid")));
        try (OwnPostgres postgres = OwnPostgres.start(folder)) {
            assertEquals("1", ask(postgres, "SELECT one FROM kept"));
            assertThrows(
                    SQLException.class,
                    () ->
                            DriverManager.getConnection(
                                    postgres.address().url(), postgres.address().user(), "guess"));
            PostgresException taken =
                    assertThrows(PostgresException.class, () -> OwnPostgres.start(folder));
            assertTrue(String.valueOf(taken.getMessage()).contains(folder.toString()));
        }
        Files.writeString(folder.resolve("data/PG_VERSION"), "99\n");
        PostgresException newer =
                assertThrows(PostgresException.class, () -> OwnPostgres.start(folder));
        assertTrue(String.valueOf(newer.getMessage()).contains("PostgreSQL 99"));
    }

    @Test
    void itComesBackWhenItIsKilled() throws Exception {
        try (OwnPostgres postgres = OwnPostgres.start(folder)) {
            run(postgres, "CREATE TABLE kept AS SELECT 1 AS one");
            long before = server();
            ProcessHandle.of(before).orElseThrow().destroyForcibly();
            await("it is not back", () -> isAnswering(postgres));
            assertEquals("1", ask(postgres, "SELECT one FROM kept"));
            assertFalse(before == server());
        }
    }

    private static boolean isAnswering(OwnPostgres postgres) {
        try {
            return "1".equals(ask(postgres, "SELECT 1"));
        } catch (SQLException stillStarting) {
            return false;
        }
    }

    private long server() throws IOException {
        return Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0));
    }

    /** Starts a PostgreSQL, says so, and waits to be killed. */
    static final class Relay {
        private Relay() {}

        /** The argument is the folder. */
        public static void main(String[] arguments) throws IOException {
            OwnPostgres.start(Path.of(arguments[0]));
            System.out.println("ready");
            System.in.read();
        }
    }

    @Test
    void whatAKilledRelayLeftIsStoppedFirst() throws Exception {
        Process relay =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/java",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Relay.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(relay.getInputStream(), StandardCharsets.UTF_8))) {
            Optional<String> ready = said.lines().filter("ready"::equals).findFirst();
            assertTrue(ready.isPresent());
            long left = server();
            relay.destroyForcibly().waitFor();
            assertTrue(ProcessHandle.of(left).isPresent());
            try (OwnPostgres postgres = OwnPostgres.start(folder)) {
                assertEquals("1", ask(postgres, "SELECT 1"));
                assertFalse(left == server());
            }
            await("it still runs", () -> ProcessHandle.of(left).isEmpty());
        } finally {
            relay.destroyForcibly();
        }
    }

    @Test
    void itStartsWhenAnotherProgramHasItsOldNumber() throws Exception {
        Path pidFile = folder.resolve("data/postmaster.pid");
        List<String> left;
        try (OwnPostgres postgres = OwnPostgres.start(folder)) {
            run(postgres, "CREATE TABLE kept AS SELECT 1 AS one");
            left = new ArrayList<>(Files.readAllLines(pidFile));
        }
        Process another = new ProcessBuilder("sleep", "120").start();
        try {
            left.set(0, Long.toString(another.pid()));
            Files.write(pidFile, left);
            try (OwnPostgres postgres = OwnPostgres.start(folder)) {
                assertEquals("1", ask(postgres, "SELECT one FROM kept"));
            }
            assertTrue(another.isAlive());
        } finally {
            another.destroyForcibly();
        }
    }

    /** Something that becomes true. */
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String otherwise, Condition condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, otherwise);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
