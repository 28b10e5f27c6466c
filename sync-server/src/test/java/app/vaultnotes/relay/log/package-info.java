@NullMarked
package app.vaultnotes.relay.log;

import org.jspecify.annotations.NullMarked;
