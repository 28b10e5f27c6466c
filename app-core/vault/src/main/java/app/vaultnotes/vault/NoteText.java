package app.vaultnotes.vault;

import app.vaultnotes.crdt.Heads;

/**
 * The text of a note at a moment.
 *
 * @param heads the moment of the note's history
 */
public record NoteText(String text, Heads heads) {}
