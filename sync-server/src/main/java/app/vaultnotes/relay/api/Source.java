package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.relay.call.Authenticator;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import org.jspecify.annotations.Nullable;

/**
 * Where a call comes from.
 *
 * @param address the other end of the line, or who a trusted proxy says that is
 * @param token the access token; empty for none
 */
record Source(String address, String token) {

    private static final String SCHEME = "Bearer ";

    /** From a header, {@code Bearer TOKEN}. */
    static Source of(String address, @Nullable String authorization) {
        if (authorization == null
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new Source(address, "");
        }
        return new Source(address, authorization.substring(SCHEME.length()).strip());
    }

    /**
     * Who calls.
     *
     * @throws RelayException UNAUTHENTICATED without a good token
     */
    Caller caller(Authenticator authenticator) {
        if (token.isEmpty()) {
            throw new RelayException(
                    ErrorCode.UNAUTHENTICATED, "This call needs a token.", "Sign in.");
        }
        return authenticator.authenticate(token);
    }
}
