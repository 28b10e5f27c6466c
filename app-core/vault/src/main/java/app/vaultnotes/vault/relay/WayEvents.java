package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.ToClient;

/** What happens on a line over one way; as {@link LineEvents} says. */
interface WayEvents {

    void opened();

    void heard(ToClient message);

    /** It is down. Why tells whether another way could be better. */
    void ended(RelayFailure why);
}
