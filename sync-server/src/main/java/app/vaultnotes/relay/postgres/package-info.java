/**
 * The relay's own PostgreSQL: real binaries out of a jar, a data folder, a process that is watched.
 */
@NullMarked
package app.vaultnotes.relay.postgres;

import org.jspecify.annotations.NullMarked;
