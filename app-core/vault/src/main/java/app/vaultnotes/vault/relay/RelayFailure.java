package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.Error;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed; the message says what, where and what to do, for a person to read, and never
 * has a token in it.
 */
public class RelayFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Error error;

    /**
     * A failure.
     *
     * @param error what the relay said; the default instance when it said nothing
     */
    public RelayFailure(String message, Error error, @Nullable Throwable cause) {
        super(message, cause);
        this.error = error;
    }

    /** What the relay said; the default instance when it could not be reached or is none. */
    public Error error() {
        return error;
    }
}
