/** What time it is, and how much of it has passed. */
@NullMarked
package app.vaultnotes.relay.clock;

import org.jspecify.annotations.NullMarked;
