/** Accounts, passphrases, sessions and devices, and what whoever runs the relay does with them. */
@NullMarked
package app.vaultnotes.relay.account;

import org.jspecify.annotations.NullMarked;
