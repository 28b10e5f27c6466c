package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions and places that change or go on the disk are missed, and no text goes with them. */
class HistoryDamageTest {

    private static final String OF_NOTE =
            " WHERE doc = (SELECT num FROM doc ORDER BY num DESC LIMIT 1)";

    @TempDir Path folder;
    private Vaults vaults;

    @BeforeEach
    void vaultWithHistory() {
        vaults = new Vaults(folder);
        try (Vault vault = vaults.create("v")) {
            vault.notes().write("Other", "untouched");
            writeHistory(vault, "N");
            assertEquals(5, vault.timeline().versions("N").size());
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    private void writeHistory(Vault vault, String note) {
        vault.notes().write(note, "one");
        vaults.clock.advance(Duration.ofHours(1));
        vault.notes().write(note, "one two");
        vault.timeline().name(note, "second");
        vaults.clock.advance(Duration.ofHours(1));
        vault.notes().write(note, "one two three");
        String moved = vault.moves().move(note, "Moved").path();
        vaults.clock.advance(Duration.ofHours(1));
        vault.moves().move(moved, note);
    }

    private void execute(String statement) throws SQLException {
        Path database = vaults.folder("v").resolve("vault.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement work = connection.createStatement()) {
            assertTrue(work.executeUpdate(statement) > 0, statement);
        }
    }

    private void requireFoundAndMended(String damage) throws SQLException {
        execute(damage);
        try (Vault vault = vaults.open("v")) {
            List<Vault.Problem> found = vault.check(Progress.NONE);
            assertEquals(List.of("history-damaged"), found.stream().map(p -> p.code()).toList());
            List<Vault.Problem> mended = vault.repair(Progress.NONE);
            assertEquals(1, mended.size(), mended::toString);
            assertTrue(mended.get(0).repaired(), damage);
            assertEquals(List.of(), vault.check(Progress.NONE), damage);
            String text = vault.notes().text(vault.paths().note("N").id());
            assertEquals("one two three", text, damage);
            vault.trash().put("N");
            vault.trash().empty();
            writeHistory(vault, "N");
        }
    }

    @Test
    void everyColumnThatChangesIsFoundAndSetAside() throws SQLException {
        String one = OF_NOTE + " AND name = 'second'";
        for (String column : List.of("from_at", "to_at", "added", "removed")) {
            requireFoundAndMended("UPDATE version SET " + column + " = 7777" + one);
        }
        for (String column : List.of("heads", "device", "sha")) {
            requireFoundAndMended(
                    "UPDATE version SET " + column + " = x'00' || substr(" + column + ", 2)" + one);
        }
        for (String column : List.of("id", "name")) {
            requireFoundAndMended("UPDATE version SET " + column + " = 'other'" + one);
        }
        String place = OF_NOTE + " AND title = 'Moved'";
        for (String change :
                List.of("at = 5", "title = 'x'", "folder = zeroblob(3)", "trashed = 1")) {
            requireFoundAndMended("UPDATE placement SET " + change + place);
        }
    }

    @Test
    void rowsThatAreGoneOrInAnotherDocumentAreMissed() throws SQLException {
        requireFoundAndMended("DELETE FROM version" + OF_NOTE + " AND name = 'second'");
        requireFoundAndMended("DELETE FROM version" + OF_NOTE);
        requireFoundAndMended("DELETE FROM placement" + OF_NOTE + " AND title = 'Moved'");
        requireFoundAndMended(
                "UPDATE doc SET history = zeroblob(32) WHERE num = (SELECT max(num) FROM doc)");
        execute("UPDATE version SET doc = 1" + OF_NOTE + " AND name = 'second'");
        try (Vault vault = vaults.open("v")) {
            assertEquals(2, vault.check(Progress.NONE).size());
            assertTrue(vault.repair(Progress.NONE).stream().allMatch(Vault.Problem::repaired));
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
        execute(
                "INSERT INTO version SELECT 9999, 9999, id, heads, 1, 1, device, 0, 0, '', sha"
                        + " FROM version LIMIT 1");
        try (Vault vault = vaults.open("v")) {
            assertEquals(1, vault.check(Progress.NONE).size());
            vault.repair(Progress.NONE);
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    @Test
    void aDamagedVersionIsNotShownNotSpreadAndNotWrittenOver() throws IOException, SQLException {
        vaults.copy("v", "copy");
        execute(
                "UPDATE version SET added = 7777"
                        + OF_NOTE
                        + " AND to_at = (SELECT max(to_at) FROM version)");
        try (Vault damaged = vaults.open("v");
                Vault copy = vaults.open("copy")) {
            assertEquals(4, damaged.timeline().versions("N").size());
            copy.merge(damaged.session().store, Progress.NONE);
            assertTrue(added(copy).noneMatch(added -> added == 7777));
            damaged.notes().write("N", "one two three four");
            assertEquals(1, damaged.check(Progress.NONE).size());
            assertEquals(5, damaged.timeline().versions("N").size());
        }
    }

    private static Stream<Integer> added(Vault vault) {
        return vault.timeline().versions("N").stream().map(History.Version::added);
    }
}
