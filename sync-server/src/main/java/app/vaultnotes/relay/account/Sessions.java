package app.vaultnotes.relay.account;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.RefreshTokenRequest;
import app.vaultnotes.proto.v1.RevokeTokenRequest;
import app.vaultnotes.proto.v1.RevokeTokenResponse;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.audit.AuditEvent;
import app.vaultnotes.relay.call.Authenticator;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.call.Secret;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.Signing;
import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in. A session has an access token for 10 minutes and a refresh token for 48 hours,
 * which is exchanged for the next pair and works once. Safe for any number of threads and relays.
 */
public final class Sessions implements Authenticator {

    private static final int MOST_OF_ACCOUNT = 200;
    private static final int LONGEST_TOKEN = 1_000;
    private static final long REPEAT_MILLIS = 30_000;

    /** By how much the clocks of relays on one database may differ. */
    private static final long SKEW_MILLIS = 60_000;

    /**
     * A token that is good for longer than any ever is was made before steady time was repeated, as
     * after a restore; it is refused, so that nothing makes one last.
     */
    private static final String CALLER =
            "SELECT s.session_id, s.account_id, s.device_id, a.is_admin, s.access_expires_millis"
                    + " FROM session s JOIN account a USING (account_id)"
                    + " LEFT JOIN device d ON d.device_id = s.device_id"
                    + " WHERE s.access_hash = ? AND s.access_expires_millis > ?"
                    + " AND s.access_expires_millis <= ? AND a.suspended_millis IS NULL"
                    + " AND d.revoked_millis IS NULL";

    private static final String OLDEST =
            "DELETE FROM session WHERE session_id IN (SELECT session_id FROM session"
                    + " WHERE account_id = ? ORDER BY rotated_millis DESC, session_id OFFSET ?)"
                    + " RETURNING session_id";

    private final Database database;
    private final RelayClock clock;
    private final SecureRandom random;
    private final Audit audit;
    private final LastSeen lastSeen;
    private final RevocationListener listener;
    private final CallerCache cache = new CallerCache();

    /** Sessions in a database. */
    public Sessions(
            Database database,
            RelayClock clock,
            SecureRandom random,
            Audit audit,
            LastSeen lastSeen,
            RevocationListener listener) {
        this.database = database;
        this.clock = clock;
        this.random = random;
        this.audit = audit;
        this.lastSeen = lastSeen;
        this.listener = listener;
    }

    static RelayException unauthenticated() {
        return new RelayException(
                ErrorCode.UNAUTHENTICATED,
                "The token is expired, revoked or unknown.",
                "Sign in again.");
    }

    /**
     * Who calls with an access token. What is revoked on this relay is refused at once, what is
     * revoked on another as soon as that is told here, and within 30 seconds in any case.
     *
     * @throws RelayException UNAUTHENTICATED when it is expired, revoked or was never one
     */
    @Override
    public Caller authenticate(String accessToken) {
        if (accessToken.length() > LONGEST_TOKEN) {
            throw unauthenticated();
        }
        Hash token = Secret.shown(accessToken).hash();
        long now = clock.steadyMillis();
        Caller caller = cache.find(token, now).orElseGet(() -> load(token, now));
        UUID device = caller.device();
        if (device != null) {
            lastSeen.note(device, clock);
        }
        return caller;
    }

    private Caller load(Hash token, long nowMillis) {
        long moment = cache.moment();
        Caller caller =
                database.transact(Scope.gate(), rows -> read(rows, token, nowMillis))
                        .orElseThrow(Sessions::unauthenticated);
        cache.keep(token, caller, nowMillis, moment);
        return caller;
    }

    private static Optional<Caller> read(Transaction rows, Hash token, long nowMillis)
            throws SQLException {
        return rows.first(
                CALLER,
                row ->
                        new Caller(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getObject(3, UUID.class),
                                row.getBoolean(4),
                                row.getLong(5)),
                token.toByteArray(),
                nowMillis,
                nowMillis + SessionRow.ACCESS_MILLIS + SKEW_MILLIS);
    }

