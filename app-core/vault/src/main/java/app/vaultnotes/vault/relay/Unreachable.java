package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.Error;
import org.jspecify.annotations.Nullable;

/** No connection could be made: there is no such name, or nothing answers there. */
public final class Unreachable extends RelayFailure {

    private static final long serialVersionUID = 1L;

    Unreachable(String message, @Nullable Throwable cause) {
        super(message, Error.getDefaultInstance(), cause);
    }
}
