package app.vaultnotes.relay.call;

import app.vaultnotes.proto.v1.ErrorCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as their access token proved.
 *
 * @param session the session of the token
 * @param account whose it is
 * @param device that the session is bound to; null before that
 * @param isAdmin whether the account may administer the relay
 * @param expiresMillis when the token ends, by the relay's clock
 */
public record Caller(
        UUID session, UUID account, @Nullable UUID device, boolean isAdmin, long expiresMillis) {

    /**
     * The device, for calls that only a bound session may make.
     *
     * @throws RelayException FORBIDDEN without one
     */
    public UUID requireDevice() {
        if (device == null) {
            throw new RelayException(
                    ErrorCode.FORBIDDEN,
                    "This session is not bound to a device.",
                    "Bind the device first.");
        }
        return device;
    }
}
