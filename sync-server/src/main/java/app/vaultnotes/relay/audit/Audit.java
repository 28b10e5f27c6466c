package app.vaultnotes.relay.audit;

import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The relay's diary: numbered rows, each with the hash of the one before in its own, so that none
 * can be changed, dropped or put in between unseen. Safe for any number of threads.
 *
 * <p>Rows are written one at a time over the whole relay, from the moment of writing to the end of
 * the transaction. So they are a transaction's last statements: a lock taken after one could wait
 * for a transaction that waits for this.
 */
public final class Audit {

    private static final int PAGE_ROWS = 10_000;
    private static final String INSERT =
            "INSERT INTO audit (at_millis, account_id, vault_id, event, detail)"
                    + " VALUES (?, ?, ?, ?, ?)";
    private static final String PAGE =
            "SELECT audit_id, hash, previous = before AND hash = computed"
                    + " FROM (SELECT audit_id, hash, previous, audit_hash(audit) AS computed,"
                    + " lag(hash, 1, ?) OVER (ORDER BY audit_id) AS before FROM audit"
                    + " WHERE audit_id > ? ORDER BY audit_id LIMIT "
                    + PAGE_ROWS
                    + ") AS page ORDER BY audit_id";

    private final Database database;
    private final InstantSource clock;

    /** A diary in a database. */
    public Audit(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A row of an account. */
    public void write(Transaction transaction, AuditEvent event, @Nullable UUID account)
            throws SQLException {
        write(transaction, event, account, null, "");
    }

    /**
     * A row.
     *
     * @param account who did it, or whom it was done to by whoever runs the relay
     * @param detail ids, roles and numbers; never content, addresses or secrets
     */
    public void write(
            Transaction transaction,
            AuditEvent event,
            @Nullable UUID account,
            @Nullable UUID vault,
            String detail)
            throws SQLException {
        transaction.update(INSERT, clock.millis(), account, vault, event.word(), detail);
    }

    /** The number of the first row that is not what was written; none when all are. */
    public OptionalLong verify() {
        // The oldest rows may have gone while they were read: what is broken is so twice.
        return firstBroken().isEmpty() ? OptionalLong.empty() : firstBroken();
    }

    private OptionalLong firstBroken() {
        Link last = beforeFirst();
        while (true) {
            List<Link> page = pageAfter(last);
            for (Link link : page) {
                if (!link.holds()) {
                    return OptionalLong.of(link.id());
                }
            }
            if (page.size() < PAGE_ROWS) {
                return OptionalLong.empty();
            }
            last = page.getLast();
        }
    }

    private record Link(long id, byte[] hash, boolean holds) {}

    /** What the oldest row follows is gone with time; that alone cannot be checked any more. */
    private Link beforeFirst() {
        return database.transact(
                Scope.keeper(),
                transaction ->
                        transaction
                                .first(
                                        "SELECT audit_id - 1, CASE WHEN audit_id = 1 THEN ''::bytea"
                                                + " ELSE previous END FROM audit"
                                                + " ORDER BY audit_id LIMIT 1",
                                        row -> new Link(row.getLong(1), row.getBytes(2), true))
                                .orElse(new Link(0, new byte[0], true)));
    }

    private List<Link> pageAfter(Link last) {
        return database.transact(
                Scope.keeper(),
                transaction ->
                        transaction.list(
                                PAGE,
                                row -> new Link(row.getLong(1), row.getBytes(2), row.getBoolean(3)),
                                last.hash(),
                                last.id()));
    }
}
