/** Tests of the relay against real PostgreSQL. */
@NullMarked
package app.vaultnotes.relay;

import org.jspecify.annotations.NullMarked;
