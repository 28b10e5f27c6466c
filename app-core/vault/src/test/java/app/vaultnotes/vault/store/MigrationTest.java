package app.vaultnotes.vault.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.ChangeLog;
import app.vaultnotes.vault.Commit;
import app.vaultnotes.vault.History;
import app.vaultnotes.vault.JavaProcess;
import app.vaultnotes.vault.LocalFacts;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Projection;
import app.vaultnotes.vault.UndoAction;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step to a newer schema is done or not begun, whatever happens in the middle of it. */
class MigrationTest {

    private static final int NOTES = 300;
    private static final long SEED = 3;

    /** The schema of today; the steps of this test lead to the next. */
    private static final long NOW = Migrations.steps().size();

    private static final int LATEST_KILL_MILLIS = 400;
    private static final int MOST_ROUNDS = 40;

    /** Takes long enough to be killed in the middle, and touches what must not be lost. */
    private static final List<String> STEP =
            List.of(
                    "ALTER TABLE change ADD COLUMN extra INTEGER NOT NULL DEFAULT 0;\n",
                    "UPDATE change SET extra = num;\n",
                    "CREATE TABLE added (n INTEGER PRIMARY KEY, word TEXT);\n",
                    "INSERT INTO added (word) WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n"
                            + " + 1 FROM c WHERE n < 300000) SELECT 'word' || n FROM c;\n");

    private static final History.Device DEVICE = new History.Device(Id.random(), "machine", 7);

    @TempDir Path folder;
    private Path vault;

    @BeforeEach
    void oldVault() {
        vault = folder.resolve("v");
        Samples samples = new Samples(new Random(SEED));
        try (SqliteStore store = SqliteStore.create(vault, Id.random())) {
            for (int i = 0; i < NOTES; i++) {
                store.changes()
                        .commit(List.of(samples.newNote(samples.id(), "T" + i, Id.ROOT, "t " + i)));
            }
            Id note = store.catalogue().notes(Catalogue.Page.ALL).get(0).state().id();
            ChangeLog.DocumentEntry entry = store.changes().document(note).orElseThrow();
            store.changes().commit(List.of(undoStep(entry)));
            store.facts().put("word", "value");
            store.history().put(DEVICE);
            BlobHash hash = BlobHash.ofBytes(new byte[32]);
            store.facts().imported(Map.of("source", new LocalFacts.Imported(hash, note)));
        }
        try (Database database = database()) {
            database.run(MigrationTest::makeOld);
        }
    }

    private static Commit undoStep(ChangeLog.DocumentEntry entry) {
        return new Commit(
                entry.id(),
                entry.kind(),
                List.of(),
                entry.heads(),
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(new UndoAction.Push(UndoAction.Stack.UNDO, new byte[] {1})),
                new Projection.Unchanged());
    }

    private static void requireLocals(SqliteStore store, Id note) {
        assertEquals("value", store.facts().get("word").orElseThrow());
        assertEquals(List.of(DEVICE), store.history().devices());
        assertEquals(note, store.facts().imported("source").orElseThrow().document());
        assertEquals(1, store.history().top(note, UndoAction.Stack.UNDO).orElseThrow()[0]);
    }

    /** Takes back what the steps after the first one did. */
    private static void makeOld(Sql sql) throws SQLException {
        for (String table :
                List.of(
                        "record",
                        "chain",
                        "told",
                        "reach",
                        "part",
                        "aside",
                        "tombstone",
                        "relay_blob",
                        "saved",
                        "covered")) {
            sql.script("DROP TABLE " + table);
        }
        for (String table : List.of("undo", "device", "fact", "imported")) {
            sql.run("ALTER TABLE " + table + " DROP COLUMN seal");
        }
        sql.run("ALTER TABLE version DROP COLUMN sha");
        sql.run("ALTER TABLE placement DROP COLUMN sha");
        sql.run("ALTER TABLE doc DROP COLUMN history");
        sql.script("PRAGMA user_version=1");
    }

    private static List<Migrations.Step> steps(String next) {
        List<Migrations.Step> steps = new ArrayList<>(Migrations.steps());
        steps.add(new Migrations.Step(() -> next, sql -> {}));
        return steps;
    }

    private Database database() {
        return new Database(SqliteStore.databaseFile(vault), Database.Access.WRITE);
    }

