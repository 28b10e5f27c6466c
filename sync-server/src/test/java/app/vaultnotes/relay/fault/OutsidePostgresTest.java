package app.vaultnotes.relay.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.postgres.OutsidePostgres;
import app.vaultnotes.relay.serve.Relay;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole relay on a PostgreSQL of the operator, set up as docs/relay.md says. */
class OutsidePostgresTest {

    private static final boolean HEAVY = Boolean.getBoolean("vaultnotes.heavy");
    private static final int ENOUGH = HEAVY ? 50 : 20;

    private static final List<String> ROLES =
            List.of(
                    "vaultnotes",
                    "vaultnotes_admin",
                    "vaultnotes_app",
                    "vaultnotes_appender",
                    "vaultnotes_archivist",
                    "vaultnotes_gate",
                    "vaultnotes_keeper");

    @TempDir private Path folder;

    private final long seed = System.nanoTime();

    @Test
    void aRelayWorksWithTheProgramsItBringsRunByTheOperator() throws Exception {
        assertWorks(OutsidePostgres.embeddedPrograms());
    }

    @Test
    void aRelayWorksWithThePostgresOfThisMachine() throws Exception {
        Optional<Path> programs = OutsidePostgres.installedPrograms();
        Assumptions.assumeTrue(
                programs.isPresent(), "no PostgreSQL of 15 or newer in /usr/lib/postgresql");
        assertWorks(programs.get());
    }

    private void assertWorks(Path programs) throws Exception {
        System.out.println("OutsidePostgresTest seed " + seed + " with " + programs);
        try (OutsidePostgres postgres = OutsidePostgres.start(programs, folder.resolve("pg"))) {
            postgres.run(
                    "CREATE ROLE vaultnotes LOGIN CREATEROLE PASSWORD 'secret'",
                    "CREATE DATABASE vaultnotes OWNER vaultnotes ENCODING 'UTF8'",
                    "CREATE DATABASE second OWNER vaultnotes ENCODING 'UTF8'",
                    "CREATE DATABASE third ENCODING 'UTF8'");
            DatabaseAddress first = postgres.as("vaultnotes", "secret", "vaultnotes");
            assertServes(first);
            assertServes(postgres.asSuperuser("third"));
            if (HEAVY) {
                assertServes(first);
                assertServes(postgres.as("vaultnotes", "secret", "second"));
            }
            assertEquals(ROLES, rolesThatAreHeldToTheirRights(postgres));
        }
    }

    private void assertServes(DatabaseAddress address) throws Exception {
        Path data = folder.resolve(address.url().replaceAll("^.*/", ""));
        try (Relay relay = Relay.start(TestSettings.in(data).on(address).settings());
                Fleet fleet = Fleet.start(Collections.nCopies(3, relay::port), seed)) {
            fleet.awaitMore(ENOUGH);
            fleet.assertWhole(relay.port());
            assertEquals("ready", Relays.ready(relay.port()).body());
        }
    }

    private static List<String> rolesThatAreHeldToTheirRights(OutsidePostgres postgres)
            throws Exception {
        DatabaseAddress address = postgres.asSuperuser("vaultnotes");
        List<String> names = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(
                                address.url(), address.user(), address.password());
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT rolname FROM pg_roles WHERE rolname LIKE 'vaultnotes%'"
                                        + " AND NOT rolsuper AND NOT rolbypassrls"
                                        + " ORDER BY rolname COLLATE \"C\"")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
