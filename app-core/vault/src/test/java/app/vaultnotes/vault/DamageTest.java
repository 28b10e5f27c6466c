package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.store.Backups;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bits that change on the disk are found, and what is left works on. */
class DamageTest {

    @TempDir Path folder;
    private Vaults vaults;
    private Path database;

    @BeforeEach
    void setUp() {
        vaults = new Vaults(folder);
        try (Vault vault = vaults.create("v")) {
            for (int i = 0; i < 12; i++) {
                vault.notes().write("Note " + i, "the text of note " + i + " ".repeat(i));
            }
        }
        database = vaults.folder("v").resolve("vault.db");
    }

    /** A column of a change: the first occurrence of its bytes that lies near the row's others. */
    private record Column(int start, int length) {}

    private List<Column> changeColumns(byte[] file) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet all = statement.executeQuery("SELECT bytes, hash, sha FROM change")) {
            while (all.next()) {
                int bytes = indexOf(file, all.getBytes(1), 0);
                columns.add(new Column(bytes, all.getBytes(1).length));
                // A row is written as doc, hash, at, bytes, sha; hashes also stand elsewhere.
                columns.add(new Column(indexOf(file, all.getBytes(2), bytes - 48), 32));
                columns.add(new Column(indexOf(file, all.getBytes(3), bytes), 32));
            }
        }
        return columns;
    }

    @Test
    void everyBitFlipInTheChangeLogIsFound() throws IOException, SQLException {
        List<Column> columns = changeColumns(Files.readAllBytes(database));
        Random random = new Random(11);
        int step = Boolean.getBoolean("vaultnotes.heavy") ? 1 : 89;
        int flips = 0;
        for (Column column : columns) {
            for (int bit = random.nextInt(step); bit < 8 * column.length(); bit += step) {
                int at = column.start() + bit / 8;
                flip(at, 1 << (bit % 8));
                assertFalse(problems().isEmpty(), "bit " + bit % 8 + " of byte " + at);
                flip(at, 1 << (bit % 8));
                flips++;
            }
        }
        assertEquals(List.of(), problems());
        assertTrue(flips > 100);
    }

    private List<Vault.Problem> problems() {
        try (Vault vault = vaults.open("v")) {
            return vault.check(Progress.NONE);
        }
    }

    private void flip(long at, int mask) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            file.seek(at);
            int value = file.read();
            file.seek(at);
            file.write(value ^ mask);
        }
    }

    private static int indexOf(byte[] file, byte[] wanted, int from) {
        for (int at = from; at + wanted.length <= file.length; at++) {
            int matched = 0;
            while (matched < wanted.length && file[at + matched] == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return at;
            }
        }
        throw new AssertionError("not in the file");
    }

    /** The first page of a list is gone, so the list can neither be emptied nor made anew. */
    @Test
    void aRebuildThatFailsLeavesTheVaultAsOpenableAsItWas() throws IOException, SQLException {
        long page = rootPage("link");
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            file.seek(page);
            file.write(new byte[4096]);
        }
        try (Vault vault = vaults.open("v")) {
            VaultException failure =
                    assertThrows(VaultException.class, () -> vault.rebuild(Progress.NONE));
            assertEquals(VaultException.Code.DAMAGED, failure.code());
        }
        try (Vault vault = vaults.open("v")) {
            for (int i = 0; i < 12; i++) {
                Id note = vault.paths().note("Note " + i).id();
                assertTrue(vault.notes().text(note).startsWith("the text of note " + i));
            }
        }
    }

    private long rootPage(String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT (rootpage - 1) * page_size FROM sqlite_schema,"
                                        + " pragma_page_size WHERE name = '"
                                        + table
                                        + "'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void damageChange(String which) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                PreparedStatement damage =
                        connection.prepareStatement(
                                "UPDATE change SET bytes = zeroblob(length(bytes)) WHERE num = ("
                                        + which
                                        + ")")) {
            assertEquals(1, damage.executeUpdate());
        }
    }

    @Test
    void damageIsSetAsideAndTheLastTextIsKept() throws SQLException {
        try (Vault vault = vaults.open("v")) {
            vault.notes().write("Note 3", "a second version");
            vault.notes().write("Note 3", "a second version and a third");
        }
        damageChange("SELECT max(num) - 1 FROM change");
        try (Vault vault = vaults.open("v")) {
            assertEquals("change-damaged", vault.check(Progress.NONE).get(0).code());
            assertTrue(vault.repair(Progress.NONE).stream().allMatch(Vault.Problem::repaired));
            assertEquals(List.of(), vault.check(Progress.NONE));
            String text = vault.notes().text(vault.paths().note("Note 3").id());
            assertEquals("a second version and a third", text);
            vault.notes().write("Note 3", "goes on");
            assertEquals("goes on", vault.notes().text(vault.paths().note("Note 3").id()));
        }
    }

    @Test
    void aNoteWhoseFirstChangeIsDamagedKeepsItsNameItsPlaceAndItsText() throws SQLException {
        try (Vault vault = vaults.open("v")) {
            vault.notes().write("Folder/Deep/Name", "first");
        }
        damageChange("SELECT max(num) FROM change");
        try (Vault vault = vaults.open("v")) {
            List<Vault.Problem> problems = vault.repair(Progress.NONE);
            assertTrue(
                    problems.stream().anyMatch(p -> p.code().equals("written-anew")),
                    problems::toString);
            assertEquals("first", vault.notes().text(vault.paths().note("Folder/Deep/Name").id()));
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    /** Its changes, its history and its place in lists are all there, only the entry is not. */
    @Test
    void aDocumentWhoseEntryIsGoneIsToldOnceAndComesBackWhole() throws IOException, SQLException {
        Path file = Files.writeString(folder.resolve("pic.txt"), "bytes");
        try (Vault vault = vaults.open("v")) {
            vault.notes().write("Folder/Name", "first");
            vault.notes().write("Folder/Name", "second");
            vault.attach("Folder/Name", file);
        }
        for (String which :
                List.of(
                        "num = (SELECT doc FROM note WHERE title = 'Name')",
                        "num = (SELECT doc FROM file)",
                        "kind = (SELECT kind FROM doc WHERE num = 1)")) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                    Statement statement = connection.createStatement()) {
                assertEquals(1, statement.executeUpdate("DELETE FROM doc WHERE " + which));
            }
            try (Vault vault = vaults.open("v")) {
                assertEquals(1, vault.check(Progress.NONE).size(), which);
                assertTrue(vault.repair(Progress.NONE).stream().allMatch(Vault.Problem::repaired));
                assertEquals(List.of(), vault.check(Progress.NONE));
                assertEquals(3, vault.timeline().versions("Folder/Name").size(), which);
                Id note = vault.paths().note("Folder/Name").id();
                assertEquals("second\n![[pic.txt]]\n", vault.notes().text(note));
                assertEquals(
                        "Attachments/pic.txt",
                        vault.links()
                                .outgoing(vault.paths().note("Folder/Name"))
                                .get(0)
                                .path()
                                .orElseThrow());
            }
        }
    }

    @Test
    void foldersWhoseChangesAreDamagedAreMadeAnew() throws SQLException {
        try (Vault vault = vaults.open("v")) {
            vault.notes().write("Folder/Deep/Name", "text");
        }
        damageChange(
                "SELECT min(c.num) FROM change c JOIN doc d ON d.num = c.doc WHERE d.kind ="
                        + " (SELECT kind FROM doc ORDER BY num LIMIT 1)");
        try (Vault vault = vaults.open("v")) {
            vault.repair(Progress.NONE);
            assertEquals("text", vault.notes().text(vault.paths().note("Folder/Deep/Name").id()));
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    @Test
    void listsThatAreNotWhatNotesSayAreFoundAndMadeAnew() throws SQLException {
        for (String damage :
                List.of(
                        "UPDATE note SET title = 'other', key = 'other' WHERE doc ="
                                + " (SELECT max(doc) FROM note)",
                        "DELETE FROM link",
                        "UPDATE note_text SET text = X'017F00'",
                        "UPDATE note_text SET text = X''")) {
            try (Vault vault = vaults.open("v")) {
                vault.notes().write("Linking", "[[Note 1]] [[Note 2]]");
            }
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                    Statement statement = connection.createStatement()) {
                assertTrue(statement.executeUpdate(damage) > 0);
            }
            try (Vault vault = vaults.open("v")) {
                assertEquals("lists-outdated", vault.check(Progress.NONE).get(0).code());
                vault.repair(Progress.NONE);
                assertEquals(List.of(), vault.check(Progress.NONE));
                assertEquals(2, vault.links().outgoing(vault.paths().note("Linking")).size());
            }
        }
    }

    @Test
    void backupsRestoreNoteByNoteAndSevenAreKept() {
        Backups backups = new Backups(vaults.folder("v"));
        try (Vault vault = vaults.open("v")) {
            for (int day = 0; day < 9; day++) {
                vault.notes().write("Day", "day " + day);
                assertTrue(backups.due(vaults.clock.instant()));
                vault.keepHouse(backups);
                assertFalse(backups.due(vaults.clock.instant()));
                vaults.clock.advance(java.time.Duration.ofDays(1).plusSeconds(1));
            }
        }
        List<BackupShelf.Backup> all = backups.all();
        assertEquals(BackupShelf.KEPT, all.size());
        for (int i = 0; i < all.size(); i++) {
            backups.restore(all.get(i).name(), vaults.clock.instant());
            try (Vault vault = vaults.open("v")) {
                vault.afterRestore();
                assertEquals("day " + (8 - i), vault.notes().text(vault.paths().note("Day").id()));
                for (int note = 0; note < 12; note++) {
                    String text = vault.notes().text(vault.paths().note("Note " + note).id());
                    assertEquals("the text of note " + note + " ".repeat(note), text);
                }
                assertEquals(List.of(), vault.check(Progress.NONE));
            }
            vaults.clock.advance(java.time.Duration.ofSeconds(2));
        }
    }

    @Test
    void thirtyDaysOfUsePurgeTheTrashAndAClockFarAheadDoesNot() {
        Backups backups = new Backups(vaults.folder("v"));
        try (Vault vault = vaults.open("v")) {
            vault.trash().put("Note 1");
            vaults.clock.advance(java.time.Duration.ofDays(3650));
            vault.keepHouse(backups);
            assertEquals(1, vault.trash().entries().size());
            for (int day = 0; day < 29; day++) {
                vaults.clock.advance(java.time.Duration.ofDays(1));
                vault.keepHouse(backups);
            }
            assertEquals(1, vault.trash().entries().size());
            vaults.clock.advance(java.time.Duration.ofDays(1));
            vault.keepHouse(backups);
            assertEquals(0, vault.trash().entries().size());
        }
    }
}
