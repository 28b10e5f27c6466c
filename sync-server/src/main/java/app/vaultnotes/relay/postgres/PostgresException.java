package app.vaultnotes.relay.postgres;

/** The relay's own PostgreSQL cannot be had; says why, and what to do about it. */
public final class PostgresException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String hint;

    PostgresException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    PostgresException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What to do about it. */
    public String hint() {
        return hint;
    }
}
