package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;

/**
 * A row of the folder tree.
 *
 * @param id what it stands for
 * @param name how it is called there
 */
record VaultEntry(Kind kind, Id id, String name) {

    /** What a row stands for. */
    enum Kind {
        FOLDER,
        NOTE,
        FILE
    }

    boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    @Override
    public String toString() {
        return name;
    }
}