    /** Forgets whom another relay signed out. */
    public void forget(Revocation revocation) {
        cache.forget(revocation);
    }

    /** Forgets everyone: for when it may have been missed what another relay told. */
    public void forgetAll() {
        cache.clear();
    }

    /** Which of some sessions are there. */
    public Set<UUID> there(Set<UUID> asked) {
        return Set.copyOf(
                database.transact(
                        Scope.gate(),
                        rows ->
                                rows.list(
                                        "SELECT session_id FROM session WHERE session_id = ANY (?)",
                                        row -> row.getObject(1, UUID.class),
                                        (Object) asked.toArray(UUID[]::new))));
    }

    /** Signs out here and tells others; to be called after the commit. */
    void revoked(Revocation revocation) {
        cache.forget(revocation);
        listener.revoked(revocation);
    }

    /** Signs these sessions out here and tells others; to be called after the commit. */
    void revoked(List<UUID> sessions) {
        for (UUID session : sessions) {
            revoked(new Revocation(Revocation.Kind.SESSION, session));
        }
    }

    /** A session that was opened in a transaction, and those that had to end for it. */
    record Opened(Session session, List<UUID> ended) {}

    /**
     * Opens a session. The account's row must be locked, so that it cannot be suspended meanwhile.
     */
    Opened open(Transaction rows, UUID account, @Nullable UUID device) throws SQLException {
        long now = clock.steadyMillis();
        List<UUID> ended =
                rows.list(
                        OLDEST, row -> row.getObject(1, UUID.class), account, MOST_OF_ACCOUNT - 1);
        UUID id = new UUID(random.nextLong(), random.nextLong());
        TokenPair pair = TokenPair.random(id, random);
        SessionRow session = SessionRow.begin(id, account, device, pair, now);
        session.insert(rows, pair);
        return new Opened(session.message(rows, pair, clock, now), ended);
    }

    /** What an opened session's holder is told; to be called after the commit. */
    Session announce(Opened opened) {
        revoked(opened.ended());
        return opened.session();
    }

    /** Binds a session to a device; its tokens so far end. */
    Session bind(Transaction rows, UUID session, UUID device) throws SQLException {
        long now = clock.steadyMillis();
        SessionRow row = SessionRow.lock(rows, session).orElseThrow(Sessions::unauthenticated);
        TokenPair pair = TokenPair.random(session, random);
        SessionRow next = row.next(device, pair, null, now);
        next.update(rows, pair);
        return next.message(rows, pair, clock, now);
    }

    /** How an exchange ended: a session; or a refusal, and whether it ended the session. */
    private record Exchange(
            @Nullable Session session, @Nullable RelayException refusal, UUID id, boolean isEnded) {

        static Exchange refused(RelayException refusal, UUID session) {
            return new Exchange(null, refusal, session, false);
        }
    }

    /**
     * Exchanges a refresh token for the next pair.
     *
     * @throws RelayException UNAUTHENTICATED when it is expired, revoked, never was one, or was
     *     used before, which ends the session; BAD_PROOF when the session is bound and the
     *     signature is not by its device, which changes nothing
     */
    public Session refresh(RefreshTokenRequest request) {
        String text = request.getRefreshToken();
        UUID id = TokenPair.session(text).orElseThrow(Sessions::unauthenticated);
        Secret token = Secret.shown(text);
        byte[] signature = signature(request.getDeviceSignature());
        Exchange exchange =
                database.transact(Scope.gate(), rows -> exchange(rows, id, token, signature));
        Revocation revocation = new Revocation(Revocation.Kind.SESSION, id);
        if (exchange.isEnded()) {
            revoked(revocation);
        } else if (exchange.session() != null) {
            cache.forget(revocation);
        }
        if (exchange.refusal() != null) {
            throw exchange.refusal();
        }
        return Objects.requireNonNull(exchange.session());
    }

    private static byte[] signature(ByteString bytes) {
        return bytes.size() > Signing.SIGNATURE_BYTES ? new byte[0] : bytes.toByteArray();
    }

