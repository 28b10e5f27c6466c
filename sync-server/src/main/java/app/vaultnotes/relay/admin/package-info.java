/** What a relay tells of itself, and what its admins do with it over the network. */
@NullMarked
package app.vaultnotes.relay.admin;

import org.jspecify.annotations.NullMarked;
