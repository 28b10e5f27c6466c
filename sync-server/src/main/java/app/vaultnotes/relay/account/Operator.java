package app.vaultnotes.relay.account;

import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.audit.AuditEvent;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.relay.vault.Invitations;
import app.vaultnotes.wire.WireId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What whoever runs the relay can do with accounts. Whoever calls it has to have made sure that it
 * is they. Safe for any number of threads and relays.
 */
public final class Operator {

    private static final int MOST_LISTED = 1_000;
    private static final long LINK_MILLIS = Duration.ofDays(7).toMillis();
    private static final long RESET_MILLIS = Duration.ofHours(24).toMillis();
    private static final long FIRST_ACCOUNT_LOCK = 7_382_650_112L;
    private static final String USERS =
            "SELECT a.account_id, a.email, a.is_admin, a.created_millis, a.suspended_millis,"
                    + " a.quota_bytes,"
                    + " (SELECT coalesce(sum(v.stored_bytes), 0) FROM member m JOIN vault v"
                    + " USING (vault_id) WHERE m.account_id = a.account_id AND m.role = ?),"
                    + " (SELECT count(*) FROM member m WHERE m.account_id = a.account_id),"
                    + " (SELECT count(*) FROM device d WHERE d.account_id = a.account_id"
                    + " AND d.revoked_millis IS NULL),"
                    + " (SELECT coalesce(max(d.last_seen_millis), 0) FROM device d"
                    + " WHERE d.account_id = a.account_id)"
                    + " FROM account a WHERE a.email_key > ? ORDER BY a.email_key LIMIT ?";

    private final Database database;
    private final RelayClock clock;
    private final Invitations invitations;
    private final Sessions sessions;
    private final Audit audit;
    private final Scope scope;
    private final @Nullable UUID admin;

    /** An operator of the accounts in a database. */
    public Operator(
            Database database,
            RelayClock clock,
            Invitations invitations,
            Sessions sessions,
            Audit audit) {
        this(database, clock, invitations, sessions, audit, Scope.keeper(), null);
    }

    private Operator(
            Database database,
            RelayClock clock,
            Invitations invitations,
            Sessions sessions,
            Audit audit,
            Scope scope,
            @Nullable UUID admin) {
        this.database = database;
        this.clock = clock;
        this.invitations = invitations;
        this.sessions = sessions;
        this.audit = audit;
        this.scope = scope;
        this.admin = admin;
    }

    /**
     * The same for an admin who calls over the network: the database holds it to accounts and links
     * to them, and the audit log names the admin. Quotas and resets are not for it.
     */
    public Operator as(UUID caller) {
        return new Operator(database, clock, invitations, sessions, audit, Scope.admin(), caller);
    }

    private String by() {
        return admin == null ? "" : "by=" + WireId.text(admin);
    }

    /**
     * Makes the link by which the first account of a fresh relay is made, an admin; none when there
     * is an account already. It works for 7 days, and ends the one made before: whoever starts a
     * relay anew has lost it.
     */
    public Optional<Invitations.Made> firstAccountLink() {
        return database.transact(Scope.keeper(), this::firstAccountLink);
    }

    private Optional<Invitations.Made> firstAccountLink(Transaction rows) throws SQLException {
        // Of two relays that start at once on a fresh database the later one's link works.
        rows.list("SELECT pg_advisory_xact_lock(?)", row -> true, FIRST_ACCOUNT_LOCK);
        boolean isSettled =
                rows.first("SELECT EXISTS (SELECT FROM account)", row -> row.getBoolean(1))
                        .orElseThrow();
        if (isSettled) {
            return Optional.empty();
        }
        rows.update("DELETE FROM invitation WHERE makes_admin");
        return Optional.of(makeAccountLink(rows, Invitations.Purpose.account(true, null)));
    }

    /**
     * Makes a link to an account on this relay, which works once and for 7 days.
     *
     * @param email the only address that may use it; null for any
     * @param makesAdmin whether the account may administer the relay
     */
    public Invitations.Made invite(@Nullable EmailAddress email, boolean makesAdmin) {
        return database.transact(
                scope,
                rows -> makeAccountLink(rows, Invitations.Purpose.account(makesAdmin, email)));
    }

    private Invitations.Made makeAccountLink(Transaction rows, Invitations.Purpose purpose)
            throws SQLException {
        Invitations.Made made = invitations.make(rows, purpose, admin, LINK_MILLIS);
        audit.write(rows, AuditEvent.ACCOUNT_INVITED, null, null, by());
        return made;
    }

    /**
     * Accounts by address.
     *
     * @param afterEmail the last of the page before, as it is compared; empty for the first page
     * @param most 1 to 1,000
     */
    public List<User> users(String afterEmail, int most) {
        int limit = Math.clamp(most, 1, MOST_LISTED);
        return database.transact(
                scope,
                rows -> rows.list(USERS, Operator::read, Role.OWNER_VALUE, afterEmail, limit));
    }

