package app.vaultnotes.vault;

import app.vaultnotes.document.Id;

/** Something a person can point at by a path. */
public sealed interface Item {

    /** Its id. */
    Id id();

    /**
     * What a person calls this kind of thing: {@code note}, {@code attachment} or {@code folder}.
     */
    String kind();

    /** A note. */
    record Note(Catalogue.NoteRow row) implements Item {
        @Override
        public String kind() {
            return "note";
        }

        @Override
        public Id id() {
            return row.state().id();
        }
    }

    /** An attachment or other file. */
    record File(Catalogue.FileRow row) implements Item {
        @Override
        public String kind() {
            return "attachment";
        }

        @Override
        public Id id() {
            return row.state().id();
        }
    }

    /** A folder. */
    record Folder(Id id) implements Item {
        @Override
        public String kind() {
            return "folder";
        }
    }
}
