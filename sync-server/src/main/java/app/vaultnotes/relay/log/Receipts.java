package app.vaultnotes.relay.log;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Statement;
import app.vaultnotes.proto.v1.VaultDevice;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.wire.SignedStatement;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/** What devices say they have of vaults: kept and passed on, never made up here. */
public final class Receipts {

    private static final int MOST = 10_000;

    /** Most bytes of all statements of a vault in one answer. */
    private static final long MOST_BYTES = 16L << 20;

    /** Most devices that a statement names beside those that have records here. */
    private static final int MOST_UNKNOWN = 100;

    private static final String DEVICES =
            "SELECT d.device_id, d.account_id, d.name, d.kind, d.public_key, d.revoked_millis IS NOT"
                    + " NULL, a.email FROM member m JOIN device d USING (account_id)"
                    + " JOIN account a USING (account_id) WHERE m.vault_id = ?"
                    + " AND (EXISTS (SELECT FROM chain c WHERE c.vault_id = m.vault_id AND"
                    + " c.device_id = d.device_id) OR EXISTS (SELECT FROM statement s WHERE"
                    + " s.vault_id = m.vault_id AND s.device_id = d.device_id))"
                    + " ORDER BY d.device_id LIMIT ?";

    private final Database database;
    private final DeviceKeys keys;
    private final BiConsumer<UUID, Statement> listener;

    /**
     * Statements in a database.
     *
     * @param listener hears of each that was taken, with its vault
     */
    public Receipts(Database database, DeviceKeys keys, BiConsumer<UUID, Statement> listener) {
        this.database = database;
        this.keys = keys;
        this.listener = listener;
    }

    /**
     * Takes what a device says; it replaces what the device said before.
     *
     * @throws RelayException BAD_PROOF when the caller's device did not sign it, INVALID when it
     *     says less than before, NOT_FOUND without a role in the vault
     */
    public void put(Caller caller, Statement message) {
        SignedStatement statement = SignedStatement.parse(message);
        boolean isOwn =
                statement.device().equals(caller.requireDevice())
                        && keys.of(statement.device()).filter(statement::isSignedBy).isPresent();
        if (!isOwn) {
            throw new RelayException(
                    ErrorCode.BAD_PROOF, "The statement is not by the device that sends it.", "");
        }
        Statement kept = statement.toMessage();
        boolean isNew =
                database.transact(
                        Scope.vault(statement.vault(), caller.account()),
                        transaction -> keep(transaction, caller, statement, kept));
        if (isNew) {
            listener.accept(statement.vault(), kept);
        }
    }

    /** False for the statement that is there already. */
    private static boolean keep(
            Transaction transaction, Caller caller, SignedStatement statement, Statement kept)
            throws SQLException {
        LogReader.standing(transaction, statement.vault(), caller.account());
        List<SignedStatement> before =
                transaction.list(
                        "SELECT message FROM statement WHERE vault_id = ? AND device_id = ?"
                                + " FOR UPDATE",
                        row -> SignedStatement.parse(message(row)),
                        statement.vault(),
                        statement.device());
        if (!before.isEmpty() && before.get(0).toMessage().equals(kept)) {
            return false;
        }
        before.forEach(said -> requireMore(said, statement));
        requireFew(transaction, statement);
        transaction.update(
                "INSERT INTO statement VALUES (?, ?, ?, ?) ON CONFLICT (vault_id, device_id)"
                        + " DO UPDATE SET number = excluded.number, message = excluded.message",
                statement.vault(),
                statement.device(),
                statement.number(),
                kept.toByteArray());
        return true;
    }

    /** A relay that was restored may have forgotten some, but not many. */
    private static void requireFew(Transaction transaction, SignedStatement statement)
            throws SQLException {
        long known =
                transaction
                        .first(
                                "SELECT count(*) FROM chain WHERE vault_id = ?",
                                row -> row.getLong(1),
                                statement.vault())
                        .orElseThrow();
        if (statement.received().size() > known + MOST_UNKNOWN) {
            throw RelayException.invalid(
                    "The statement names more devices than have records in the vault.");
        }
    }

    private static void requireMore(SignedStatement before, SignedStatement now) {
        boolean isMore =
                now.number() > before.number()
                        && before.received().entrySet().stream().allMatch(e -> has(now, e));
        if (!isMore) {
            throw RelayException.invalid(
                    "Statement " + now.number() + " says less than " + before.number() + ".");
        }
    }

    private static boolean has(
            SignedStatement now, Map.Entry<String, SignedStatement.UpTo> before) {
        SignedStatement.UpTo upTo = now.received().get(before.getKey());
        return upTo != null && upTo.deviceSeq() >= before.getValue().deviceSeq();
    }

    /**
     * The last statement of each device of a vault.
     *
     * @throws RelayException NOT_FOUND without a role in the vault, TOO_LARGE when they are more
     *     than one answer holds
     */
    public List<Statement> get(UUID vault, UUID account) {
        return database.transact(
                Scope.vault(vault, account),
                transaction -> {
                    LogReader.standing(transaction, vault, account);
                    requireSmall(transaction, vault);
                    return transaction.list(
                            "SELECT message FROM statement WHERE vault_id = ?"
                                    + " ORDER BY device_id LIMIT ?",
                            Receipts::message,
                            vault,
                            MOST);
                });
    }

    /**
     * The members' devices that have records in a vault or have said what they have of it.
     *
     * @throws RelayException NOT_FOUND without a role in the vault
     */
    public List<VaultDevice> devices(UUID vault, UUID account) {
        return database.transact(
                Scope.vault(vault, account),
                transaction -> {
                    LogReader.standing(transaction, vault, account);
                    return transaction.list(DEVICES, Receipts::device, vault, MOST);
                });
    }

    private static VaultDevice device(ResultSet row) throws SQLException {
        return VaultDevice.newBuilder()
                .setDeviceId(WireId.text(row.getObject(1, UUID.class)))
                .setAccountId(WireId.text(row.getObject(2, UUID.class)))
                .setName(row.getString(3))
                .setKindValue(row.getInt(4))
                .setPublicKey(ByteString.copyFrom(row.getBytes(5)))
                .setRevoked(row.getBoolean(6))
                .setAccountEmail(row.getString(7))
                .build();
    }

    private static void requireSmall(Transaction transaction, UUID vault) throws SQLException {
        long bytes =
                transaction
                        .first(
                                "SELECT coalesce(sum(octet_length(message)), 0) FROM statement"
                                        + " WHERE vault_id = ?",
                                row -> row.getLong(1),
                                vault)
                        .orElseThrow();
        if (bytes > MOST_BYTES) {
            throw new RelayException(
                    ErrorCode.TOO_LARGE, "What devices say of the vault is too much to tell.", "");
        }
    }

    private static Statement message(ResultSet row) throws SQLException {
        try {
            return Statement.parseFrom(row.getBytes(1));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a stored statement is damaged", e);
        }
    }
}
