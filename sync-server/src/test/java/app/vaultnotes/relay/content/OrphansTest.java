package app.vaultnotes.relay.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.BlobDescription;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.GetBlobRequest;
import app.vaultnotes.relay.TestDevice;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.FileBlobStore;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.clock.KeptClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed from a store, and what never is. */
class OrphansTest {

    private static final Duration LATER = Duration.ofDays(2);

    @TempDir private Path folder;

    private Database database;
    private BlobStore store;

    @BeforeEach
    void open() {
        database = Database.open(TestPostgres.newRelayDatabase());
        store = FileBlobStore.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private static byte[] content(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void put(TestDevice device, String text) throws IOException {
        byte[] content = content(text);
        BlobDescription description =
                BlobDescription.newBuilder()
                        .setVaultId(WireId.text(device.vault()))
                        .setHash(ByteString.copyFrom(Hash.of(content).toByteArray()))
                        .setSizeBytes(content.length)
                        .build();
        assertTrue(
                new Blobs(database, store, new KeptClock(database))
                        .put(device.caller(), description, new ByteArrayInputStream(content))
                        .getComplete());
    }

    private int removedLater() {
        InstantSource later = InstantSource.fixed(Instant.now().plus(LATER));
        return new Orphans(database, store, new KeptClock(database, later, System::nanoTime))
                .remove();
    }

    private boolean isThere(String text) {
        return store.sizeBytes(Hash.of(content(text))).isPresent();
    }

    @Test
    void whatSomeVaultHasStaysAndTheRestGoesWithTime() throws Exception {
        TestDevice one = TestDevice.withVault(database);
        TestDevice two = TestDevice.withVault(database);
        put(one, "both");
        put(two, "both");
        put(one, "one");
        store.put(Hash.of(content("nobody")), content("nobody"));
        assertEquals(0, new Orphans(database, store, new KeptClock(database)).remove());
        assertEquals(1, removedLater());
        assertTrue(isThere("both") && isThere("one") && !isThere("nobody"));
        database.transact(
                Scope.keeper(),
                rows -> rows.update("DELETE FROM vault WHERE vault_id = ?", one.vault()));
        assertEquals(1, removedLater());
        assertTrue(isThere("both") && !isThere("one"));
    }

    @Test
    void nobodyRefersToWhatWasRemovedMeanwhile() throws Exception {
        TestDevice device = TestDevice.withVault(database);
        byte[] content = content("gone");
        Hash hash = Hash.of(content);
        Kept kept = new Kept(store);
        store.put(hash, content);
        store.delete(hash);
        RelayException refused =
                assertThrows(
                        RelayException.class,
                        () ->
                                database.transact(
                                        Scope.vault(device.vault(), device.account()),
                                        transaction -> {
                                            kept.hold(transaction, hash);
                                            return true;
                                        }));
        assertEquals(ErrorCode.UNAVAILABLE, refused.code());
        RelayException absent =
                assertThrows(
                        RelayException.class,
                        () ->
                                new Blobs(database, store, new KeptClock(database))
                                        .open(
                                                device.caller(),
                                                GetBlobRequest.newBuilder()
                                                        .setVaultId(WireId.text(device.vault()))
                                                        .setHash(
                                                                ByteString.copyFrom(
                                                                        hash.toByteArray()))
                                                        .build()));
        assertEquals(ErrorCode.NOT_FOUND, absent.code());
    }
}
