package app.vaultnotes.vault;

import app.vaultnotes.document.Id;

/** Something a person can point at by a path. */
public sealed interface Item {

    /** Its id. */
    Id id();

    /** A note. */
    record Note(Catalogue.NoteRow row) implements Item {
        @Override
        public Id id() {
            return row.state().id();
        }
    }

    /** An attachment or other file. */
    record File(Catalogue.FileRow row) implements Item {
        @Override
        public Id id() {
            return row.state().id();
        }
    }

    /** A folder. */
    record Folder(Id id) implements Item {}
}
