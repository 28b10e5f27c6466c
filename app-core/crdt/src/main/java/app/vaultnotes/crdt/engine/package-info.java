/**
 * The engine for Automerge's format in plain Java: texts as runs of characters in a balanced tree,
 * maps and list elements as small sets of operations, history packed until someone asks for it. How
 * and why: {@code docs/crdt.md}.
 */
@NullMarked
package app.vaultnotes.crdt.engine;

import org.jspecify.annotations.NullMarked;
