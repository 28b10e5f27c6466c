package app.vaultnotes.relay;

import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.Signing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A device with a key, an account and a vault it writes into, put into the database by hand. */
public final class TestDevice {

    private final UUID account;
    private final UUID device;
    private final UUID vault;
    private final byte[] privateKey;
    private long lastSeq;
    private Hash last = Hash.NONE;

    private TestDevice(UUID account, UUID device, UUID vault, byte[] privateKey) {
        this.account = account;
        this.device = device;
        this.vault = vault;
        this.privateKey = privateKey;
    }

    /** An account with a vault of its own. */
    public static TestDevice withVault(Database database) {
        UUID vault = UUID.randomUUID();
        database.transact(
                Scope.keeper(),
                rows -> rows.update("INSERT INTO vault VALUES (?, 'Notes', 1, 0)", vault));
        return joining(database, vault, 3);
    }

    /** An account of its own with a role in a vault that is there. */
    public static TestDevice joining(Database database, UUID vault, int role) {
        UUID account = UUID.randomUUID();
        database.transact(
                Scope.keeper(),
                rows -> {
                    String email = account + "@example.org";
                    rows.update(
                            "INSERT INTO account VALUES (?, ?, ?, 'none', false, 0)",
                            account,
                            email,
                            email);
                    return rows.update(
                            "INSERT INTO member VALUES (?, ?, ?, 0)", vault, account, role);
                });
        return another(database, account, vault);
    }

    private static TestDevice another(Database database, UUID account, UUID vault) {
        UUID device = UUID.randomUUID();
        byte[] key =
                ByteBuffer.allocate(Signing.KEY_BYTES)
                        .putLong(device.getMostSignificantBits())
                        .putLong(device.getLeastSignificantBits())
                        .array();
        database.transact(
                Scope.keeper(),
                rows ->
                        rows.update(
                                "INSERT INTO device VALUES (?, ?, 'Laptop', 1, ?, 0, 0)",
                                device,
                                account,
                                Signing.publicKey(key)));
        return new TestDevice(account, device, vault, key);
    }

    /** The same device as a copy of its files would be. */
    public TestDevice copy() {
        TestDevice copy = new TestDevice(account, device, vault, privateKey);
        copy.last = last;
        copy.lastSeq = lastSeq;
        return copy;
    }

    /** Another device of the account. */
    public TestDevice sibling(Database database) {
        return another(database, account, vault);
    }

    /** Whoever signed in on it. */
    public Caller caller() {
        return new Caller(UUID.randomUUID(), account, device, false, Long.MAX_VALUE);
    }

    /** The next records, each of another document. */
    public SignedBatch cut(int count, int payloadBytes, Random random) {
        List<LogRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] payload = new byte[payloadBytes];
            random.nextBytes(payload);
            UUID doc = new UUID(random.nextLong(), random.nextLong());
            records.add(next(doc, payload));
        }
        return SignedBatch.sign(records, privateKey);
    }

    /** The next record of a document. */
    public SignedBatch cut(UUID doc, byte[] payload) {
        return SignedBatch.sign(List.of(next(doc, payload)), privateKey);
    }

    private LogRecord next(UUID doc, byte[] payload) {
        LogRecord.Place place = new LogRecord.Place(vault, doc, device, lastSeq + 1, last);
        LogRecord record = LogRecord.cut(place, LogRecord.Kind.CHANGES, 0, payload);
        lastSeq++;
        last = record.hash();
        return record;
    }

    /** The same records, signed by this device's key. */
    public SignedBatch sign(List<LogRecord> records) {
        return SignedBatch.sign(records, privateKey);
    }

    /** Its vault. */
    public UUID vault() {
        return vault;
    }

    /** Its account. */
    public UUID account() {
        return account;
    }

    /** Its id. */
    public UUID id() {
        return device;
    }

    /** The key that never leaves it. */
    public byte[] privateKey() {
        return privateKey.clone();
    }
}
