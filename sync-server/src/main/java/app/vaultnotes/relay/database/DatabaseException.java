package app.vaultnotes.relay.database;

import java.io.Serial;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** A transaction that came to nothing: none of it is in the database. */
public final class DatabaseException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;

    /** Someone else had a row for too long. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String DISK_FULL = "53100";

    /** What a caller can do about it. */
    public enum Kind {
        /** A key is in use; another may not be. */
        TAKEN,
        /** Another transaction was in the way; the same again can succeed. */
        CONFLICT,
        /** The database is away, full or overloaded; later can succeed. */
        UNAVAILABLE,
        /** A mistake in this program or in how the database is set up. */
        BROKEN
    }

    private final Kind kind;

    DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
        kind = kindOf(cause);
    }

    DatabaseException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Whether there was no room on its disk. */
    static boolean isFull(SQLException cause) {
        return DISK_FULL.equals(cause.getSQLState());
    }

    /** By the classes of PostgreSQL's error codes (its manual, appendix A). */
    private static Kind kindOf(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        if (state.equals("23505")) {
            return Kind.TAKEN;
        }
        if (state.startsWith("40")) {
            return Kind.CONFLICT;
        }
        boolean isAway =
                state.startsWith("08")
                        || state.startsWith("53")
                        || state.equals(LOCK_NOT_AVAILABLE)
                        || state.startsWith("57")
                        || state.startsWith("58")
                        || cause instanceof SQLTransientConnectionException;
        return isAway ? Kind.UNAVAILABLE : Kind.BROKEN;
    }

    /** What a caller can do about it. */
    public Kind kind() {
        return kind;
    }
}
