/** Tests of the client of a relay that need no relay. */
@NullMarked
package app.vaultnotes.vault.relay;

import org.jspecify.annotations.NullMarked;
