package app.vaultnotes.vault.account;

import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.Trust;

/**
 * A relay, and by what it proves itself.
 *
 * @param address where it is
 * @param trust what has to be true of its certificate
 */
public record TrustedRelay(RelayAddress address, Trust trust) {}
