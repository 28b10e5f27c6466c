/** Tests of the engine in plain Java. */
@NullMarked
package app.vaultnotes.crdt.engine;

import org.jspecify.annotations.NullMarked;
