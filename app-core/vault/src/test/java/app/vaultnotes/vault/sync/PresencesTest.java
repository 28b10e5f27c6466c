package app.vaultnotes.vault.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.Cursor;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.CaretState;
import app.vaultnotes.proto.v1.Presence;
import app.vaultnotes.proto.v1.VaultDevice;
import app.vaultnotes.vault.DeviceIdentity;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.store.SqliteStore;
import app.vaultnotes.wire.Signing;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a device says where its caret is, and how long it is believed of others. */
class PresencesTest {

    private static final Id NOTE = Id.random();
    private static final Id OTHER = Id.random();
    private static final Id ACCOUNT = Id.random();
    private static final Caret CARET = new Caret(NOTE, Cursor.END, Cursor.END);

    private Vault vault;
    private Presences presences;

    @BeforeEach
    void open(@TempDir Path folder) {
        Path path = folder.resolve("vault");
        SqliteStore.create(path, Id.random()).close();
        vault =
                Vault.open(
                        SqliteStore.open(path),
                        new JavaEngine(),
                        Clock.systemUTC(),
                        new DeviceIdentity(folder.resolve("state"), "laptop"));
        presences = new Presences(vault.id().toString(), vault.receipts());
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private static Presence said(Id device, CaretState state) {
        return Presence.newBuilder()
                .setDeviceId(device.toString())
                .setAccountId(ACCOUNT.toString())
                .setDocId(NOTE.toString())
                .setState(state.toByteString())
                .build();
    }

    private static CaretState at(String cursor) {
        return CaretState.newBuilder().setAnchor(cursor).setCaret(cursor).build();
    }

    private int saidAt(long millis) {
        return presences.next(true, millis).size();
    }

    @Test
    void itIsSaidAtOnceThenSeldomAndAgainAsLongAsItHolds() {
        presences.live(0);
        assertEquals(0, saidAt(0));
        presences.moved(Optional.of(CARET), 1);
        assertEquals(1, saidAt(1));
        presences.moved(Optional.of(new Caret(NOTE, Cursor.END, new Cursor("1@ab"))), 2);
        assertEquals(0, saidAt(2), "not every letter");
        assertEquals(1, saidAt(presences.wakeMillis(true)));
        long again = presences.wakeMillis(true);
        assertTrue(again <= WireLimits.PRESENCE_MILLIS / 2, () -> "next at " + again);
        assertEquals(1, saidAt(again));
    }

    @Test
    void whoHasNoNoteOpenSaysSoOnce() {
        presences.live(0);
        presences.moved(Optional.of(CARET), 0);
        presences.next(true, 0);
        presences.moved(Optional.empty(), 1_000);
        Act.Send send = (Act.Send) presences.next(true, 1_000).get(0);
        assertTrue(send.message().getPresence().getState().isEmpty());
        assertEquals(Long.MAX_VALUE, presences.wakeMillis(true));
    }

    @Test
    void nothingIsSaidBeforeAllOfTheRelayIsHere() {
        presences.moved(Optional.of(CARET), 0);
        assertEquals(List.of(), presences.next(false, 0));
        assertEquals(Long.MAX_VALUE, presences.wakeMillis(false));
        presences.live(5_000);
        assertEquals(1, saidAt(5_000));
    }

    @Test
    void whoIsNotHeardOfForLongIsGone() {
        assertTrue(presences.hear(said(OTHER, at("e")), 0), "nobody has told of it");
        assertFalse(presences.hear(said(OTHER, at("e")), 4_000), "that was asked already");
        assertEquals(List.of(CARET), presences.others().stream().map(Present::caret).toList());
        long gone = presences.wakeMillis(false);
        presences.next(false, gone - 1);
        assertEquals(1, presences.others().size());
        presences.next(false, gone);
        assertEquals(List.of(), presences.others());
        assertEquals(4_000 + WireLimits.PRESENCE_MILLIS, gone);
    }

    @Test
    void whatCannotBeReadIsNoCaret() {
        presences.hear(said(OTHER, at("e")), 0);
        presences.hear(said(OTHER, at("nonsense")), 1);
        assertEquals(List.of(), presences.others());
        ByteString noise = ByteString.copyFrom(new byte[] {1, 2, 3});
        presences.hear(said(OTHER, at("e")).toBuilder().setState(noise).build(), 2);
        presences.hear(said(OTHER, at("e")).toBuilder().setDocId("none").build(), 3);
        assertEquals(List.of(), presences.others());
    }

    @Test
    void onesOwnEchoIsNobody() {
        presences.hear(said(vault.receipts().device(), at("e")), 0);
        assertEquals(List.of(), presences.others());
    }

    @Test
    void noMoreAreShownThanFit() {
        for (int i = 0; i < 1_000; i++) {
            presences.hear(said(Id.random(), at("e")), 0);
        }
        assertEquals(200, presences.others().size());
    }

    @Test
    void theyAreCalledAsTheirDevicesAre() {
        presences.hear(said(OTHER, at("e")), 0);
        assertEquals("", presences.others().get(0).name());
        VaultDevice device =
                VaultDevice.newBuilder()
                        .setDeviceId(OTHER.toString())
                        .setAccountId(ACCOUNT.toString())
                        .setAccountEmail("ada@example.org")
                        .setName("Tablet\n")
                        .setPublicKey(ByteString.copyFrom(new byte[Signing.KEY_BYTES]))
                        .build();
        vault.receipts().learn(List.of(device));
        presences.named();
        assertEquals("ada@example.org (Tablet)", presences.others().get(0).name());
    }
}
