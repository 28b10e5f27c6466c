/** Vaults and who is in them: roles, invitations, deletion, quotas. */
@NullMarked
package app.vaultnotes.relay.vault;

import org.jspecify.annotations.NullMarked;
