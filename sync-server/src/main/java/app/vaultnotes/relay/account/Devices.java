package app.vaultnotes.relay.account;

import app.vaultnotes.proto.v1.BindDeviceRequest;
import app.vaultnotes.proto.v1.Device;
import app.vaultnotes.proto.v1.DeviceChallengeRequest;
import app.vaultnotes.proto.v1.DeviceChallengeResponse;
import app.vaultnotes.proto.v1.DeviceSignInRequest;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.ListDevicesResponse;
import app.vaultnotes.proto.v1.RevokeDeviceRequest;
import app.vaultnotes.proto.v1.RevokeDeviceResponse;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.audit.AuditEvent;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.Fields;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.Signing;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The devices of accounts: bound with a key of their own, by which they sign in later. */
final class Devices {

    private static final int MOST_BOUND = 100;
    private static final int MOST_EVER = 1_000;
    private static final int MOST_KINDS = 1_000;
    private static final int NONCE_BYTES = 32;
    private static final long NONCE_MILLIS = 60_000;
    private static final long AWAY_MILLIS = Duration.ofDays(30).toMillis();
    private static final String LIST =
            "SELECT device_id, name, kind, public_key, bound_millis, last_seen_millis,"
                    + " revoked_millis FROM device WHERE account_id = ?"
                    + " ORDER BY revoked_millis IS NOT NULL, last_seen_millis DESC, device_id"
                    + " LIMIT "
                    + MOST_BOUND;
    private static final String INSERT =
            "INSERT INTO device (device_id, account_id, name, kind, public_key, bound_millis,"
                    + " last_seen_millis, seen_steady_millis) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT DO NOTHING";
    private static final String BIND_AGAIN =
            "UPDATE device SET name = ?, kind = ?, last_seen_millis = ?,"
                    + " seen_steady_millis = ? WHERE device_id = ?"
                    + " AND account_id = ? AND public_key = ? AND revoked_millis IS NULL";
    private static final String OWNER = "SELECT account_id FROM device WHERE device_id = ?";
    private static final String BOUND =
            "SELECT account_id, public_key, coalesce(seen_steady_millis, last_seen_millis)"
                    + " FROM device"
                    + " WHERE device_id = ? AND revoked_millis IS NULL FOR UPDATE";

    private final Database database;
    private final RelayClock clock;
    private final SecureRandom random;
    private final Sessions sessions;
    private final Audit audit;
    private final Erasure erasure;

    Devices(
            Database database,
            RelayClock clock,
            SecureRandom random,
            Sessions sessions,
            Audit audit,
            Erasure erasure) {
        this.database = database;
        this.clock = clock;
        this.random = random;
        this.sessions = sessions;
        this.audit = audit;
        this.erasure = erasure;
    }

    Session bind(Caller caller, BindDeviceRequest request) {
        UUID device = Fields.id("device_id", request.getDeviceId());
        Fields.name("name", request.getName());
        if (request.getKindValue() < 0 || request.getKindValue() > MOST_KINDS) {
            throw RelayException.invalid("kind is no kind of device");
        }
        byte[] key = exactly("public_key", request.getPublicKey(), Signing.KEY_BYTES);
        byte[] signature = exactly("signature", request.getSignature(), Signing.SIGNATURE_BYTES);
        boolean isSigned =
                new Signing.Message(Signing.Purpose.BIND)
                        .id(caller.account())
                        .id(device)
                        .bytes(key)
                        .isSigned(key, signature);
        if (!isSigned) {
            throw new RelayException(
                    ErrorCode.BAD_PROOF, "signature is not by the device's key.", "");
        }
        Session session =
                database.transact(
                        Scope.account(caller.account()),
                        rows -> bind(rows, caller, device, request));
        sessions.forget(new Revocation(Revocation.Kind.SESSION, caller.session()));
        return session;
    }

    private static byte[] exactly(String field, ByteString bytes, int length) {
        if (bytes.size() != length) {
            throw RelayException.invalid(field + " has " + bytes.size() + " bytes, not " + length);
        }
        return bytes.toByteArray();
    }

