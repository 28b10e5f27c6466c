@NullMarked
package app.vaultnotes.relay.backup;

import org.jspecify.annotations.NullMarked;
