package app.vaultnotes.relay.serve;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Why a relay cannot be started as it is set up, and what to do. */
public final class ServeException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;

    private final String hint;

    /**
     * What is wrong.
     *
     * @param message one sentence: what and where
     * @param hint what to do
     */
    public ServeException(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What is wrong, without a failure beneath. */
    public ServeException(String message, String hint) {
        this(message, hint, null);
    }

    /** What to do. */
    public String hint() {
        return hint;
    }
}
