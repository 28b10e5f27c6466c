/** Tests of the engine on automerge-java. */
@NullMarked
package app.vaultnotes.crdt.automerge;

import org.jspecify.annotations.NullMarked;