    /** The token as it is shown is looked at under the session's lock, so that one of two wins. */
    private Exchange exchange(Transaction rows, UUID id, Secret token, byte[] signature)
            throws SQLException {
        SessionRow row = SessionRow.lock(rows, id).orElse(null);
        long now = clock.steadyMillis();
        if (row == null || row.refreshExpiresMillis() <= now) {
            return Exchange.refused(unauthenticated(), id);
        }
        boolean isSigned = isSigned(rows, row, token, signature);
        if (token.hash().equals(row.refresh())) {
            return isSigned ? rotate(rows, row, token, now) : Exchange.refused(badProof(), id);
        }
        byte[] salt = row.salt();
        if (salt != null && isRepeat(row, token, now) && row.device() != null && isSigned) {
            TokenPair same = TokenPair.after(token, id, salt);
            return new Exchange(row.message(rows, same, clock, now), null, id, false);
        }
        rows.update("DELETE FROM session WHERE session_id = ?", id);
        audit.write(rows, AuditEvent.TOKEN_REUSED, row.account());
        return new Exchange(null, unauthenticated(), id, true);
    }

    private static RelayException badProof() {
        return new RelayException(
                ErrorCode.BAD_PROOF,
                "device_signature is not by the session's device.",
                "Sign the token's hash with the device's key.");
    }

    /** In either direction: time that is repeated must not make it longer. */
    private static boolean isRepeat(SessionRow row, Secret token, long nowMillis) {
        return Objects.equals(token.hash(), row.used())
                && Math.abs(nowMillis - row.rotatedMillis()) <= REPEAT_MILLIS;
    }

    private Exchange rotate(Transaction rows, SessionRow row, Secret token, long nowMillis)
            throws SQLException {
        byte[] salt = new byte[TokenPair.SALT_BYTES];
        random.nextBytes(salt);
        TokenPair pair = TokenPair.after(token, row.id(), salt);
        SessionRow next = row.next(row.device(), pair, salt, nowMillis);
        next.update(rows, pair);
        return new Exchange(next.message(rows, pair, clock, nowMillis), null, row.id(), false);
    }

    /** Whether a session's device signed for a token; who has no device need not sign. */
    private static boolean isSigned(
            Transaction rows, SessionRow row, Secret token, byte[] signature) throws SQLException {
        UUID device = row.device();
        if (device == null) {
            return true;
        }
        Signing.Message message = new Signing.Message(Signing.Purpose.REFRESH).hash(token.hash());
        return rows.first(
                        "SELECT public_key FROM device WHERE device_id = ?"
                                + " AND revoked_millis IS NULL",
                        found -> message.isSigned(found.getBytes(1), signature),
                        device)
                .orElse(false);
    }

    /** Ends the caller's session, or all of the account. */
    RevokeTokenResponse revoke(Caller caller, RevokeTokenRequest request) {
        boolean everywhere = request.getEverywhere();
        int ended =
                database.transact(
                        Scope.account(caller.account()), rows -> revoke(rows, caller, everywhere));
        revoked(
                everywhere
                        ? new Revocation(Revocation.Kind.ACCOUNT, caller.account())
                        : new Revocation(Revocation.Kind.SESSION, caller.session()));
        return RevokeTokenResponse.newBuilder().setRevoked(ended).build();
    }

    private int revoke(Transaction rows, Caller caller, boolean everywhere) throws SQLException {
        int ended =
                everywhere
                        ? rows.update("DELETE FROM session WHERE account_id = ?", caller.account())
                        : rows.update("DELETE FROM session WHERE session_id = ?", caller.session());
        audit.write(rows, AuditEvent.SESSIONS_REVOKED, caller.account(), null, "sessions=" + ended);
        return ended;
    }

    /** Ends all sessions of an account but one; says which. */
    static List<UUID> endOthers(Transaction rows, UUID account, @Nullable UUID kept)
            throws SQLException {
        return rows.list(
                "DELETE FROM session WHERE account_id = ? AND session_id IS DISTINCT FROM ?"
                        + " RETURNING session_id",
                row -> row.getObject(1, UUID.class),
                account,
                kept);
    }
}
