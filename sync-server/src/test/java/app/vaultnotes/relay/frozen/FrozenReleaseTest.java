package app.vaultnotes.relay.frozen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.database.DatabaseException;
import app.vaultnotes.relay.serve.Administration;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.relay.serve.RelaySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Databases and clients of releases that are out there are served by the relay of today. */
class FrozenReleaseTest {

    private static final int LEAST_CALLS = 60;
    private static final int LEAST_REFUSED = 10;

    @TempDir private Path data;

    static List<FrozenRelease> releases() throws IOException {
        return FrozenRelease.all();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void aClientIsAnsweredAsByItsOwnRelay(FrozenRelease release) throws Exception {
        assertAnswered(release, release.version());
    }

    private void assertAnswered(FrozenRelease release, int version) throws Exception {
        release.copyBlobs(data);
        DatabaseAddress address = release.database(version);
        List<String> differences = new ArrayList<>();
        try (Relay relay = FrozenRelease.start(address, data);
                Replay replay = new Replay(release.spoken(), relay.port())) {
            for (Transcript.Call call : release.transcript().calls()) {
                replay.run(call).forEach(each -> differences.add(call.method() + ": " + each));
            }
        }
        assertEquals("", String.join("\n", differences));
    }

    /** Tables of the first step alone, filled. */
    @Test
    void theFirstTablesAreBroughtUpToDateWithAllRows() throws Exception {
        FrozenRelease first = FrozenRelease.named("1");
        DatabaseAddress address = first.database(1);
        try (Database database = Database.open(address);
                Connection connection = TestPostgres.connect(address);
                Connection frozen = TestPostgres.connect(first.database(first.version()))) {
            assertEquals(
                    first.text(FrozenRelease.ROWS),
                    FrozenTables.rows(connection, FrozenTables.columns(frozen)));
            assertTrue(new Audit(database, InstantSource.system()).verify().isEmpty());
        }
        assertAnswered(first, 1);
    }

    /** A replay would prove little if the client had said little. */
    @ParameterizedTest
    @MethodSource("releases")
    void everyCallIsMadeAndEveryTableHasRows(FrozenRelease release) throws Exception {
        List<Transcript.Call> calls = release.transcript().calls();
        Set<String> made =
                calls.stream()
                        .map(Transcript.Call::method)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(release.spoken().methods()), made);
        assertTrue(calls.size() >= LEAST_CALLS, "calls: " + calls.size());
        assertTrue(calls.stream().filter(c -> !c.status().equals("OK")).count() >= LEAST_REFUSED);
        String rows = release.text(FrozenRelease.ROWS);
        for (String table : tables(release)) {
            assertTrue(rows.contains("INSERT INTO " + table + " ("), table);
        }
    }

    private static List<String> tables(FrozenRelease release) throws IOException, SQLException {
        try (Connection connection = TestPostgres.connect(release.database(release.version()))) {
            return FrozenTables.texts(
                    connection,
                    "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT"
                            + " relispartition AND relnamespace = 'public'::regnamespace"
                            + " AND relname <> 'flyway_schema_history'");
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void stepsOfTheTablesThatAreOutThereNeverChange(FrozenRelease release) throws Exception {
        for (int step = 1; step <= release.version(); step++) {
            assertEquals(release.text(FrozenRelease.tables(step)), FreezeTest.step(step));
        }
        DatabaseAddress address = release.database(release.version());
        Database.open(address).close();
        Flyway.configure()
                .dataSource(address.url(), address.user(), address.password())
                .locations("classpath:app/vaultnotes/relay/database")
                .load()
                .validate();
    }

    /** A relay of the older program may run on them. */
    @Test
    void commandsLeaveTablesOfAnOlderProgramAsTheyAre() throws Exception {
        FrozenRelease first = FrozenRelease.named("1");
        DatabaseAddress address = first.database(first.version());
        RelaySettings settings = FrozenRelease.settings(address, data);
        DatabaseException refusal =
                assertThrows(DatabaseException.class, () -> Administration.open(settings));
        String words = String.valueOf(refusal.getMessage());
        assertTrue(words.contains("version " + first.version() + ", "), words);
        assertTrue(words.contains("start the relay of this program"), words);
        try (Connection connection = TestPostgres.connect(address)) {
            assertEquals(first.text(FrozenRelease.ROWS), FrozenTables.rows(connection));
            assertEquals(
                    List.of(Integer.toString(first.version())),
                    FrozenTables.texts(
                            connection, "SELECT max(version::int) FROM flyway_schema_history"));
        }
        FrozenRelease.start(address, data).close();
        try (Administration commands = Administration.open(settings)) {
            assertFalse(commands.operator().users("", 10).isEmpty());
        }
    }

    @Test
    void aNewerDatabaseIsRefusedInWordsAndNotTouched() throws Exception {
        DatabaseAddress address = FrozenRelease.named("1").database(2);
        String before;
        try (Connection connection = TestPostgres.connect(address)) {
            FrozenTables.run(
                    connection,
                    "INSERT INTO flyway_schema_history VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'relay', now(), 1, true)");
            before = FrozenTables.rows(connection);
        }
        DatabaseException refusal =
                assertThrows(DatabaseException.class, () -> FrozenRelease.start(address, data));
        String newest = "this relay knows " + Database.TABLES_VERSION;
        String words = String.valueOf(refusal.getMessage());
        assertTrue(words.contains("version 99, " + newest), words);
        assertTrue(words.contains("run the newer relay"), words);
        try (Connection connection = TestPostgres.connect(address)) {
            assertEquals(before, FrozenTables.rows(connection));
        }
        assertFalse(words.contains("Exception"), words);
    }
}
