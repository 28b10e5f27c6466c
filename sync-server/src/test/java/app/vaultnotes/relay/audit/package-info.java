@NullMarked
package app.vaultnotes.relay.audit;

import org.jspecify.annotations.NullMarked;
