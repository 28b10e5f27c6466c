package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Statement;
import app.vaultnotes.proto.v1.VaultDevice;
import app.vaultnotes.vault.Receipts.Heard;
import app.vaultnotes.vault.store.SqliteStore;
import app.vaultnotes.wire.SignedStatement;
import app.vaultnotes.wire.Signing;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What devices say they have, and what is believed of it. */
class ReceiptsTest {

    private static final byte[] KEY = new byte[Signing.KEY_BYTES];

    @TempDir Path folder;

    private final RelayLog relay = new RelayLog();
    private Vaults vaults;
    private Vault one;
    private Vault other;
    private Id note;

    @BeforeEach
    void share() {
        vaults = new Vaults(folder);
        one = vaults.create("one");
        note = one.notes().write("Seen", "text\n").id();
        SqliteStore.create(vaults.folder("other"), one.id()).close();
        other = vaults.open("other");
        relay.meet(one);
        relay.meet(other);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private static VaultDevice device(Vault vault, byte[] key) {
        return VaultDevice.newBuilder()
                .setDeviceId(vault.records().device().toString())
                .setAccountId(vault.id().toString())
                .setName("Tablet")
                .setPublicKey(ByteString.copyFrom(Signing.publicKey(key)))
                .build();
    }

    private static Statement said(Vault vault, byte[] key) {
        SignedStatement own = vault.receipts().own().sign(key);
        vault.receipts().said(own);
        return own.toMessage();
    }

    @Test
    void aDeviceHasWhatItSaysItHas() {
        assertEquals(List.of(), one.receipts().learn(List.of(device(other, KEY))));
        assertEquals(Heard.NEWS, one.receipts().hear(said(other, KEY)));
        Receipts.Receipt receipt = one.receipts().of(note);
        assertTrue(receipt.isOnRelay());
        assertEquals("Tablet", receipt.devices().get(0).name());
        assertTrue(receipt.devices().get(0).hasAll());
        one.notes().write("Seen", "more text\n");
        assertFalse(one.receipts().of(note).isOnRelay());
        relay.meet(one);
        assertTrue(one.receipts().of(note).isOnRelay());
        assertFalse(one.receipts().of(note).devices().get(0).hasAll());
        assertFalse(one.receipts().ofAll().devices().get(0).hasAll());
        relay.meet(other);
        assertEquals(Heard.NEWS, one.receipts().hear(said(other, KEY)));
        assertTrue(one.receipts().of(note).devices().get(0).hasAll());
        assertTrue(one.receipts().ofAll().devices().get(0).hasAll());
    }

    @Test
    void nobodyElseCanSayIt() {
        Statement said = said(other, KEY);
        assertEquals(Heard.UNKNOWN_DEVICE, one.receipts().hear(said));
        one.receipts().learn(List.of(device(other, KEY)));
        byte[] another = KEY.clone();
        another[0] = 1;
        assertEquals(1, one.receipts().learn(List.of(device(other, another))).size());
        assertEquals(Heard.FORGED, one.receipts().hear(said(other, another)));
        Statement more = said.toBuilder().setNumber(said.getNumber() + 1).build();
        assertEquals(Heard.FORGED, one.receipts().hear(more));
        assertEquals(Heard.NEWS, one.receipts().hear(said));
        assertEquals(Heard.OLD, one.receipts().hear(said));
        assertEquals(Heard.FORGED, one.receipts().hear(Statement.getDefaultInstance()));
    }

    /** The same is said by the same number, and another thing by a higher one. */
    @Test
    void numbersGrowWithWhatIsSaid() {
        Statement first = said(other, KEY);
        assertEquals(first, said(other, KEY));
        one.notes().write("Seen", "more text\n");
        relay.meet(one);
        relay.meet(other);
        assertEquals(first.getNumber() + 1, said(other, KEY).getNumber());
    }
}