    private Session bind(Transaction rows, Caller caller, UUID device, BindDeviceRequest request)
            throws SQLException {
        Accounts.lock(rows, caller.account());
        if (!bindAgain(rows, caller.account(), device, request)) {
            requireRoom(rows, caller.account());
            insert(rows, caller.account(), device, request);
        }
        Session session = sessions.bind(rows, caller.session(), device);
        audit.write(
                rows,
                AuditEvent.DEVICE_BOUND,
                caller.account(),
                null,
                "device=" + WireId.text(device));
        return session;
    }

    /** A device that was away for too long comes back with its old key by the passphrase. */
    private boolean bindAgain(
            Transaction rows, UUID account, UUID device, BindDeviceRequest request)
            throws SQLException {
        return rows.update(
                        BIND_AGAIN,
                        request.getName(),
                        request.getKindValue(),
                        clock.millis(),
                        clock.steadyMillis(),
                        device,
                        account,
                        request.getPublicKey().toByteArray())
                == 1;
    }

    private void insert(Transaction rows, UUID account, UUID device, BindDeviceRequest request)
            throws SQLException {
        long now = clock.millis();
        int made =
                rows.update(
                        INSERT,
                        device,
                        account,
                        request.getName(),
                        request.getKindValue(),
                        request.getPublicKey().toByteArray(),
                        now,
                        now,
                        clock.steadyMillis());
        if (made == 0) {
            throw new RelayException(
                    ErrorCode.TAKEN,
                    "The device's id or key is in use.",
                    "Draw another id and key.");
        }
    }

    private record Count(int bound, int ever) {}

    private static void requireRoom(Transaction rows, UUID account) throws SQLException {
        Count count =
                rows.first(
                                "SELECT count(*) FILTER (WHERE revoked_millis IS NULL), count(*)"
                                        + " FROM device WHERE account_id = ?",
                                row -> new Count(row.getInt(1), row.getInt(2)),
                                account)
                        .orElseThrow();
        if (count.bound() >= MOST_BOUND || count.ever() >= MOST_EVER) {
            throw new RelayException(
                    ErrorCode.QUOTA,
                    "The account has " + count.bound() + " devices, as many as it may.",
                    "Revoke one that is not used any more.");
        }
    }

    /** Costs and says the same whether or not there is such a device. */
    DeviceChallengeResponse challenge(DeviceChallengeRequest request) {
        UUID device = Fields.id("device_id", request.getDeviceId());
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        database.transact(
                Scope.gate(),
                rows ->
                        rows.update(
                                "INSERT INTO challenge (nonce_hash, device_id, expires_millis)"
                                        + " VALUES (?, ?, ?)",
                                Hash.of(nonce).toByteArray(),
                                device,
                                clock.steadyMillis() + NONCE_MILLIS));
        return DeviceChallengeResponse.newBuilder().setNonce(ByteString.copyFrom(nonce)).build();
    }

    Session signIn(DeviceSignInRequest request) {
        UUID device = Fields.id("device_id", request.getDeviceId());
        byte[] nonce = exactly("nonce", request.getNonce(), NONCE_BYTES);
        byte[] signature = exactly("signature", request.getSignature(), Signing.SIGNATURE_BYTES);
        Signing.Message message =
                new Signing.Message(Signing.Purpose.SIGN_IN).id(device).bytes(nonce);
        if (!database.transact(Scope.gate(), rows -> isUsed(rows, device, nonce))) {
            throw wrong();
        }
        Optional<Sessions.Opened> opened =
                database.transact(Scope.gate(), rows -> open(rows, device, message, signature));
        return sessions.announce(opened.orElseThrow(Devices::wrong));
    }

    /**
     * Uses a nonce up, in a transaction of its own: it is gone when the signature is wrong, too.
     * One that is good for longer than any ever is is of steady time that is repeated.
     */
    private boolean isUsed(Transaction rows, UUID device, byte[] nonce) throws SQLException {
        long now = clock.steadyMillis();
        return rows.first(
                        "DELETE FROM challenge WHERE nonce_hash = ? AND device_id = ?"
                                + " RETURNING expires_millis",
                        row -> row.getLong(1),
                        Hash.of(nonce).toByteArray(),
                        device)
                .filter(expires -> expires > now && expires <= now + 2 * NONCE_MILLIS)
                .isPresent();
    }

