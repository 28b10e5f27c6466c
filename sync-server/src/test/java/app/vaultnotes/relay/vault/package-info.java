@NullMarked
package app.vaultnotes.relay.vault;

import org.jspecify.annotations.NullMarked;
