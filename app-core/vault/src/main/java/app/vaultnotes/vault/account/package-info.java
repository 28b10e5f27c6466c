/**
 * Signing in to relays: which accounts this machine has, the keys of its devices and where they are
 * kept, and sessions that renew themselves.
 */
@NullMarked
package app.vaultnotes.vault.account;

import org.jspecify.annotations.NullMarked;
