/** How calls come in: gRPC, WebSocket and REST on one port, all to the same calls. */
@NullMarked
package app.vaultnotes.relay.api;

import org.jspecify.annotations.NullMarked;
