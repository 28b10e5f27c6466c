package app.vaultnotes.relay.account;

import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.audit.AuditEvent;
import app.vaultnotes.relay.database.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Failed sign-ins at addresses without an account. Of those of an hour the first few get a row of
 * the audit log each and the others one together: anybody can make up addresses, and the log keeps
 * its rows for long.
 */
final class UnknownFailures {

    private static final int WRITTEN = 20;
    private static final long TOGETHER_MILLIS = Duration.ofHours(1).toMillis();
    private static final int MOST_COUNTED = 1_000_000_000;

    /** Stands for all of them where failures are counted by the hash of an address. */
    private static final byte[] SUBJECT = {};

    private static final String COUNT =
            "INSERT INTO failure (subject, failures, last_millis) VALUES (?, 1, ?)"
                    + " ON CONFLICT (subject) DO UPDATE"
                    + " SET failures = least(failure.failures + 1, ?) RETURNING failures";
    private static final String SETTLE =
            "DELETE FROM failure WHERE subject = ? AND (last_millis <= ? OR last_millis > ?)"
                    + " RETURNING failures";

    private UnknownFailures() {}

    /** One more; as many statements as of one at an address that has an account, or nearly. */
    static void note(Transaction rows, Audit audit, long nowMillis) throws SQLException {
        int failures =
                rows.first(COUNT, row -> row.getInt(1), SUBJECT, nowMillis, MOST_COUNTED)
                        .orElseThrow();
        if (failures <= WRITTEN) {
            audit.write(rows, AuditEvent.SIGN_IN_FAILED, null);
        }
    }

    /** Writes one row for the others of an hour that is over. */
    static boolean settle(Transaction rows, Audit audit, long nowMillis) throws SQLException {
        Optional<Integer> failures =
                rows.first(
                        SETTLE,
                        row -> row.getInt(1),
                        SUBJECT,
                        nowMillis - TOGETHER_MILLIS,
                        nowMillis);
        int others = failures.orElse(0) - WRITTEN;
        if (others > 0) {
            audit.write(rows, AuditEvent.SIGN_IN_FAILED, null, null, "more=" + others);
        }
        return failures.isPresent();
    }
}
