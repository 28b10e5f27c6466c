@NullMarked
package app.vaultnotes.relay.content;

import org.jspecify.annotations.NullMarked;
