package app.vaultnotes.vault;

import app.vaultnotes.document.Id;

/**
 * What an edit came to.
 *
 * @param id what was edited
 * @param path where it is now
 * @param version the version that this edit made or belongs to, empty when there is none
 * @param links how many links elsewhere were rewritten to follow
 * @param notes in how many notes
 */
public record Edited(Id id, String path, String version, int links, int notes) {

    /** An edit that no links had to follow. */
    Edited(Id id, String path, String version) {
        this(id, path, version, 0, 0);
    }

    /** The newest version of a document. */
    static String newest(Session session, Id document) {
        return session.store.history().newest(document).map(History.Version::id).orElse("");
    }
}
