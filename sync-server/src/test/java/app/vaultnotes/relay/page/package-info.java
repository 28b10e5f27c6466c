@NullMarked
package app.vaultnotes.relay.page;

import org.jspecify.annotations.NullMarked;
