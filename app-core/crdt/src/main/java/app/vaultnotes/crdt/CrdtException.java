package app.vaultnotes.crdt;

/** Bytes that are no valid document or change, or heads a document does not know. */
public final class CrdtException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong and where. */
    public CrdtException(String message) {
        super(message);
    }

    /** With what is wrong and where, and the engine's own complaint. */
    public CrdtException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same complaint, saying first which part of the whole it is about. */
    public CrdtException in(String part) {
        return new CrdtException(part + ": " + getMessage(), this);
    }
}
