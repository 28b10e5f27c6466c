/** What a relay tells of how it does, for Prometheus. */
@NullMarked
package app.vaultnotes.relay.metrics;

import org.jspecify.annotations.NullMarked;