    private static User read(ResultSet row) throws SQLException {
        return new User(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getBoolean(3),
                row.getLong(4),
                row.getObject(5, Long.class),
                row.getLong(6),
                row.getLong(7),
                row.getInt(8),
                row.getInt(9),
                row.getLong(10));
    }

    /**
     * The account of an address.
     *
     * @throws RelayException NOT_FOUND
     */
    public UUID account(EmailAddress email) {
        return database.transact(scope, rows -> account(rows, email));
    }

    private static UUID account(Transaction rows, EmailAddress email) throws SQLException {
        return rows.first(
                        "SELECT account_id FROM account WHERE email_key = ? FOR NO KEY UPDATE",
                        row -> row.getObject(1, UUID.class),
                        email.key())
                .orElseThrow(() -> RelayException.notFound("account"));
    }

    /**
     * Makes a link by which an account gets a new passphrase. It works once and for 24 hours, and
     * ends the one made before. SignUp takes its secret.
     *
     * @throws RelayException NOT_FOUND
     */
    public Invitations.Made reset(EmailAddress email) {
        return database.transact(
                scope,
                rows -> {
                    UUID account = account(rows, email);
                    rows.update("DELETE FROM invitation WHERE resets_account_id = ?", account);
                    Invitations.Made made =
                            invitations.make(
                                    rows, Invitations.Purpose.reset(account), null, RESET_MILLIS);
                    audit.write(rows, AuditEvent.RESET_MADE, account);
                    return made;
                });
    }

    /**
     * Keeps an account from signing in and ends its sessions at once. What it has stays.
     *
     * @throws RelayException NOT_FOUND
     */
    public void suspend(EmailAddress email) {
        suspend(account(email));
    }

    /**
     * Keeps an account from signing in and ends its sessions at once. What it has stays.
     *
     * @throws RelayException NOT_FOUND
     */
    public void suspend(UUID account) {
        database.transact(scope, rows -> suspend(rows, account));
        sessions.revoked(new Revocation(Revocation.Kind.ACCOUNT, account));
    }

    private boolean suspend(Transaction rows, UUID account) throws SQLException {
        requireAccount(rows, account);
        rows.update(
                "UPDATE account SET suspended_millis = coalesce(suspended_millis, ?)"
                        + " WHERE account_id = ?",
                clock.millis(),
                account);
        rows.update("DELETE FROM session WHERE account_id = ?", account);
        audit.write(rows, AuditEvent.SUSPENDED, account, null, by());
        return true;
    }

    private static void requireAccount(Transaction rows, UUID account) throws SQLException {
        boolean isThere =
                rows.first(
                                "SELECT account_id FROM account WHERE account_id = ?"
                                        + " FOR NO KEY UPDATE",
                                row -> true,
                                account)
                        .isPresent();
        if (!isThere) {
            throw RelayException.notFound("account");
        }
    }

    /**
     * Lets a suspended account sign in again.
     *
     * @throws RelayException NOT_FOUND
     */
    public void resume(EmailAddress email) {
        resume(account(email));
    }

    /**
     * Lets a suspended account sign in again.
     *
     * @throws RelayException NOT_FOUND
     */
    public void resume(UUID account) {
        database.transact(
                scope,
                rows -> {
                    requireAccount(rows, account);
                    rows.update(
                            "UPDATE account SET suspended_millis = NULL WHERE account_id = ?",
                            account);
                    audit.write(rows, AuditEvent.RESUMED, account, null, by());
                    return true;
                });
    }

    /**
     * Sets the most that the vaults which an account owns may take together.
     *
     * @param bytes 0 for no limit
     * @throws RelayException NOT_FOUND, or INVALID for less than 0
     */
    public void setQuota(EmailAddress email, long bytes) {
        requireQuota(bytes);
        database.transact(
                scope,
                rows -> {
                    UUID account = account(rows, email);
                    rows.update(
                            "UPDATE account SET quota_bytes = ? WHERE account_id = ?",
                            bytes,
                            account);
                    audit.write(rows, AuditEvent.QUOTA_SET, account, null, "bytes=" + bytes);
                    return true;
                });
    }

    /**
     * Sets the most that a vault may take.
     *
     * @param bytes 0 for no limit
     * @throws RelayException NOT_FOUND, or INVALID for less than 0
     */
    public void setVaultQuota(UUID vault, long bytes) {
        requireQuota(bytes);
        database.transact(
                scope,
                rows -> {
                    int found =
                            rows.update(
                                    "UPDATE vault SET quota_bytes = ? WHERE vault_id = ?",
                                    bytes,
                                    vault);
                    if (found == 0) {
                        throw RelayException.notFound("vault");
                    }
                    audit.write(rows, AuditEvent.QUOTA_SET, null, vault, "bytes=" + bytes);
                    return true;
                });
    }

    private static void requireQuota(long bytes) {
        if (bytes < 0) {
            throw RelayException.invalid("a quota is not below 0");
        }
    }
}
