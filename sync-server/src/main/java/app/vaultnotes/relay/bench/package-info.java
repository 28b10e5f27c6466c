/** How fast a relay is, beside what the database below could do at best. */
@NullMarked
package app.vaultnotes.relay.bench;

import org.jspecify.annotations.NullMarked;
