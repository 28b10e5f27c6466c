package app.vaultnotes.vault.sync;

import app.vaultnotes.crdt.Cursor;
import app.vaultnotes.document.Id;

/**
 * Where somebody writes.
 *
 * @param note which note is open
 * @param anchor where the selection begins in its text; as {@code at} when nothing is selected
 * @param at where the caret stands
 */
public record Caret(Id note, Cursor anchor, Cursor at) {}
