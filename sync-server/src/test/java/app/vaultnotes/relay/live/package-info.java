@NullMarked
package app.vaultnotes.relay.live;

import org.jspecify.annotations.NullMarked;
