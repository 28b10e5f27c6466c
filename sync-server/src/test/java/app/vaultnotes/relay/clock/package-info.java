/** Clocks that somebody sets. */
@NullMarked
package app.vaultnotes.relay.clock;

import org.jspecify.annotations.NullMarked;
