/**
 * The CRDT port: documents of maps, texts and values that many devices edit at once and merge
 * without loss. An engine implements {@link app.vaultnotes.crdt.CrdtEngine}; everything above knows
 * only this package. The byte format of changes and saved documents is Automerge's.
 */
@NullMarked
package app.vaultnotes.crdt;

import org.jspecify.annotations.NullMarked;
