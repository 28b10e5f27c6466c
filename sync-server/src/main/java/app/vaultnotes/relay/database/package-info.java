/** The relay's database: who may see what in a transaction, and how its tables come to be. */
@NullMarked
package app.vaultnotes.relay.database;

import org.jspecify.annotations.NullMarked;
