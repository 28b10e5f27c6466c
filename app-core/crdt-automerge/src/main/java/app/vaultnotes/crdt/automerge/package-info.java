/**
 * The CRDT port served by automerge-java 0.0.7 and its native core. The wrapper lives by that
 * version's limits: one caller at a time, no rollback, no empty commit, no patches, code points
 * inside and UTF-16 outside. {@code docs/decisions/0003-first-crdt-engine.md} says why.
 */
@NullMarked
package app.vaultnotes.crdt.automerge;

import org.jspecify.annotations.NullMarked;
