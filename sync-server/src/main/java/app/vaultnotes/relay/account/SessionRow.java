package app.vaultnotes.relay.account;

import app.vaultnotes.proto.v1.Incarnation;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.WireId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as it is kept: of its tokens the hashes alone, and all times steady ones.
 *
 * @param used hash of the refresh token before, when its device may repeat it
 * @param salt that the present pair was derived with from that one
 * @param rotatedMillis when the present pair was made
 */
record SessionRow(
        UUID id,
        UUID account,
        @Nullable UUID device,
        long accessExpiresMillis,
        Hash refresh,
        long refreshExpiresMillis,
        @Nullable Hash used,
        byte @Nullable [] salt,
        long rotatedMillis) {

    static final long ACCESS_MILLIS = Duration.ofMinutes(10).toMillis();
    static final long REFRESH_MILLIS = Duration.ofDays(2).toMillis();

    private static final String SELECT =
            "SELECT session_id, account_id, device_id, access_expires_millis, refresh_hash,"
                    + " refresh_expires_millis, used_hash, salt, rotated_millis FROM session"
                    + " WHERE session_id = ? FOR UPDATE";
    private static final String INSERT =
            "INSERT INTO session (account_id, device_id, access_hash, access_expires_millis,"
                    + " refresh_hash, refresh_expires_millis, rotated_millis, session_id)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String ROTATE =
            "UPDATE session SET device_id = ?, access_hash = ?, access_expires_millis = ?,"
                    + " refresh_hash = ?, refresh_expires_millis = ?, rotated_millis = ?,"
                    + " used_hash = ?, salt = ? WHERE session_id = ?";

    /** A session, which nobody else changes until the transaction ends. */
    static Optional<SessionRow> lock(Transaction rows, UUID id) throws SQLException {
        return rows.first(SELECT, SessionRow::read, id);
    }

    private static SessionRow read(ResultSet row) throws SQLException {
        return new SessionRow(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getLong(4),
                Hash.fromByteArray("refresh_hash", row.getBytes(5)),
                row.getLong(6),
                hash(row.getBytes(7)),
                row.getBytes(8),
                row.getLong(9));
    }

    private static @Nullable Hash hash(byte @Nullable [] bytes) {
        return bytes == null ? null : Hash.fromByteArray("used_hash", bytes);
    }

    /** A session that begins now, with this pair. */
    static SessionRow begin(
            UUID id, UUID account, @Nullable UUID device, TokenPair pair, long nowMillis) {
        return new SessionRow(
                id,
                account,
                device,
                nowMillis + ACCESS_MILLIS,
                pair.refresh().hash(),
                nowMillis + REFRESH_MILLIS,
                null,
                null,
                nowMillis);
    }

    /** The same session with the next pair. */
    SessionRow next(@Nullable UUID device, TokenPair pair, byte @Nullable [] salt, long nowMillis) {
        SessionRow fresh = begin(id, account, device, pair, nowMillis);
        return new SessionRow(
                id,
                account,
                device,
                fresh.accessExpiresMillis,
                fresh.refresh,
                fresh.refreshExpiresMillis,
                salt == null ? null : refresh,
                salt,
                nowMillis);
    }

    void insert(Transaction rows, TokenPair pair) throws SQLException {
        rows.update(
                INSERT,
                account,
                device,
                pair.access().hash().toByteArray(),
                accessExpiresMillis,
                refresh.toByteArray(),
                refreshExpiresMillis,
                rotatedMillis,
                id);
    }

    void update(Transaction rows, TokenPair pair) throws SQLException {
        rows.update(
                ROTATE,
                device,
                pair.access().hash().toByteArray(),
                accessExpiresMillis,
                refresh.toByteArray(),
                refreshExpiresMillis,
                rotatedMillis,
                used == null ? null : used.toByteArray(),
                salt,
                id);
    }

    /**
     * As its holder is told.
     *
     * @param nowMillis steady time, from which the tokens last
     */
    Session message(Transaction rows, TokenPair pair, RelayClock clock, long nowMillis)
            throws SQLException {
        UUID incarnation =
                rows.first("SELECT incarnation_id FROM relay", row -> row.getObject(1, UUID.class))
                        .orElseThrow();
        return Session.newBuilder()
                .setAccessToken(pair.access().text())
                .setAccessExpiresMillis(clock.shownMillis(accessExpiresMillis))
                .setAccessLifetimeMillis(Math.max(accessExpiresMillis - nowMillis, 0))
                .setRefreshToken(pair.refresh().text())
                .setRefreshExpiresMillis(clock.shownMillis(refreshExpiresMillis))
                .setAccountId(WireId.text(account))
                .setDeviceId(device == null ? "" : WireId.text(device))
                .setIncarnation(Incarnation.newBuilder().setId(WireId.text(incarnation)))
                .build();
    }

    /** Nothing of it that is not for logs. */
    @Override
    public String toString() {
        return "session " + WireId.text(id);
    }
}
