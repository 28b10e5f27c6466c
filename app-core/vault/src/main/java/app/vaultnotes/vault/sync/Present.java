package app.vaultnotes.vault.sync;

import app.vaultnotes.document.Id;

/**
 * A device that has a note of the vault open right now.
 *
 * @param device which
 * @param account whose it is, by the relay's word
 * @param name what to call it, as receipts do; empty while nobody has told of it
 * @param caret where they write
 */
public record Present(Id device, Id account, String name, Caret caret) {}
