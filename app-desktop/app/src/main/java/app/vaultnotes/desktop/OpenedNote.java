package app.vaultnotes.desktop;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.Id;
import app.vaultnotes.ui.live.LiveText;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.NoteText;
import app.vaultnotes.vault.Vault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the vault has of a note, made ready to be shown: that takes long for a long note.
 *
 * @param path where the note stands
 * @param heads the moment of its history at which it has the text
 */
record OpenedNote(String path, LiveText text, Heads heads) {

    /** Reads a note. For the vault's lane. */
    static OpenedNote read(Vault vault, Id note) {
        Catalogue.NoteRow row = vault.catalogue().note(note).orElseThrow();
        NoteText now = vault.notes().read(note);
        return new OpenedNote(vault.paths().of(row), new LiveText(now.text()), now.heads());
    }

    /** Reads the notes among pages; those that are gone are left out. For the vault's lane. */
    static Map<Id, OpenedNote> readAll(Vault vault, List<PageName> pages) {
        Map<Id, OpenedNote> read = new HashMap<>();
        for (PageName page : pages) {
            if (page instanceof PageName.Note note
                    && !read.containsKey(note.id())
                    && vault.catalogue().note(note.id()).isPresent()) {
                read.put(note.id(), read(vault, note.id()));
            }
        }
        return read;
    }
}