    private static long version(Database database) {
        return database.read(sql -> sql.number("PRAGMA user_version"));
    }

    private static void requireWhole(Database database) throws SQLException {
        long changes = database.read(sql -> sql.number("SELECT count(*) FROM change"));
        assertEquals(NOTES, changes);
        RowCheck.require(database, "after a step", Progress.NONE);
        if (version(database) > 1) {
            assertEquals(List.of(), database.read(sql -> HistoryCheck.run(sql, Progress.NONE)));
        }
        if (version(database) > 2) {
            assertEquals(List.of(), database.read(UndoTable::damages));
            assertEquals(List.of(), database.read(LocalTable::damages));
        }
    }

    @Test
    void aStepThatFailsInTheMiddleChangesNothing() throws IOException, SQLException {
        String broken = String.join("", STEP) + "INSERT INTO nowhere VALUES (1);\n";
        try (Database database = database()) {
            assertThrows(VaultException.class, () -> new Migrations(database, steps(broken)).run());
            assertEquals(NOW, version(database));
            long added =
                    database.read(sql ->
                            sql.number("SELECT count(*) FROM sqlite_master WHERE name = 'added'"));
            assertEquals(0, added);
            requireWhole(database);
            new Migrations(database, steps(String.join("", STEP))).run();
            assertEquals(NOW + 1, version(database));
            requireWhole(database);
        }
        VaultException newer = assertThrows(VaultException.class, () -> SqliteStore.open(vault));
        assertEquals(VaultException.Code.NEWER_FORMAT, newer.code());
    }

    @Test
    void aStepThatIsKilledIsDoneOrNotBegun() throws Exception {
        int rounds = Boolean.getBoolean("vaultnotes.heavy") ? 60 : 4;
        Random random = new Random(SEED);
        int undone = 0;
        int latest = LATEST_KILL_MILLIS;
        for (int round = 0; round < rounds || (undone == 0 && round < MOST_ROUNDS); round++) {
            killed(random.nextInt(latest));
            try (Database database = database()) {
                long version = version(database);
                long added =
                        version <= NOW
                                ? 0
                                : database.read(sql -> sql.number("SELECT count(*) FROM added"));
                assertEquals(version <= NOW ? 0 : 300_000, added, "round " + round);
                requireWhole(database);
                undone += version <= NOW ? 1 : 0;
                if (version == NOW + 1) {
                    // Fast machines are done before: sooner the next time.
                    latest = undone == 0 ? Math.max(1, latest / 2) : latest;
                    database.run(sql -> {
                        sql.run("DROP TABLE added");
                        sql.run("ALTER TABLE change DROP COLUMN extra");
                    });
                }
                if (version > 2) {
                    database.run(MigrationTest::makeOld);
                }
            }
        }
        assertTrue(undone > 0, "no process was killed in the middle");
    }

    @Test
    void anOldVaultIsReadAsItIsAndBroughtUpToDateWhenItIsWritten() {
        Id note;
        try (SqliteStore store = SqliteStore.openForReading(vault)) {
            note = store.catalogue().notes(Catalogue.Page.ALL).get(0).state().id();
            assertEquals(1, store.history().versions(note).size());
            assertEquals(1, store.history().placements(note).size());
            requireLocals(store, note);
            assertEquals(List.of(), store.care().check(Progress.NONE));
        }
        try (SqliteStore store = SqliteStore.open(vault);
                Database database = database()) {
            assertEquals(Migrations.steps().size(), version(database));
            assertEquals(1, store.history().versions(note).size());
            assertEquals(1, store.history().placements(note).size());
            requireLocals(store, note);
            assertEquals(List.of(), store.care().check(Progress.NONE));
        }
    }

    private void killed(int afterMillis) throws IOException, InterruptedException {
        Process process = JavaProcess.start(Step.class, vault.toString());
        assertEquals('b', process.getInputStream().read());
        if (!process.waitFor(afterMillis, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Takes the step in a process of its own. */
    static final class Step {
        private Step() {}

        public static void main(String[] arguments) throws IOException {
            Path file = SqliteStore.databaseFile(Path.of(arguments[0]));
            try (Database database = new Database(file, Database.Access.WRITE)) {
                version(database);
                System.out.print("b");
                System.out.flush();
                new Migrations(database, steps(String.join("", STEP))).run();
            }
        }
    }
}