    private static RelayException wrong() {
        return new RelayException(
                ErrorCode.WRONG_CREDENTIALS,
                "The device is unknown, revoked or away too long, or the signature is wrong.",
                "Sign in with the passphrase.");
    }

    private record Bound(UUID account, byte[] publicKey, long seenSteadyMillis) {
        static Bound read(ResultSet row) throws SQLException {
            return new Bound(row.getObject(1, UUID.class), row.getBytes(2), row.getLong(3));
        }
    }

    /** Account and device stay locked: neither can be shut out between the look and the session. */
    private Optional<Sessions.Opened> open(
            Transaction rows, UUID device, Signing.Message message, byte[] signature)
            throws SQLException {
        long now = clock.steadyMillis();
        Optional<UUID> account = rows.first(OWNER, row -> row.getObject(1, UUID.class), device);
        if (account.isEmpty()) {
            return Optional.empty();
        }
        Accounts.Locked locked = Accounts.lock(rows, account.get());
        Bound bound = rows.first(BOUND, Bound::read, device).orElse(null);
        if (bound == null || now - bound.seenSteadyMillis() > AWAY_MILLIS) {
            return Optional.empty();
        }
        if (!message.isSigned(bound.publicKey(), signature)) {
            audit.write(rows, AuditEvent.SIGN_IN_FAILED, bound.account());
            return Optional.empty();
        }
        locked.requireActive();
        Sessions.Opened opened = sessions.open(rows, bound.account(), device);
        rows.update(
                "UPDATE device SET last_seen_millis = ?, seen_steady_millis = ?"
                        + " WHERE device_id = ?",
                clock.millis(),
                now,
                device);
        String detail = "device=" + WireId.text(device);
        audit.write(rows, AuditEvent.DEVICE_SIGNED_IN, bound.account(), null, detail);
        return Optional.of(opened);
    }

    ListDevicesResponse list(Caller caller) {
        return ListDevicesResponse.newBuilder()
                .addAllDevices(
                        database.transact(
                                Scope.account(caller.account()),
                                rows -> rows.list(LIST, Devices::read, caller.account())))
                .build();
    }

    private static Device read(ResultSet row) throws SQLException {
        return Device.newBuilder()
                .setDeviceId(WireId.text(row.getObject(1, UUID.class)))
                .setName(row.getString(2))
                .setKindValue(row.getInt(3))
                .setPublicKey(ByteString.copyFrom(row.getBytes(4)))
                .setBoundMillis(row.getLong(5))
                .setLastSeenMillis(row.getLong(6))
                .setRevokedMillis(row.getLong(7))
                .build();
    }

    RevokeDeviceResponse revoke(Caller caller, RevokeDeviceRequest request) {
        UUID device = Fields.id("device_id", request.getDeviceId());
        database.transact(
                Scope.account(caller.account()), rows -> revoke(rows, caller.account(), device));
        sessions.revoked(new Revocation(Revocation.Kind.DEVICE, device));
        return RevokeDeviceResponse.getDefaultInstance();
    }

    /** Once more changes nothing: the first time stays. */
    private boolean revoke(Transaction rows, UUID account, UUID device) throws SQLException {
        int found =
                rows.update(
                        "UPDATE device SET revoked_millis = coalesce(revoked_millis, ?)"
                                + " WHERE device_id = ? AND account_id = ?",
                        clock.millis(),
                        device,
                        account);
        if (found == 0) {
            throw RelayException.notFound("device");
        }
        rows.update("DELETE FROM session WHERE device_id = ?", device);
        audit.write(
                rows, AuditEvent.DEVICE_REVOKED, account, null, "device=" + WireId.text(device));
        erasure.end(rows, Ended.device(device, account));
        return true;
    }
}
