/**
 * Lines that stay open: what is new comes by itself, to each as fast as it reads, and presence
 * beside it. Nothing here is stored.
 */
@NullMarked
package app.vaultnotes.relay.live;

import org.jspecify.annotations.NullMarked;
