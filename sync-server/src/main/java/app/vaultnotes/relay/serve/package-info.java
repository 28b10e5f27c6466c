/** A relay that runs: what it is made of, its settings, and the commands that start it. */
@NullMarked
package app.vaultnotes.relay.serve;

import org.jspecify.annotations.NullMarked;
