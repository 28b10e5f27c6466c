package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bits that change in rows beside the change log are found, and no note goes with them. */
class RowDamageTest {

    private static final boolean HEAVY = Boolean.getBoolean("vaultnotes.heavy");
    private static final long SEED = 20;

    /** One in so many damaged vaults is repaired. */
    private static final int REPAIRED = HEAVY ? 16 : 4;

    /** Most that stands before the first value of a row that fits a page. */
    private static final int MAX_HEADER_BYTES = 20;

    @TempDir Path folder;
    private Vaults vaults;
    private Path database;
    private byte[] whole = new byte[0];
    private final Map<String, String> texts = new LinkedHashMap<>();

    @BeforeEach
    void vaultWithAllOfThem() throws IOException {
        vaults = new Vaults(folder);
        database = vaults.folder("v").resolve("vault.db");
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("Imported.md"), "came from elsewhere");
        vaults.create("v").close();
        vaults.copy("v", "copy");
        try (Vault copy = vaults.open("copy", Vaults.engine(), "other device")) {
            copy.notes().write("Other", "written there");
        }
        try (Vault vault = vaults.open("v");
                Vault copy = vaults.open("copy", Vaults.engine(), "other device")) {
            Import.run(vault, new FolderSource(source), "", Progress.NONE);
            for (String text : List.of("one", "one alpha", "one alpha beta", "one alpha")) {
                vault.notes().write("N", text);
            }
            vault.notes().write("Redo", "one");
            vault.notes().write("Redo", "one two");
            vault.undo().undo("Redo");
            vault.merge(copy.session().store, Progress.NONE);
            for (String note : List.of("N", "Redo", "Other", "Imported")) {
                texts.put(note, text(vault, note));
            }
            assertEquals(2, vault.timeline().devices().size());
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
        whole = Files.readAllBytes(database);
    }

