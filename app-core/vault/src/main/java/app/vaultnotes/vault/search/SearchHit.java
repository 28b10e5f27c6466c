package app.vaultnotes.vault.search;

import app.vaultnotes.document.Id;

/**
 * A note that matches.
 *
 * @param note the note
 * @param snippet the piece of its text that matches best
 */
public record SearchHit(Id note, Snippet snippet) {}
