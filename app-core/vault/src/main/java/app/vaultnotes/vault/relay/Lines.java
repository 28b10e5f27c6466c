package app.vaultnotes.vault.relay;

/** Opens lines to a relay. */
public interface Lines {

    /**
     * Opens a line, without waiting for it: whether it comes up is told to {@code events}, perhaps
     * before this returns.
     *
     * @param accessToken for as long as none is renewed on the line
     */
    Line open(String accessToken, LineEvents events);
}
