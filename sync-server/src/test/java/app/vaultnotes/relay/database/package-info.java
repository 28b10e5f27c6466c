@NullMarked
package app.vaultnotes.relay.database;

import org.jspecify.annotations.NullMarked;
