/** What is wrong with how a relay is set up and what to do, found out without changing anything. */
@NullMarked
package app.vaultnotes.relay.check;

import org.jspecify.annotations.NullMarked;
