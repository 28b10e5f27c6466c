package app.vaultnotes.vault.account;

import app.vaultnotes.vault.relay.RelayCalls;

/** The way to relays. */
public interface Relays {

    /** Calls of a relay; nothing is sent before the first call. Any thread may ask. */
    RelayCalls calls(TrustedRelay relay);
}
