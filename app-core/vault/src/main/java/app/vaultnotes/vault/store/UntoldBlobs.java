package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.BlobHash;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Bytes that stay although nothing names them: notes that no list knew when they were repaired may
 * have come from them. Each of the notes and of the bytes is a local fact.
 *
 * <p>Bytes stay no longer once something names them, since they go with that then, and none do once
 * the last of the notes is gone.
 */
final class UntoldBlobs {

    /** What names of facts of bytes begin with; their hash follows. */
    static final String BLOB = "untold-blob:";

    private static final String NOTE = "untold-note:";
    private static final String YES = "yes";

    private UntoldBlobs() {}

    static void keep(Sql sql, Collection<Id> notes, Collection<BlobHash> blobs)
            throws SQLException {
        for (BlobHash blob : blobs) {
            FactTable.put(sql, BLOB + blob, YES);
        }
        for (Id note : notes) {
            FactTable.put(sql, NOTE + note, YES);
        }
        letGo(sql, lost(sql));
    }

    /** Notes that went otherwise than by a purge: there is nothing left of them to be purged. */
    private static List<Id> lost(Sql sql) throws SQLException {
        List<Optional<Id>> notes =
                sql.all(
                        "SELECT substr(name, length(?) + 1) FROM fact WHERE name GLOB ? || '*'",
                        row -> Id.parse(row.getString(1)),
                        NOTE,
                        NOTE);
        List<Id> lost = new ArrayList<>();
        for (Id note : notes.stream().flatMap(Optional::stream).toList()) {
            if (Documents.number(sql, note).isEmpty()) {
                lost.add(note);
            }
        }
        return lost;
    }

    /** Something names these bytes. */
    static void named(Sql sql, BlobHash blob) throws SQLException {
        FactTable.put(sql, BLOB + blob, "");
    }

    /** Documents are gone; with the last of the notes, so is the reason for all. */
    static void letGo(Sql sql, Collection<Id> gone) throws SQLException {
        for (Id note : gone) {
            FactTable.put(sql, NOTE + note, "");
        }
        sql.run(
                "DELETE FROM fact WHERE name GLOB 'untold-blob:*' AND NOT EXISTS (SELECT 1 FROM"
                        + " fact WHERE name GLOB 'untold-note:*')");
    }
}
