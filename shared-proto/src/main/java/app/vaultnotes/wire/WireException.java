package app.vaultnotes.wire;

import app.vaultnotes.proto.v1.ErrorCode;

/** Bytes or words from elsewhere that break a rule; the message says which and where. */
public final class WireException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** An error with the code that the other side is told. */
    public WireException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** What the other side is told. */
    public ErrorCode code() {
        return code;
    }

    public static WireException invalid(String message) {
        return new WireException(ErrorCode.INVALID, message);
    }
}
