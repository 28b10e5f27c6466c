package app.vaultnotes.relay.account;

/**
 * Hears what was signed out on this relay: to tell other relays, which pass it to {@link
 * Sessions#forget}, and to end live streams. Told after the commit, on the thread of the call; it
 * should return at once and must not throw.
 */
@FunctionalInterface
public interface RevocationListener {

    /** Something was signed out. */
    void revoked(Revocation revocation);
}
