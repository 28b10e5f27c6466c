/** Tests of the port, and the contract every engine has to pass. */
@NullMarked
package app.vaultnotes.crdt;

import org.jspecify.annotations.NullMarked;
