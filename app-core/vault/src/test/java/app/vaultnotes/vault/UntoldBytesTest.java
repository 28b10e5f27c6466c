package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.store.Backups;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of a note that no list knows nobody can say which bytes it came from: none go while it is here,
 * but those that something named since.
 */
class UntoldBytesTest {

    private static final String LOST = "Recovered note";

    @TempDir Path folder;
    private Vaults vaults;
    private Path source;

    /** A vault whose note W came from bytes and lost all but its entry, and another file. */
    @BeforeEach
    void damage() throws IOException {
        vaults = new Vaults(folder);
        source = Files.createDirectory(folder.resolve("source"));
        Files.write(source.resolve("W.md"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        try (Vault vault = vaults.create("v")) {
            importSource(vault, "");
            vault.notes().write("N", "text");
            vault.attach("N", Files.writeString(folder.resolve("a.bin"), "bytes"));
        }
        String doc = "(SELECT doc FROM note WHERE title = 'W')";
        sql("UPDATE change SET bytes = zeroblob(length(bytes)) WHERE doc = " + doc);
        sql("DELETE FROM note_text WHERE doc = " + doc);
        sql("DELETE FROM placement WHERE doc = " + doc);
        sql("DELETE FROM note WHERE title = 'W'");
    }

    private void importSource(Vault vault, String into) throws IOException {
        Import.run(vault, new FolderSource(source), into, Progress.NONE);
    }

    private Vault repaired() {
        Vault vault = vaults.open("v");
        vault.repair(Progress.NONE);
        assertEquals(2, vault.blobs().all().size());
        assertEquals(List.of(), vault.check(Progress.NONE));
        return vault;
    }

    private static void purge(Vault vault, String path) {
        vault.trash().put(path);
        vault.trash().empty();
    }

    /** How many bytes are there once nothing has a reason to keep them that is none. */
    private static int kept(Vault vault) {
        assertEquals(List.of(), vault.check(Progress.NONE));
        return vault.blobs().all().size();
    }

    @Test
    void theyGoWithTheNote() {
        Backups backups = new Backups(vaults.folder("v"));
        try (Vault vault = repaired()) {
            purge(vault, "N");
            assertEquals(2, kept(vault), "another note is no reason");
            vault.backup(backups, Progress.NONE);
            purge(vault, LOST);
            assertEquals(1, kept(vault));
        }
        assertEquals(0, facts("vault.db"), "nothing tells of them");
        assertEquals(0, facts("backups/" + backups.all().get(0).name() + ".db"), "here neither");
    }

    @Test
    void theyGoWhenDamageLeavesNothingOfTheNote() {
        try (Vault vault = repaired()) {
            vault.notes().write("N", "more text");
        }
        String doc = "(SELECT doc FROM note WHERE title = '" + LOST + "')";
        for (String table : List.of("change", "version", "placement", "note_text")) {
            sql("DELETE FROM " + table + " WHERE doc = " + doc);
        }
        sql("DELETE FROM damaged");
        sql("DELETE FROM doc WHERE num = " + doc);
        sql("DELETE FROM note WHERE title = '" + LOST + "'");
        try (Vault vault = vaults.open("v")) {
            vault.repair(Progress.NONE);
            assertEquals(1, kept(vault));
        }
    }

    @Test
    void theyGoWithALaterNoteThatHasThem() throws IOException {
        try (Vault vault = repaired()) {
            importSource(vault, "Again");
            purge(vault, "Again");
            assertEquals(1, kept(vault));
            assertEquals("", vault.notes().text(vault.paths().note(LOST).id()));
        }
    }

    @Test
    void theyGoWithAnAttachmentThatHadThem() throws IOException {
        try (Vault vault = repaired()) {
            vault.attach("N", Files.copy(source.resolve("W.md"), folder.resolve("w.bin")));
            purge(vault, "Attachments/w.bin");
            assertEquals(1, kept(vault));
        }
    }

    @Test
    void anotherRepairKeepsThemForAsLong() {
        try (Vault vault = repaired()) {
            vault.repair(Progress.NONE);
            vault.keepHouse(new Backups(vaults.folder("v")));
            assertEquals(2, kept(vault));
            purge(vault, LOST);
            assertEquals(1, kept(vault));
        }
    }

    /** However many there are: this many could not be listed once, and went. */
    @Test
    void allOfManyStay() throws IOException {
        int many = 10_001;
        Path blobs = vaults.folder("v").resolve("blobs");
        for (int i = 0; i < many; i++) {
            String text = Integer.toString(i);
            String hex = BlobHash.of(text.getBytes(StandardCharsets.UTF_8)).hex();
            Path shelf = Files.createDirectories(blobs.resolve(hex.substring(0, 2)));
            Files.writeString(shelf.resolve(hex), text);
        }
        try (Vault vault = vaults.open("v")) {
            vault.repair(Progress.NONE);
            vault.keepHouse(new Backups(vaults.folder("v")));
            assertEquals(many + 2, vault.blobs().all().size());
            purge(vault, LOST);
            assertEquals(1, kept(vault));
        }
    }

    /** As an earlier version noted it: for all bytes, or these, and not for which notes. */
    @Test
    void whatAnEarlierVersionNotedHolds() throws IOException {
        String hex = BlobHash.of(Files.readAllBytes(source.resolve("W.md"))).hex();
        for (String noted : List.of("yes", hex)) {
            vaults.copy("v", "v" + noted);
            try (Vault vault = vaults.open("v" + noted)) {
                vault.repair(Progress.NONE);
                vault.session().store.facts().put("blobs-untold", noted);
            }
            sql("v" + noted, "DELETE FROM fact WHERE name GLOB 'untold-*'");
            try (Vault vault = vaults.open("v" + noted)) {
                vault.keepHouse(new Backups(vaults.folder("v")));
                assertEquals(2, kept(vault), noted);
                purge(vault, LOST);
                assertEquals(2, kept(vault), noted + ": it may be the other note");
                importSource(vault, "Again");
                purge(vault, "Again");
                assertEquals(1, kept(vault), noted);
            }
        }
    }

    private void sql(String statement) {
        sql("v", statement);
    }

    private void sql(String vault, String statement) {
        try (Connection connection = connection(vaults.folder(vault).resolve("vault.db"));
                Statement run = connection.createStatement()) {
            run.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connection(Path database) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + database);
    }

    private int facts(String file) {
        try (Connection connection = connection(vaults.folder("v").resolve(file));
                Statement run = connection.createStatement()) {
            return run.executeQuery("SELECT count(*) FROM fact WHERE name GLOB 'untold-*'")
                    .getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
