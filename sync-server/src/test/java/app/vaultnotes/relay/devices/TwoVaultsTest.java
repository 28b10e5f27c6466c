package app.vaultnotes.relay.devices;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.vault.Arrivals;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Receipts;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.sync.SyncState;
import app.vaultnotes.vault.sync.SyncStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two computers, a relay, and what people do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoVaultsTest {

    @TempDir private Path folder;
    private Relay relay;
    private Laptops laptops;

    @BeforeAll
    void start(@TempDir Path shared) {
        relay = Relay.start(TestSettings.in(shared).on(TestPostgres.newRelayDatabase()).settings());
    }

    @BeforeEach
    void open() {
        laptops = new Laptops(folder, relay.port());
    }

    @AfterEach
    void closeLaptops() {
        laptops.close();
    }

    @AfterAll
    void stop() {
        relay.close();
    }

    @Test
    void whatIsWrittenOnOneIsOnTheOther() {
        String email = TestRelay.email();
        Laptop one = laptops.owner(email);
        one.vault.notes().write("Ideas", "first\n");
        SyncStatus sent = one.settle();
        assertEquals(SyncState.LIVE, sent.state(), sent::toString);
        assertTrue(sent.isLevel() && sent.sent() > 0, sent::toString);
        Laptop other = laptops.second(email, one);
        assertTrue(other.settle().isLevel());
        assertEquals("first\n", other.text("Ideas"));
        other.vault.notes().write("Ideas", "first\nsecond\n");
        one.await("the edit does not come", () -> one.text("Ideas").equals("first\nsecond\n"));
    }

    @Test
    void whatWasWrittenOfflineMeets() {
        String email = TestRelay.email();
        Laptop one = laptops.owner(email);
        Laptop other = laptops.second(email, one);
        one.vault.notes().write("Both", "a\nb\n");
        one.settle();
        other.settle();
        one.stopSync();
        other.stopSync();
        one.vault.notes().write("Both", "A\na\nb\n");
        other.vault.notes().write("Both", "a\nb\nB\n");
        other.vault.notes().write("New", "new\n");
        one.settle();
        other.settle();
        List<Arrivals.Arrival> met = other.vault.arrivals().all();
        assertEquals(1, met.size(), met::toString);
        assertEquals(Arrivals.Kind.MET, met.get(0).kind());
        assertEquals("Both", met.get(0).path());
        assertEquals(
                List.of(one.vault.receipts().device()),
                met.get(0).by().stream().flatMap(by -> by.device().stream()).toList());
        assertFalse(met.get(0).by().get(0).name().isEmpty());
        Arrivals.Texts texts = other.vault.arrivals().texts(met.get(0));
        assertEquals("A\na\nb\n", texts.theirs());
        assertEquals("a\nb\nB\n", texts.mine());
        assertEquals(0, other.sync().status().clockAheadMillis());
        one.await("they differ", () -> one.text("Both").equals("A\na\nb\nB\n"));
        other.await("they differ", () -> other.text("Both").equals("A\na\nb\nB\n"));
        one.await("a note is missing", () -> one.text("New").equals("new\n"));
    }

    @Test
    void attachmentsComeWithTheirBytes() throws IOException {
        String email = TestRelay.email();
        Laptop one = laptops.owner(email);
        one.vault.notes().write("Pictures", "here:\n");
        byte[] bytes = new byte[6_000_000];
        new Random(3).nextBytes(bytes);
        Path file = Files.write(folder.resolve("large.bin"), bytes);
        one.vault.attach("Pictures", file);
        SyncStatus sent = one.settle();
        assertTrue(sent.isLevel(), sent::toString);
        Laptop other = laptops.second(email, one);
        SyncStatus status = other.settle();
        assertTrue(status.isLevel(), status::toString);
        BlobHash hash = BlobHash.of(bytes);
        assertTrue(other.vault.blobs().has(hash));
        try (InputStream in = other.vault.blobs().open(hash)) {
            assertArrayEquals(bytes, in.readAllBytes());
        }
        Path small = Files.writeString(folder.resolve("small.txt"), "small");
        other.vault.attach("Pictures", small);
        BlobHash smallHash = BlobHash.of("small".getBytes(StandardCharsets.UTF_8));
        one.await("the attachment does not come", () -> one.vault.blobs().has(smallHash));
    }

    @Test
    void receiptsTellWhoHasWhat() {
        Laptop one = laptops.owner(TestRelay.email());
        Laptop guest = laptops.guest(one, Role.EDITOR);
        Id note = one.vault.notes().write("Seen", "text\n").id();
        assertFalse(one.vault.receipts().of(note).isOnRelay());
        one.settle();
        assertTrue(one.vault.receipts().of(note).isOnRelay());
        assertEquals(List.of(), one.vault.receipts().of(note).devices());
        guest.settle();
        one.await("nobody says it has it", () -> hasAll(one.vault.receipts().of(note)));
        guest.stopSync();
        one.vault.notes().write("Seen", "text, changed\n");
        one.await("it is not on the relay", () -> one.vault.receipts().of(note).isOnRelay());
        assertFalse(hasAll(one.vault.receipts().of(note)), "the guest is away");
        guest.settle();
        one.await("nobody says it has it", () -> hasAll(one.vault.receipts().of(note)));
        one.stopSync();
        one.vault.notes().write("Seen", "text, changed offline\n");
        assertFalse(hasAll(one.vault.receipts().of(note)), "it is in no record yet");
        assertFalse(hasAll(one.vault.receipts().ofAll()), "it is in no record yet");
        assertEquals(guest.account.id(), one.vault.receipts().of(note).devices().get(0).account());
    }

    private static boolean hasAll(Receipts.Receipt receipt) {
        return receipt.devices().size() == 1 && receipt.devices().get(0).hasAll();
    }

    @Test
    void whoMayOnlyReadKeepsWhatTheyWrote() {
        Laptop one = laptops.owner(TestRelay.email());
        Laptop guest = laptops.guest(one, Role.VIEWER);
        one.vault.notes().write("Read", "me\n");
        one.settle();
        assertTrue(guest.settle().isLevel());
        assertEquals("me\n", guest.text("Read"));
        assertTrue(guest.vault.isReader());
        assertThrows(VaultException.class, () -> guest.vault.notes().write("Mine", "alone\n"));
        Id read = guest.vault.paths().note("Read").id();
        guest.vault.notes().type(read, List.of(new TextEdit(NoteDocument.TEXT, 0, 0, "alone ")));
        guest.await("it is not said", () -> guest.sync().status().pending() > 0);
        SyncStatus status = guest.settle();
        assertEquals(SyncState.LIVE, status.state());
        assertEquals(Role.VIEWER, status.role());
        assertFalse(status.why().isEmpty());
        one.vault.notes().write("Read", "me again\n");
        guest.await("the edit does not come", () -> guest.text("Read").equals("alone me again\n"));
        assertEquals("me again\n", one.text("Read"));
        one.asAccount(calls -> {
            calls.setRole(one.vault.id(), guest.account.id().toString(), Role.EDITOR);
            return true;
        });
        guest.stopSync();
        guest.settle();
        assertFalse(guest.vault.isReader());
        one.await("it does not come", () -> one.text("Read").equals("alone me again\n"));
    }

    @Test
    void aRoleThatChangesIsKnownAtOnceAndWhatWasHeldBackGoesOut() {
        Laptop one = laptops.owner(TestRelay.email());
        Laptop guest = laptops.guest(one, Role.EDITOR);
        Id note = one.vault.notes().write("Held", "theirs\n").id();
        one.settle();
        guest.settle();
        setRole(one, guest, Role.VIEWER);
        guest.await("is an editor for ever", () -> guest.sync().status().role() == Role.VIEWER);
        guest.vault.notes().type(note, List.of(new TextEdit(NoteDocument.TEXT, 0, 0, "mine ")));
        guest.await("sends what it may not", () -> guest.sync().status().pending() > 0);
        setRole(one, guest, Role.EDITOR);
        one.await("the edit does not come", () -> one.text("Held").equals("mine theirs\n"));
        assertEquals(Role.EDITOR, guest.sync().status().role());
    }

    private static void setRole(Laptop owner, Laptop guest, Role role) {
        var _ =
                owner.asAccount(calls ->
                        calls.setRole(owner.vault.id(), guest.account.id().toString(), role));
    }

    @Test
    void whoIsTakenOutIsToldSo() {
        Laptop one = laptops.owner(TestRelay.email());
        Laptop guest = laptops.guest(one, Role.EDITOR);
        one.vault.notes().write("Shared", "text\n");
        one.settle();
        guest.settle();
        one.asAccount(calls -> {
            calls.remove(one.vault.id(), guest.account.id().toString());
            return true;
        });
        guest.await("it does not notice", () -> guest.sync().status().state() == SyncState.REMOVED);
        assertEquals("text\n", guest.text("Shared"));
    }

    @Test
    void aVaultThatNoRelayHasIsNotShared() {
        Laptop one = laptops.owner(TestRelay.email());
        Laptop stranger = laptops.stranger(one);
        assertEquals(SyncState.REMOVED, stranger.settle().state());
    }

    @Test
    void aRevokedDeviceIsSignedOut() {
        String email = TestRelay.email();
        Laptop one = laptops.owner(email);
        Laptop other = laptops.second(email, one);
        one.settle();
        other.settle();
        one.asAccount(calls -> {
            calls.devices().stream()
                    .map(device -> device.getDeviceId())
                    .filter(id -> !id.equals(one.account.device().toString()))
                    .filter(id -> !id.equals(one.vault.records().device().toString()))
                    .forEach(calls::revoke);
            return true;
        });
        other.await(
                "it does not notice", () -> other.sync().status().state() == SyncState.SIGNED_OUT);
        other.vault.notes().write("Still", "works\n");
        assertTrue(other.sync().status().pending() >= 0);
    }
}
