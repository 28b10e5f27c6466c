package app.vaultnotes.relay.serve;

import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseException;
import app.vaultnotes.relay.database.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The way of notices to all relays on a database. */
final class AccessChannel {

    private static final Logger LOG = System.getLogger(AccessChannel.class.getName());

    private final Database database;

    AccessChannel(Database database) {
        this.database = database;
    }

    /** Tells them, as far as the database is there. */
    void tell(AccessNotice notice) {
        try {
            database.transact(
                    Scope.gate(),
                    transaction ->
                            transaction.first(
                                    "SELECT pg_notify(?, ?)",
                                    row -> true,
                                    AccessNotice.CHANNEL,
                                    notice.text()));
        } catch (DatabaseException e) {
            // The others find out by themselves: a call within seconds, a line within minutes.
            LOG.log(Level.WARNING, "other relays were not told who was signed out", e);
        }
    }
}
