/** Machines that sign in to a relay, with its real services and the client's real code. */
@NullMarked
package app.vaultnotes.relay.signin;

import org.jspecify.annotations.NullMarked;
