package app.vaultnotes.relay.account;

import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.wire.Hash;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Makes whoever guesses passphrases wait: after five failures at an address one second, and twice
 * as long after each further, up to 15 minutes. It is the same whether or not the address has an
 * account, and whether or not the passphrase that is tried meanwhile is right. Bound devices sign
 * in by their keys all the time. Safe for any number of threads and relays.
 */
final class LockOut {

    private static final int FREE = 5;
    private static final int MOST_COUNTED = 1_000;
    private static final int MOST_DOUBLINGS = 20;
    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = Duration.ofMinutes(15).toMillis();
    private static final String FIRST =
            "INSERT INTO failure (subject, failures, last_millis) VALUES (?, 1, ?)"
                    + " ON CONFLICT DO NOTHING";
    private static final String SELECT =
            "SELECT failures, last_millis FROM failure WHERE subject = ? FOR UPDATE";
    private static final String COUNT =
            "UPDATE failure SET failures = least(failures + 1, ?), last_millis = ?"
                    + " WHERE subject = ?";

    private final Database database;
    private final RelayClock clock;

    LockOut(Database database, RelayClock clock) {
        this.database = database;
        this.clock = clock;
    }

    private static byte[] subject(EmailAddress email) {
        return Hash.of(email.key().getBytes(StandardCharsets.UTF_8)).toByteArray();
    }

    /** Failures before an attempt, and when the last was. */
    record Before(int failures, long lastMillis) {

        /** A last failure in the future is of steady time that is repeated; nobody waits for it. */
        long waitMillis(long nowMillis) {
            if (failures < FREE || nowMillis < lastMillis) {
                return 0;
            }
            int doublings = Math.min(failures - FREE, MOST_DOUBLINGS);
            long wait = Math.min(FIRST_MILLIS << doublings, LONGEST_MILLIS);
            return Math.max(lastMillis + wait - nowMillis, 0);
        }
    }

    /**
     * Counts an attempt as a failure before it is looked at, so that many at once are not looked at
     * for the price of one. To be followed by {@link #clear} or {@link #takeBack} if it was none.
     *
     * @throws RelayException RATE_LIMITED while one has to wait; that attempt does not count
     */
    Before begin(EmailAddress email) {
        byte[] subject = subject(email);
        return database.transact(Scope.gate(), rows -> begin(rows, subject));
    }

    private Before begin(Transaction rows, byte[] subject) throws SQLException {
        long now = clock.steadyMillis();
        if (rows.update(FIRST, subject, now) == 1) {
            return new Before(0, now);
        }
        Before before =
                rows.first(SELECT, row -> new Before(row.getInt(1), row.getLong(2)), subject)
                        .orElse(new Before(0, now));
        long waitMillis = before.waitMillis(now);
        if (waitMillis > 0) {
            throw RelayException.rateLimited("Too many failed sign-ins.", waitMillis);
        }
        rows.update(COUNT, MOST_COUNTED, now, subject);
        return before;
    }

    /** The attempt was none: it was not looked at. */
    void takeBack(EmailAddress email, Before before) {
        byte[] subject = subject(email);
        database.transact(
                Scope.gate(),
                rows -> {
                    rows.update(
                            "UPDATE failure SET failures = failures - 1, last_millis = ?"
                                    + " WHERE subject = ?",
                            before.lastMillis(),
                            subject);
                    return rows.update(
                            "DELETE FROM failure WHERE subject = ? AND failures <= 0", subject);
                });
    }

    /** Forgets an address's failures. */
    static void clear(Transaction rows, EmailAddress email) throws SQLException {
        rows.update("DELETE FROM failure WHERE subject = ?", subject(email));
    }
}
