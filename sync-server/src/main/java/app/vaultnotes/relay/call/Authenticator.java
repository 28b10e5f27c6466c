package app.vaultnotes.relay.call;

/** Knows whose an access token is. Safe for any number of threads. */
@FunctionalInterface
public interface Authenticator {

    /**
     * Who calls with a token.
     *
     * @throws RelayException UNAUTHENTICATED for one that is unknown, expired, revoked or forged
     */
    Caller authenticate(String accessToken);
}
