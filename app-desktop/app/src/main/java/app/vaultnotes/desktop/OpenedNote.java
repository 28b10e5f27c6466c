package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.ui.live.LiveText;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Vault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the vault has of a note, made ready to be shown: that takes long for a long note.
 *
 * @param path where the note stands
 */
record OpenedNote(String path, LiveText text) {

    /** Reads a note. For the vault's lane. */
    static OpenedNote read(Vault vault, Id note) {
        Catalogue.NoteRow row = vault.catalogue().note(note).orElseThrow();
        return new OpenedNote(vault.paths().of(row), new LiveText(vault.notes().text(note)));
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
