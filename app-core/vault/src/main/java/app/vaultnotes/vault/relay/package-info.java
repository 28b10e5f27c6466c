/**
 * The client of a relay: single calls, and lines on which messages come and go, over whichever way
 * the network lets through. What is said on them is not its business.
 */
@NullMarked
package app.vaultnotes.vault.relay;

import org.jspecify.annotations.NullMarked;
