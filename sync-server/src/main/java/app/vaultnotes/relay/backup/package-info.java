/** Backups of a whole relay, written while it runs, and the way back from them. */
@NullMarked
package app.vaultnotes.relay.backup;

import org.jspecify.annotations.NullMarked;
