package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Payload;
import app.vaultnotes.vault.store.SqliteStore;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.PackedSnapshot;
import app.vaultnotes.wire.SignedSnapshot;
import app.vaultnotes.wire.WireException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device saves of a document stands for the records it covers, and for nothing else. */
class SnapshotsTest {

    @TempDir Path folder;
    private Vaults vaults;
    private Vault here;
    private Vault there;
    private Id note;
    private final RelayLog relay = new RelayLog();

    @BeforeEach
    void open() {
        vaults = new Vaults(folder);
        here = vaults.create("here");
        here.folders().create("Folder");
        note = here.notes().write("Note", "first\n").id();
        there = joining("there");
        relay.meet(here);
        relay.meet(there);
        for (int i = 0; i < 5; i++) {
            vaults.clock.advance(java.time.Duration.ofHours(1));
            here.notes().write("Note", "first\n" + "line\n".repeat(i + 1));
            relay.meet(here);
        }
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private Vault joining(String name) {
        SqliteStore.create(vaults.folder(name), here.id()).close();
        return vaults.open(name);
    }

    private Snapshots.Made made() {
        return here.snapshots().make(note).orElseThrow();
    }

    private List<String> history(Vault vault) {
        return vault.session().store.history().versions(note).stream()
                .map(History.Version::id)
                .toList();
    }

    private List<SnapshotLog.Gone> gone() {
        return relay.records.stream().map(SnapshotsTest::gone).toList();
    }

    private static SnapshotLog.Gone gone(LogRecord record) {
        return new SnapshotLog.Gone(
                Uuids.id(record.doc()),
                Uuids.id(record.device()),
                record.deviceSeq(),
                record.hash());
    }

    @Test
    void itBringsAllOfADocumentAndTellsNothingMore() {
        Snapshots.Made made = made();
        try (Vault late = joining("late")) {
            assertTrue(late.snapshots().isNew());
            late.records().readAnew("first");
            late.snapshots().take(made.description(), made.bytes(), false);
            assertEquals(here.notes().text(note), late.notes().text(note));
            assertEquals(history(here), history(late));
            assertFalse(late.snapshots().isNew());
            relay.fetch(late);
            int told = relay.records.size();
            relay.send(late);
            assertEquals(told, relay.records.size(), "it tells nothing");
            assertEquals(List.of(), late.check(Progress.NONE));
        }
    }

    @Test
    void itIsMadeOnceAllIsOnTheRelayAndDueAgainWhenRecordsGrewByAsMuch() {
        Snapshots.Made made = made();
        assertEquals(List.of(note), here.snapshots().due(500, 10));
        here.snapshots().noted(note, made.bytes().length);
        assertEquals(List.of(), here.snapshots().due(500, 10));
        here.notes().write("Note", noise());
        assertEquals(Optional.empty(), here.snapshots().make(note), "some is not told yet");
        relay.send(here);
        assertEquals(List.of(note), here.snapshots().due(500, 10));
    }

    private static String noise() {
        StringBuilder noise = new StringBuilder();
        new Random(1).ints(3_000, 'a', 'z').forEach(c -> noise.append((char) c));
        return noise + "\n";
    }

    @Test
    void onlyWhoHasTheSameVouchesForIt() {
        Snapshots.Made made = made();
        assertFalse(here.snapshots().canTell(made.description()), "it made it");
        assertFalse(there.snapshots().canTell(made.description()), "it lacks some");
        relay.meet(there);
        assertTrue(there.snapshots().canTell(made.description()));
        assertTrue(there.snapshots().holds(made.description(), made.bytes()));
        there.notes().write("Note", "other\n");
        relay.meet(there);
        assertFalse(there.snapshots().canTell(made.description()), "it has more");
    }

    @Test
    void oneThatLacksSomethingIsNotVouchedFor() {
        byte[] old = made().bytes();
        here.notes().write("Note", "other\n");
        relay.meet(here);
        relay.meet(there);
        SignedSnapshot lie = covering(made().description(), old);
        assertTrue(there.snapshots().canTell(lie));
        assertFalse(there.snapshots().holds(lie, old), "of changes");
        Payload payload = PackedSnapshot.unpack(made().bytes());
        byte[] forgetful = PackedSnapshot.pack(payload.toBuilder().clearStretches().build());
        assertFalse(there.snapshots().holds(covering(lie, forgetful), forgetful), "of history");
        assertFalse(there.snapshots().holds(covering(lie, new byte[9]), new byte[9]), "of sense");
    }

    private static SignedSnapshot covering(SignedSnapshot like, byte[] bytes) {
        return new SignedSnapshot(
                like.vault(),
                like.doc(),
                like.device(),
                Hash.of(bytes),
                bytes.length,
                like.covered(),
                new byte[64]);
    }

    /** What a snapshot has that stands in no record is told; what it lacks, the log has. */
    @Test
    void oneThatLiesDoesNoHarmWhileTheLogIsWhole() {
        byte[] old = made().bytes();
        here.notes().write("Note", "first\nlast\n");
        Snapshots.Made ahead = here.snapshots().make(note).isPresent() ? made() : aheadOfTheLog();
        try (Vault late = joining("late")) {
            late.snapshots().take(covering(ahead.description(), ahead.bytes()), old, false);
            late.snapshots().take(ahead.description(), ahead.bytes(), false);
            assertEquals("first\nlast\n", late.notes().text(note));
            relay.fetch(late);
            relay.send(late);
            relay.fetch(there);
            assertEquals("first\nlast\n", there.notes().text(note), "what only it had is told");
        }
    }

    /** A snapshot of what no relay has. */
    private Snapshots.Made aheadOfTheLog() {
        RelayLog other = new RelayLog();
        relay.records.forEach(other.records::add);
        while (here.records().cut(100)) {
            // until nothing is left
        }
        Records.Position at = here.records().position();
        here.records()
                .put(
                        new Records.Position(
                                at.incarnation(), at.vaultSeq(), here.records().lastCut()));
        return made();
    }

    @Test
    void recordsWithoutTheirBytesWaitForOneThatIsVouchedFor() {
        Snapshots.Made made = made();
        Snapshots.Made tree = here.snapshots().make(here.id()).orElseThrow();
        try (Vault late = joining("late")) {
            assertEquals(
                    Optional.of(gone().get(0).document()), late.records().pass(gone()).lacking());
            late.snapshots().take(made.description(), made.bytes(), false);
            assertTrue(late.records().pass(gone()).lacking().isPresent(), "nobody vouches for it");
            late.snapshots().take(made.description(), made.bytes(), true);
            late.snapshots().take(tree.description(), tree.bytes(), true);
            Records.Passed passed = late.records().pass(gone());
            assertEquals(relay.records.size(), passed.count(), passed.toString());
            assertEquals(here.records().last(), late.records().last());
            assertFalse(late.records().cut(10));
            assertEquals(0, late.records().lastCut(), "it tells nothing");
            assertEquals(
                    Optional.of(Uuids.id(relay.records.get(0).device())),
                    late.records().pass(List.of(after(gone().get(gone().size() - 1)))).missing());
        }
    }

    private static SnapshotLog.Gone after(SnapshotLog.Gone last) {
        return new SnapshotLog.Gone(
                last.document(), last.device(), last.deviceSeq() + 2, last.hash());
    }

    @Test
    void hostileBytesAreRefused() {
        Snapshots.Made made = made();
        try (Vault late = joining("late")) {
            Random random = new Random(5);
            for (int i = 0; i < 200; i++) {
                byte[] bytes = made.bytes().clone();
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                try {
                    late.snapshots().take(covering(made.description(), bytes), bytes, true);
                } catch (WireException | CrdtException e) {
                    // refused, as it should
                }
            }
            assertThrows(
                    CrdtException.class,
                    () -> late.snapshots().take(ofTree(made), made.bytes(), true),
                    "a note for the tree");
            assertEquals(List.of(), late.check(Progress.NONE));
        }
    }

    private SignedSnapshot ofTree(Snapshots.Made made) {
        SignedSnapshot of = made.description();
        return new SignedSnapshot(
                of.vault(),
                of.vault(),
                of.device(),
                of.hash(),
                of.sizeBytes(),
                of.covered(),
                new byte[64]);
    }

    /** What was purged stays so, unless an edit waits for what it was. */
    @Test
    void whatWasPurgedHereStaysPurged() {
        Snapshots.Made made = made();
        relay.meet(there);
        there.trash().put("Note");
        there.trash().purge(there.trash().entries().get(0).id().toString());
        there.snapshots().take(made.description(), made.bytes(), true);
        assertTrue(there.catalogue().note(note).isEmpty());
    }
}
