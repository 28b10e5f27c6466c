/**
 * An open vault and everything a person does in it. The rules live here; what is kept on disk is
 * reached through the ports {@link app.vaultnotes.vault.Store} gathers.
 */
@NullMarked
package app.vaultnotes.vault;

import org.jspecify.annotations.NullMarked;
