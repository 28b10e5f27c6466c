package app.vaultnotes.relay.content;

import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.wire.Hash;
import java.nio.ByteBuffer;
import java.sql.SQLException;

/**
 * Keeps bytes from being removed while a transaction begins to refer to them. Held until the
 * transaction ends, by all relays on the database.
 */
final class HashLock {

    private HashLock() {}

    /** For whoever refers to them; any number at once. */
    static void share(Transaction transaction, Hash hash) throws SQLException {
        take(transaction, "SELECT pg_advisory_xact_lock_shared(?)", hash);
    }

    /** For whoever removes them; alone. */
    static void hold(Transaction transaction, Hash hash) throws SQLException {
        take(transaction, "SELECT pg_advisory_xact_lock(?)", hash);
    }

    private static void take(Transaction transaction, String sql, Hash hash) throws SQLException {
        long key = ByteBuffer.wrap(hash.toByteArray()).getLong();
        transaction.first(sql, row -> true, key);
    }
}
