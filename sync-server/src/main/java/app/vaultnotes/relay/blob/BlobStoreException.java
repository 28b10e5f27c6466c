package app.vaultnotes.relay.blob;

/**
 * Bytes cannot be kept or had; says what and where, and what to do about it. What was kept before
 * is as it was, unless the message says otherwise.
 */
public final class BlobStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is, for whoever answers a client. */
    public enum Kind {
        /** The store is away or full; the same may work later. */
        UNAVAILABLE,
        /** The store does not let this relay do it; someone has to change how it is set up. */
        REFUSED,
        /** What is kept is not what was put; it has to be put again. */
        DAMAGED
    }

    private final Kind kind;
    private final String hint;

    BlobStoreException(Kind kind, String message, String hint) {
        super(message);
        this.kind = kind;
        this.hint = hint;
    }

    BlobStoreException(Kind kind, String message, String hint, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.hint = hint;
    }

    /** What kind of trouble it is. */
    public Kind kind() {
        return kind;
    }

    /** What to do about it. */
    public String hint() {
        return hint;
    }
}
