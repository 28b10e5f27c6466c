package app.vaultnotes.relay.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Statement;
import app.vaultnotes.proto.v1.VaultDevice;
import app.vaultnotes.relay.TestDevice;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.SignedStatement;
import app.vaultnotes.wire.Signing;
import app.vaultnotes.wire.WireId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What devices say they have takes no more room than there are devices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceiptsTest {

    private final Database database = Database.open(TestPostgres.newDatabase());
    private final Receipts receipts =
            new Receipts(database, new DeviceKeys(database), (vault, said) -> {});

    @AfterAll
    void close() {
        database.close();
    }

    private static Statement statement(TestDevice device, long number, int devices) {
        SortedMap<String, SignedStatement.UpTo> received = new TreeMap<>();
        for (int i = 0; i < devices; i++) {
            received.put(
                    WireId.text(new UUID(7, i)),
                    new SignedStatement.UpTo(1, Hash.of(new byte[] {(byte) i})));
        }
        return new SignedStatement(device.vault(), device.id(), number, received, new byte[0])
                .sign(device.privateKey())
                .toMessage();
    }

    private static ErrorCode refused(Runnable call) {
        return assertThrows(RelayException.class, call::run).code();
    }

    @Test
    void aStatementNamesHardlyMoreDevicesThanThereAre() {
        TestDevice device = TestDevice.withVault(database);
        receipts.put(device.caller(), statement(device, 1, 100));
        assertEquals(
                ErrorCode.INVALID,
                refused(() -> receipts.put(device.caller(), statement(device, 2, 101))));
        database.transact(
                Scope.keeper(),
                rows ->
                        rows.update(
                                "INSERT INTO chain VALUES (?, ?, 1, ?)",
                                device.vault(),
                                device.id(),
                                new byte[Hash.LENGTH]));
        receipts.put(device.caller(), statement(device, 2, 101));
        assertEquals(1, receipts.get(device.vault(), device.account()).size());
    }

    @Test
    void membersSeeTheDevicesThatSaidSomething() {
        TestDevice device = TestDevice.withVault(database);
        TestDevice silent = device.sibling(database);
        receipts.put(device.caller(), statement(device, 1, 1));
        List<VaultDevice> seen = receipts.devices(device.vault(), silent.account());
        assertEquals(
                List.of(WireId.text(device.id())),
                seen.stream().map(VaultDevice::getDeviceId).toList());
        assertArrayEquals(
                Signing.publicKey(device.privateKey()), seen.get(0).getPublicKey().toByteArray());
        TestDevice stranger = TestDevice.withVault(database);
        assertEquals(
                ErrorCode.NOT_FOUND,
                refused(() -> receipts.devices(device.vault(), stranger.account())));
    }

    @Test
    void anAnswerHoldsNoMoreThanMemoryDoes() {
        TestDevice device = TestDevice.withVault(database);
        receipts.put(device.caller(), statement(device, 1, 10));
        for (int i = 0; i < 17; i++) {
            UUID other = device.sibling(database).id();
            database.transact(
                    Scope.keeper(),
                    rows ->
                            rows.update(
                                    "INSERT INTO statement VALUES (?, ?, 1, ?)",
                                    device.vault(),
                                    other,
                                    new byte[1 << 20]));
        }
        assertEquals(
                ErrorCode.TOO_LARGE, refused(() -> receipts.get(device.vault(), device.account())));
    }
}
