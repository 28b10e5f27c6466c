@NullMarked
package app.vaultnotes.relay.account;

import org.jspecify.annotations.NullMarked;
