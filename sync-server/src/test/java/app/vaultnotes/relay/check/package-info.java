@NullMarked
package app.vaultnotes.relay.check;

import org.jspecify.annotations.NullMarked;
