@NullMarked
package app.vaultnotes.relay.call;

import org.jspecify.annotations.NullMarked;
