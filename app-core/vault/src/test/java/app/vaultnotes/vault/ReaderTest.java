package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may only read edits nothing, loses nothing, and can have a vault of their own of it. */
class ReaderTest {

    @TempDir Path folder;

    private Vaults vaults;
    private Vault vault;
    private Id note;

    @BeforeEach
    void open() throws IOException {
        vaults = new Vaults(folder);
        vault = vaults.create("shared");
        vault.setHome(Optional.of(new Home("https://relay.example/", Id.random())));
        note = vault.notes().write("F/Note", "one\n").id();
        vaults.clock.advance(Duration.ofHours(1));
        vault.notes().write("F/Note", "one\n\ntwo\n");
        vault.notes().write("Old", "gone\n");
        vault.trash().put("Old");
        vault.folders().create("G/Inner");
        vault.bookmarks().mark("G/Inner", true);
        vault.settings().set(VaultSetting.DAILY_FOLDER, "Days");
        vaults.clock.advance(Duration.ofHours(1));
        Path file = Files.writeString(folder.resolve("data.bin"), "bytes");
        vault.attach("F/Note", file);
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private static void refused(Executable edit) {
        assertEquals(
                VaultException.Code.VIEW_ONLY, assertThrows(VaultException.class, edit).code());
    }

    @Test
    void nothingIsEditedButWhatIsTypedAlreadyStaysAlsoAfterARestart() {
        vault.records().setReader(true);
        vault.close();
        vault = vaults.open("shared");
        assertTrue(vault.isReader());
        Map<String, String> before = Copies.seen(vault);
        String text = vault.notes().text(note);
        refused(() -> vault.notes().write("F/Note", "other"));
        refused(() -> vault.notes().create("New", ""));
        refused(() -> vault.notes().duplicate("F/Note"));
        refused(() -> vault.notes().bookmark("F/Note", true));
        refused(() -> vault.folders().create("New"));
        refused(() -> vault.moves().move("F/Note", "Moved"));
        refused(() -> vault.trash().put("F/Note"));
        refused(() -> vault.trash().restore("Old"));
        refused(() -> vault.trash().empty());
        refused(() -> vault.undo().undo("F/Note"));
        refused(() -> vault.properties().set("F/Note", "tags", List.of("a")));
        refused(() -> vault.bookmarks().mark("F", true));
        refused(() -> vault.settings().set(VaultSetting.DAILY_FOLDER, "Other"));
        refused(() -> vault.timeline().name("F/Note", "named"));
        refused(() -> vault.attach("F/Note", folder.resolve("data.bin")));
        assertEquals(before, Copies.seen(vault));
        vaults.clock.advance(Duration.ofDays(40));
        for (int day = 0; day < 40; day++) {
            vaults.clock.advance(Duration.ofDays(1));
            vault.trash().keepHouse();
        }
        assertEquals(before, Copies.seen(vault), "nothing is purged that nobody would hear of");
        vault.notes().type(note, List.of(new TextEdit(NoteDocument.TEXT, 0, 0, "typed ")));
        assertEquals("typed " + text, vault.notes().text(note));
        vault.records().setReader(false);
        vault.notes().write("New", "words");
    }

    @Test
    void whoLeavesWritesAgain() {
        vault.records().setReader(true);
        vault.setHome(Optional.empty());
        assertFalse(vault.isReader());
        vault.notes().write("New", "words");
    }

    @Test
    void aVaultIsSavedAsANewOneWithItsPastAndWhatWaits() {
        RelayLog relay = new RelayLog();
        relay.meet(vault);
        vaults.clock.advance(Duration.ofHours(1));
        vault.notes().write("F/Note", vault.notes().text(note) + "\nwaits\n");
        vault.records().setReader(true);
        Map<String, String> seen = Copies.seen(vault);
        List<String> history = history(vault);
        Id id = Id.random();
        SqliteStore.create(vaults.folder("new"), id).close();
        try (Vault fresh = vaults.open("new")) {
            Merged merged = vault.saveAs(fresh, Progress.NONE);
            assertEquals(List.of(), merged.problems());
            assertEquals(seen, Copies.seen(fresh));
            assertEquals(history, history(fresh));
            assertEquals(List.of(), fresh.arrivals().all());
            assertEquals("Days", fresh.settings().get(VaultSetting.DAILY_FOLDER));
            assertEquals(id, fresh.id());
            assertNotEquals(vault.id(), fresh.id());
            assertNotEquals(vault.records().device(), fresh.records().device());
            assertEquals(Optional.empty(), fresh.home());
            assertFalse(fresh.isReader());
            fresh.notes().write("F/Note", "mine");
            fresh.moves().move("G/Inner", "H");
            assertEquals(List.of(), fresh.check(Progress.NONE));
            RelayLog other = new RelayLog();
            other.meet(fresh);
            SqliteStore.create(vaults.folder("late"), id).close();
            try (Vault late = vaults.open("late")) {
                other.meet(late);
                assertEquals(Copies.seen(fresh), Copies.seen(late), "it is shared like any other");
            }
        }
        assertEquals(seen, Copies.seen(vault));
        assertThrows(IllegalStateException.class, () -> vault.saveAs(vault, Progress.NONE));
    }

    private List<String> history(Vault of) {
        return of.timeline().versions("F/Note").stream()
                .map(v -> v.id() + v.toMillis() + v.device())
                .toList();
    }
}
