package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.importing.FidelityReport;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.store.Backups;
import java.io.IOException;
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

/** What damage took, another import of the same source brings again, beside what is left. */
class ImportAfterRepairTest {

    private static final String DOC = "(SELECT doc FROM note WHERE title = 'N')";

    @TempDir Path folder;
    private Vaults vaults;
    private Path source;

    @BeforeEach
    void importOnce() throws IOException {
        vaults = new Vaults(folder);
        source = Files.createDirectory(folder.resolve("source"));
        Files.writeString(source.resolve("N.md"), "an aardvark");
        try (Vault vault = vaults.create("v")) {
            assertEquals(1, importSource(vault).notes());
        }
    }

    private FidelityReport importSource(Vault vault) throws IOException {
        return Import.run(vault, new FolderSource(source), "", Progress.NONE);
    }

    private void loseChanges() {
        sql("UPDATE change SET bytes = zeroblob(length(bytes)) WHERE doc = " + DOC);
    }

    private void loseLists() {
        sql("DELETE FROM note_text WHERE doc = " + DOC);
        sql("DELETE FROM note WHERE title = 'N'");
    }

    private static String text(Vault vault, String path) {
        return vault.notes().text(vault.paths().note(path).id());
    }

    @Test
    void aNoteWhoseTextIsLostComesAgain() throws IOException {
        loseChanges();
        sql("DELETE FROM placement WHERE doc = " + DOC);
        loseLists();
        try (Vault vault = vaults.open("v")) {
            assertEquals("name-lost", vault.repair(Progress.NONE).get(0).code());
            vault.notes().write("Recovered note", "written since");
            assertEquals(1, importSource(vault).notes());
            assertEquals("an aardvark", text(vault, "N"));
            assertEquals("written since", text(vault, "Recovered note"));
            assertEquals(1, importSource(vault).unchanged());
        }
    }

    @Test
    void aNoteThatABackupHadAsItWasBeforeComesAsItIsNow() throws IOException {
        try (Vault vault = vaults.open("v")) {
            vault.backup(new Backups(vaults.folder("v")), Progress.NONE);
            Files.writeString(source.resolve("N.md"), "two aardvarks");
            importSource(vault);
            assertEquals("two aardvarks", text(vault, "N"));
        }
        loseChanges();
        loseLists();
        try (Vault vault = vaults.open("v")) {
            vault.repair(Progress.NONE);
            assertEquals("an aardvark", text(vault, "N"));
            assertEquals(1, importSource(vault).notes());
            assertEquals(List.of("an aardvark", "two aardvarks"), texts(vault));
        }
    }

    @Test
    void aNoteOfWhichListsHadOnlyTheBeginningComesAgain() throws IOException {
        loseChanges();
        sql("UPDATE note_text SET text = x'00' || CAST('an aard' AS BLOB) WHERE doc = " + DOC);
        sql("UPDATE doc SET stale = 1 WHERE num = " + DOC);
        try (Vault vault = vaults.open("v")) {
            vault.repair(Progress.NONE);
            assertEquals("an aard", text(vault, "N"));
            assertEquals(1, importSource(vault).notes());
            assertEquals(List.of("an aard", "an aardvark"), texts(vault));
        }
    }

    @Test
    void aNoteThatListsGaveBackIsHereAlready() throws IOException {
        try (Vault vault = vaults.open("v")) {
            vault.backup(new Backups(vaults.folder("v")), Progress.NONE);
            vault.notes().write("N", "an aardvark and I");
        }
        loseChanges();
        try (Vault vault = vaults.open("v")) {
            vault.repair(Progress.NONE);
            assertEquals("an aardvark and I", text(vault, "N"));
            assertEquals(1, importSource(vault).unchanged());
            assertEquals(List.of("an aardvark and I"), texts(vault));
        }
    }

    private static List<String> texts(Vault vault) {
        return vault.paths().alike(Id.ROOT, "N.md").stream()
                .map(item -> vault.notes().text(item.id()))
                .sorted()
                .toList();
    }

    private void sql(String statement) {
        String address = "jdbc:sqlite:" + vaults.folder("v").resolve("vault.db");
        try (Connection connection = DriverManager.getConnection(address);
                Statement run = connection.createStatement()) {
            run.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
