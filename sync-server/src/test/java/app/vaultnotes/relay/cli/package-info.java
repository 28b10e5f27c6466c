@NullMarked
package app.vaultnotes.relay.cli;

import org.jspecify.annotations.NullMarked;
