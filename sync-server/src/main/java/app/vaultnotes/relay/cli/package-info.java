/** The commands of whoever runs a relay. */
@NullMarked
package app.vaultnotes.relay.cli;

import org.jspecify.annotations.NullMarked;
