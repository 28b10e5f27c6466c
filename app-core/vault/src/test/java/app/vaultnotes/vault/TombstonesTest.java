package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.store.SqliteStore;
import app.vaultnotes.wire.LogRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is purged on one device of a shared vault. */
class TombstonesTest {

    @TempDir Path folder;

    private final RelayLog relay = new RelayLog();
    private Vaults vaults;
    private Vault one;
    private Vault other;

    @BeforeEach
    void share() {
        vaults = new Vaults(folder);
        one = vaults.create("one");
        SqliteStore.create(vaults.folder("other"), one.id()).close();
        other = vaults.open("other");
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private Id sharedNote() {
        Id note = one.notes().write("Secret", "the word\n").id();
        relay.meet(one);
        relay.meet(other);
        return note;
    }

    private void purge(Vault vault) {
        vault.trash().put("Secret");
        vault.trash().purge("Secret");
    }

    private List<LogRecord> tombstones() {
        return relay.records.stream().filter(r -> r.kind() == LogRecord.Kind.TOMBSTONE).toList();
    }

    private static boolean knows(Vault vault, Id note) {
        return vault.session().store.changes().document(note).isPresent();
    }

    private static String text(Vault vault) {
        return vault.notes().text(vault.paths().note("Secret").id());
    }

    @Test
    void whatWasPurgedGoesElsewhere() {
        Id note = sharedNote();
        one.trash().put("Secret");
        relay.meet(one);
        relay.meet(other);
        one.trash().purge("Secret");
        relay.meet(one);
        assertEquals(1, tombstones().size());
        relay.meet(other);
        assertFalse(knows(other, note));
        relay.meet(one);
        int told = relay.records.size();
        relay.meet(other);
        relay.meet(one);
        assertEquals(told, relay.records.size(), "nobody tells it again");
    }

    @Test
    void whatOthersNeverHeardOfLeavesNoTombstone() {
        one.notes().write("Secret", "the word\n");
        purge(one);
        relay.meet(one);
        assertEquals(List.of(), tombstones());
    }

    /** Nobody heard that it was trashed before it was purged. */
    @Test
    void aDeviceThatWasAwayFollows() {
        Id note = sharedNote();
        purge(one);
        relay.meet(one);
        relay.meet(other);
        assertFalse(knows(other, note));
        SqliteStore.create(vaults.folder("third"), one.id()).close();
        try (Vault third = vaults.open("third")) {
            relay.meet(third);
            assertFalse(knows(third, note));
        }
    }

    /** An edit that comes later wins: who made it has all of the note and tells it. */
    @Test
    void anEditElsewhereBringsItBack() {
        Id note = sharedNote();
        purge(one);
        other.notes().write("Secret", "the word, and more\n");
        relay.meet(one);
        relay.meet(other);
        relay.meet(one);
        assertEquals("the word, and more\n", text(one));
        assertEquals("the word, and more\n", text(other));
        assertTrue(knows(one, note));
        int told = relay.records.size();
        relay.meet(one);
        relay.meet(other);
        assertEquals(told, relay.records.size());
    }

    /** The device that made the edit never comes again: the log has what the edit builds on. */
    @Test
    void theLogHasWhatAnEditOfAPurgedNoteBuildsOn() {
        sharedNote();
        other.notes().write("Secret", "the word, and more\n");
        relay.send(other);
        purge(one);
        relay.send(one);
        Records.Taken taken = relay.fetch(one);
        assertTrue(taken.baseless(), taken::toString);
        Records.Position at = one.records().position();
        one.records().put(new Records.Position(at.incarnation(), 0, at.acknowledged()));
        assertFalse(relay.fetch(one).baseless());
        assertEquals("the word, and more\n", text(one));
    }

    /** What was not sent by then is not sent any more, and nothing is missing in the chain. */
    @Test
    void purgedBeforeItWasSent() {
        Id note = sharedNote();
        one.notes().write("Secret", "the word, changed\n");
        one.records().cut(100);
        purge(one);
        one.records().startAnew();
        relay.meet(one);
        relay.meet(other);
        assertFalse(knows(other, note));
        assertEquals(List.of(), other.check(Progress.NONE));
    }
}
