/** Tests of the relay's own PostgreSQL. */
@NullMarked
package app.vaultnotes.relay.postgres;

import org.jspecify.annotations.NullMarked;
