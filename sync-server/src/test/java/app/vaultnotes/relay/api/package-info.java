@NullMarked
package app.vaultnotes.relay.api;

import org.jspecify.annotations.NullMarked;