    private static String text(Vault vault, String note) {
        return vault.notes().text(vault.paths().note(note).id());
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + database);
    }

    /** Where rows of a table stand in the file, each with what is before its values. */
    private record Place(int from, int to) {}

    private List<Place> places(String table) throws SQLException {
        List<Place> places = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                int length = 0;
                for (int column = 1; column <= columns; column++) {
                    length += row.getBytes(column).length;
                }
                int end = indexOf(row.getBytes("seal")) + row.getBytes("seal").length;
                places.add(new Place(end - length - MAX_HEADER_BYTES, end));
            }
        }
        return places;
    }

    private int indexOf(byte[] wanted) {
        for (int at = 0; at + wanted.length <= whole.length; at++) {
            int matched = 0;
            while (matched < wanted.length && whole[at + matched] == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return at;
            }
        }
        throw new AssertionError("not in the file");
    }

    /** What any reader sees of a table. */
    private List<String> read(String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
            while (row.next()) {
                StringBuilder values = new StringBuilder();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.append(row.getObject(i) instanceof Number).append(' ');
                    values.append(new String(row.getBytes(i), StandardCharsets.ISO_8859_1));
                }
                rows.add(values.toString());
            }
        }
        return rows;
    }

    private void requireFoundAndMended(String table) throws IOException, SQLException {
        List<String> rows = read(table);
        Random random = new Random(SEED);
        int step = HEAVY ? 1 : 127;
        int flips = 0;
        int found = 0;
        for (Place place : places(table)) {
            int bits = (place.to() - place.from()) * Byte.SIZE;
            for (int bit = random.nextInt(step); bit < bits; bit += step) {
                int at = place.from() + bit / Byte.SIZE;
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) (1 << (bit % Byte.SIZE));
                Files.write(database, flipped);
                String which = table + ": bit " + bit % Byte.SIZE + " of byte " + at;
                if (problems(which).isEmpty()) {
                    assertEquals(rows, read(table), which);
                } else if (found++ % REPAIRED == 0) {
                    requireMended(which);
                }
                flips++;
            }
            Files.write(database, whole);
        }
        assertTrue(flips > 5, "flips of " + table);
    }

    private List<Vault.Problem> problems(String which) {
        try (Vault vault = vaults.open("v")) {
            return vault.check(Progress.NONE);
        } catch (VaultException e) {
            assertEquals(VaultException.Code.DAMAGED, e.code(), which);
            return List.of(new Vault.Problem("database-damaged", "vault.db", which, false));
        }
    }

    private void requireMended(String which) throws IOException {
        vaults.clock.advance(java.time.Duration.ofSeconds(1));
        try (Vault vault = openOrSalvage()) {
            List<Vault.Problem> told = vault.repair(Progress.NONE);
            assertTrue(told.stream().allMatch(Vault.Problem::repaired), which + told);
            assertEquals(List.of(), vault.check(Progress.NONE), which);
            for (Map.Entry<String, String> text : texts.entrySet()) {
                assertEquals(text.getValue(), text(vault, text.getKey()), which + told);
            }
        }
    }

    private Vault openOrSalvage() {
        try {
            return vaults.open("v");
        } catch (VaultException e) {
            SqliteStore.salvage(vaults.folder("v"), vaults.clock.instant(), Progress.NONE);
            return vaults.open("v");
        }
    }

    @Test
    void everyFlipInAStepOfUndoIsFound() throws IOException, SQLException {
        requireFoundAndMended("undo");
    }

    @Test
    void everyFlipInADeviceIsFound() throws IOException, SQLException {
        requireFoundAndMended("device");
    }

    @Test
    void everyFlipInAFactIsFound() throws IOException, SQLException {
        requireFoundAndMended("fact");
    }

    @Test
    void everyFlipInWhatIsKnownOfImportsIsFound() throws IOException, SQLException {
        requireFoundAndMended("imported");
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = connect();
                Statement work = connection.createStatement()) {
            assertTrue(work.executeUpdate(statement) > 0, statement);
        }
    }

    /** The step says that “ beta” was taken away; damaged, it would bring back another word. */
    private void damageTopStep() throws SQLException {
        String top = "doc = (SELECT doc FROM note WHERE title = 'N') AND stack = 0";
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT bytes, rowid FROM undo WHERE "
                                        + top
                                        + " ORDER BY step DESC LIMIT 1");
                PreparedStatement write =
                        connection.prepareStatement("UPDATE undo SET bytes = ? WHERE rowid = ?")) {
            row.next();
            String bytes = new String(row.getBytes(1), StandardCharsets.ISO_8859_1);
            assertTrue(bytes.contains("beta"));
            write.setBytes(1, bytes.replace("beta", "bet`").getBytes(StandardCharsets.ISO_8859_1));
            write.setLong(2, row.getLong(2));
            assertEquals(1, write.executeUpdate());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDamagedStepOfUndoBringsNothingFalseBackAndTheOneBelowIsFound(boolean repaired)
            throws SQLException {
        damageTopStep();
        try (Vault vault = vaults.open("v")) {
            List<Vault.Problem> found = vault.check(Progress.NONE);
            assertEquals(List.of("undo-damaged"), found.stream().map(p -> p.code()).toList());
            assertTrue(found.get(0).message().contains("“N”"), found::toString);
            if (repaired) {
                vault.repair(Progress.NONE);
                assertEquals(List.of(), vault.check(Progress.NONE));
            }
            // “ beta” went with the damaged step; the step that brought it has nothing more
            // to take back, and the one before it has “ alpha”.
            vault.undo().undo("N");
            assertEquals("one", text(vault, "N"));
            vault.undo().redo("N");
            assertEquals("one alpha", text(vault, "N"));
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    @Test
    void aVaultWhoseOwnNameIsDamagedOpensByItsTree() throws SQLException {
        Id id;
        try (Vault vault = vaults.open("v")) {
            id = vault.id();
        }
        execute(
                "UPDATE fact SET value = iif(value GLOB 'a*', 'b', 'a') || substr(value, 2)"
                        + " WHERE name = 'vault'");
        try (Vault vault = vaults.open("v")) {
            assertEquals(id, vault.id());
            List<Vault.Problem> told = vault.repair(Progress.NONE);
            assertEquals(List.of("fact-damaged"), told.stream().map(p -> p.code()).toList());
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
        try (Vault vault = vaults.open("v")) {
            assertEquals(id, vault.id());
            assertEquals("one alpha", text(vault, "N"));
        }
    }

    @Test
    void aDamagedNameOfADeviceIsNotShownAndComesBackWithAMerge() throws SQLException {
        execute("UPDATE device SET name = 'other devicf' WHERE name = 'other device'");
        try (Vault vault = vaults.open("v");
                Vault copy = vaults.open("copy", Vaults.engine(), "other device")) {
            assertEquals(1, vault.timeline().devices().size());
            vault.merge(copy.session().store, Progress.NONE);
            assertEquals(2, vault.timeline().devices().size());
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    /** Which fact it was cannot be known for sure, so that a purge goes on rather than not. */
    @Test
    void aPurgeWhoseNoteToItselfIsDamagedGoesOn() throws SQLException {
        execute("INSERT INTO fact (name, value, seal) VALUES ('purge-unfinishee', 'all', x'00')");
        try (Vault vault = vaults.open("v")) {
            assertEquals("fact-damaged", vault.check(Progress.NONE).get(0).code());
            vault.repair(Progress.NONE);
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
        try (Vault vault = vaults.open("v")) {
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    @Test
    void salvageBelievesOnlyRowsThatProveThemselves() throws IOException, SQLException {
        damageTopStep();
        execute("UPDATE device SET name = 'other devicf' WHERE name = 'other device'");
        SqliteStore.salvage(vaults.folder("v"), vaults.clock.instant(), Progress.NONE);
        try (Vault vault = vaults.open("v")) {
            vault.repair(Progress.NONE);
            assertEquals(List.of(), vault.check(Progress.NONE));
            assertTrue(
                    vault.timeline().devices().stream()
                            .noneMatch(device -> device.name().equals("other devicf")));
            vault.undo().undo("N");
            assertEquals("one", text(vault, "N"));
        }
    }
}
