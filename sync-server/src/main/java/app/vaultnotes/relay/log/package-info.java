/**
 * The log of each vault: records are put at its end in batches, durable before they are
 * acknowledged, and read from a cursor. Nothing here reads a payload.
 */
@NullMarked
package app.vaultnotes.relay.log;

import org.jspecify.annotations.NullMarked;
