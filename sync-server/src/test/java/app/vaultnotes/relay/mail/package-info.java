@NullMarked
package app.vaultnotes.relay.mail;

import org.jspecify.annotations.NullMarked;
