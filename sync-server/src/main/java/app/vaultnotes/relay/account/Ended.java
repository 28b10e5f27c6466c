package app.vaultnotes.relay.account;

import app.vaultnotes.relay.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Something that ended for good and must not come back.
 *
 * @param kind what the id is of
 * @param id of it
 * @param registration which of those that had the id one after the other: of a device its account,
 *     of an account the id itself
 */
public record Ended(Kind kind, UUID id, UUID registration) {

    /** All that a database has, in any order. */
    public static final String ALL = "SELECT kind, id, registration FROM ended";

    private static final String ADD =
            "INSERT INTO ended SELECT * FROM unnest(?::int4[], ?::uuid[], ?::uuid[])"
                    + " ON CONFLICT DO NOTHING";

    private static final int ROWS_AT_ONCE = 1_000;

    /** Nearly always nothing, however much has ended. */
    private static final String BACK =
            "SELECT e.kind, e.id, e.registration FROM ended e"
                    + " JOIN account a ON a.account_id = e.id WHERE e.kind = 1"
                    + " UNION ALL SELECT e.kind, e.id, e.registration FROM ended e"
                    + " JOIN vault v ON v.vault_id = e.id"
                    + " AND coalesce(v.registration, v.vault_id) = e.registration"
                    + " WHERE e.kind = 2"
                    + " UNION ALL SELECT e.kind, e.id, e.registration FROM ended e"
                    + " JOIN device d ON d.device_id = e.id AND d.account_id = e.registration"
                    + " WHERE e.kind = 3 AND d.revoked_millis IS NULL ORDER BY 1, 2";

    /** What an id is of. */
    enum Kind {
        /** An account that was erased. */
        ACCOUNT(1, "account"),
        /** A vault that was erased with an account, since nobody else owned it. */
        VAULT(2, "vault"),
        /** A device that was revoked. */
        DEVICE(3, "device");

        private final int number;
        private final String word;

        Kind(int number, String word) {
            this.number = number;
            this.word = word;
        }

        String word() {
            return word;
        }

        private static Kind of(int number) {
            for (Kind kind : values()) {
                if (kind.number == number) {
                    return kind;
                }
            }
            throw new IllegalStateException("Something of kind " + number + " ended.");
        }
    }

    static Ended account(UUID account) {
        return new Ended(Kind.ACCOUNT, account, account);
    }

    static Ended device(UUID device, UUID account) {
        return new Ended(Kind.DEVICE, device, account);
    }

    /** One of {@link #ALL}. */
    public static Ended read(ResultSet row) throws SQLException {
        return new Ended(
                Kind.of(row.getInt(1)), row.getObject(2, UUID.class), row.getObject(3, UUID.class));
    }

    /** All that the database has. */
    public static List<Ended> all(Transaction rows) throws SQLException {
        return rows.list(ALL, Ended::read);
    }

    /** What has ended and is there all the same; accounts come first. */
    static List<Ended> back(Transaction rows) throws SQLException {
        return rows.list(BACK, Ended::read);
    }

    /** Adds what the database has not, and says how many. */
    public static int add(Transaction rows, List<Ended> ended) throws SQLException {
        int added = 0;
        for (int start = 0; start < ended.size(); start += ROWS_AT_ONCE) {
            int end = Math.min(start + ROWS_AT_ONCE, ended.size());
            added += rows.update(ADD, columns(ended.subList(start, end)));
        }
        return added;
    }

    private static Object[] columns(Collection<Ended> ended) {
        return new Object[] {
            ended.stream().map(each -> each.kind().number).toArray(Integer[]::new),
            ids(ended, Ended::id),
            ids(ended, Ended::registration)
        };
    }

    private static UUID[] ids(Collection<Ended> ended, Function<Ended, UUID> part) {
        return ended.stream().map(part).toArray(UUID[]::new);
    }
}
