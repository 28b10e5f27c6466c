@NullMarked
package app.vaultnotes.relay.serve;

import org.jspecify.annotations.NullMarked;
