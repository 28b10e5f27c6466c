/**
 * The first release, frozen: its tables, what stood in them, and what its client said and heard.
 */
@NullMarked
package app.vaultnotes.relay.frozen;

import org.jspecify.annotations.NullMarked;
