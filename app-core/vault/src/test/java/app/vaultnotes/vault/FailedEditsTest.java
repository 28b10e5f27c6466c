package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
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
 * An edit that fails halfway leaves nothing of itself in memory: what is written afterwards in the
 * same opening must not build on what the store never got.
 */
class FailedEditsTest {

    @TempDir Path folder;
    private Vaults vaults;

    @BeforeEach
    void create() {
        vaults = new Vaults(folder);
        vaults.create("v").close();
    }

    private void run(String statement) throws SQLException {
        Path database = vaults.folder("v").resolve("vault.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement all = connection.createStatement()) {
            all.executeUpdate(statement);
        }
    }

    /** What the documents say, and not the lists. */
    private String read(String path) {
        try (Vault vault = vaults.open("v")) {
            assertEquals(List.of(), vault.check(Progress.NONE));
            vault.rebuild(Progress.NONE);
            return vault.notes().text(vault.paths().note(path).id());
        }
    }

    @Test
    void aStepThatCannotBeReadIsInNobodysWay() throws SQLException {
        try (Vault vault = vaults.open("v")) {
            vault.notes().write("N", "one");
            vault.notes().write("N", "one two");
        }
        for (String bytes :
                List.of("x''", "x'05'", "x'0001'", "x'00ff'", "x'0002ff'", "x'01ffff'")) {
            run("UPDATE undo SET bytes = " + bytes);
            try (Vault vault = vaults.open("v")) {
                VaultException nothing =
                        assertThrows(VaultException.class, () -> vault.undo().undo("N"));
                assertEquals(VaultException.Code.NOTHING_TO_DO, nothing.code());
                vault.notes().write("N", "one two");
                vault.notes().write("N", "one two " + bytes);
            }
            run("UPDATE undo SET bytes = " + bytes);
            try (Vault vault = vaults.open("v")) {
                Id note = vault.paths().note("N").id();
                vault.notes().type(note, List.of(new TextEdit(NoteDocument.TEXT, 0, 0, "> ")));
                vault.undo().undo("N");
                assertEquals("one two " + bytes, vault.notes().text(note));
                vault.notes().write("N", "written afterwards " + bytes);
                vault.repair(Progress.NONE); // damaged steps further down are told until then
            }
            assertEquals("written afterwards " + bytes, read("N"));
        }
    }

    @Test
    void whatIsWrittenAfterAFolderCouldNotBeThrownAwayStays() throws SQLException {
        try (Vault vault = vaults.open("v")) {
            for (int i = 0; i < 4; i++) {
                vault.notes().write("F/N" + i, "text " + i);
            }
        }
        String damaged = " WHERE num = (SELECT doc FROM note WHERE title = 'N3')";
        run("CREATE TABLE kept AS SELECT sha FROM doc" + damaged);
        run("UPDATE doc SET sha = zeroblob(32)" + damaged);
        try (Vault vault = vaults.open("v")) {
            assertThrows(VaultException.class, () -> vault.trash().put("F"));
            for (int i = 0; i < 3; i++) {
                vault.notes().write("F/N" + i, "written afterwards " + i);
            }
            vault.notes().write("Other/O", "in another folder");
        }
        run("UPDATE doc SET sha = (SELECT sha FROM kept)" + damaged);
        run("DROP TABLE kept");
        for (int i = 0; i < 3; i++) {
            assertEquals("written afterwards " + i, read("F/N" + i));
        }
        assertEquals("in another folder", read("Other/O"));
    }

    @Test
    void aMoveToANameThatCannotBeMakesNoFolders() {
        try (Vault vault = vaults.open("v")) {
            vault.notes().write("N", "text");
            vault.folders().create("F");
            for (String name : List.of("..", "n".repeat(253), "n".repeat(253) + ".md")) {
                assertThrows(
                        VaultException.class, () -> vault.moves().move("N", "New/Deep/" + name));
            }
            assertThrows(VaultException.class, () -> vault.moves().move("F", "New/.."));
            assertEquals(List.of(vault.paths().folder("F")), vault.paths().foldersIn(Id.ROOT));
        }
    }
}
