package app.vaultnotes.relay.account;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and locks accounts. */
final class Accounts {

    private static final String LOCK =
            "SELECT account_id, suspended_millis FROM account WHERE account_id = ?"
                    + " FOR NO KEY UPDATE";
    private static final String BY_EMAIL =
            "SELECT account_id, email, passphrase, suspended_millis FROM account"
                    + " WHERE email_key = ?";
    private static final String BY_ID =
            "SELECT account_id, email, passphrase, suspended_millis FROM account"
                    + " WHERE account_id = ?";

    private Accounts() {}

    /**
     * An account that nobody else changes, suspends or erases until the transaction ends.
     *
     * @param suspendedMillis since when nobody may sign in; null for an active account
     */
    record Locked(UUID id, @Nullable Long suspendedMillis) {

        /** Refuses a suspended account. */
        void requireActive() {
            if (suspendedMillis != null) {
                throw suspended();
            }
        }
    }

    /** Who may sign in by which passphrase, as it was a moment ago. */
    record Known(
            UUID id, EmailAddress email, String passphraseHash, @Nullable Long suspendedMillis) {

        private static Known read(ResultSet row) throws SQLException {
            return new Known(
                    row.getObject(1, UUID.class),
                    EmailAddress.parse(row.getString(2)),
                    row.getString(3),
                    row.getObject(4, Long.class));
        }

        /** Without the hash. */
        @Override
        public String toString() {
            return "account " + id;
        }
    }

    static RelayException suspended() {
        return new RelayException(
                ErrorCode.FORBIDDEN, "The account is suspended.", "Ask whoever runs the relay.");
    }

    /** Locks an account. One that is gone has no sessions either: UNAUTHENTICATED. */
    static Locked lock(Transaction rows, UUID account) throws SQLException {
        return rows.first(LOCK, row -> new Locked(account, row.getObject(2, Long.class)), account)
                .orElseThrow(Sessions::unauthenticated);
    }

    static Optional<Known> find(Transaction rows, EmailAddress email) throws SQLException {
        return rows.first(BY_EMAIL, Known::read, email.key());
    }

    static Optional<Known> find(Transaction rows, UUID account) throws SQLException {
        return rows.first(BY_ID, Known::read, account);
    }

    static void setPassphrase(Transaction rows, UUID account, String hash) throws SQLException {
        rows.update("UPDATE account SET passphrase = ? WHERE account_id = ?", hash, account);
    }
}
