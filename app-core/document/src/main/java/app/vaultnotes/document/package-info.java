/**
 * What a note, a file and the tree of folders are in CRDT terms: which values stand where in a
 * document, and what they mean when devices disagree.
 */
@NullMarked
package app.vaultnotes.document;

import org.jspecify.annotations.NullMarked;
