package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.SeenChanges;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows of the table {@code tombstone}: documents of a shared vault that somebody purged, and
 * what was known of them by whoever did. They stay when the document comes back: so all devices
 * judge alike, in whatever order they hear of it.
 */
final class TombstoneRow {

    private TombstoneRow() {}

    /** What was known of a document by those who purged it. */
    static SeenChanges known(Sql sql, Id document) throws SQLException {
        return sql.first(
                        "SELECT t.known FROM tombstone t WHERE t.doc = ?",
                        row -> SeenChanges.fromByteArray(Documents.bytes(row, 1)),
                        document)
                .orElse(SeenChanges.NONE);
    }

    /** Those that others are to hear of. */
    static Map<Id, SeenChanges> untold(Sql sql, int limit) throws SQLException {
        Map<Id, SeenChanges> known = new LinkedHashMap<>();
        sql.each(
                "SELECT t.doc, t.known FROM tombstone t WHERE t.untold = 1 LIMIT ?",
                row ->
                        known.put(
                                Documents.id(row, 1),
                                SeenChanges.fromByteArray(Documents.bytes(row, 2))),
                limit);
        return known;
    }

    /**
     * Somebody purged a document.
     *
     * @param own whether that was here, so that others are to hear of it; else nobody has to any
     *     more when that says all that is known of it here
     */
    static void add(Sql sql, Id document, SeenChanges known, boolean own) throws SQLException {
        SeenChanges before = known(sql, document);
        boolean isUntold =
                sql.number("SELECT count(*) FROM tombstone WHERE doc = ? AND untold = 1", document)
                        > 0;
        boolean untold = own || (isUntold && !known.containsAll(before));
        sql.run(
                "INSERT OR REPLACE INTO tombstone (doc, known, untold) VALUES (?, ?, ?)",
                document,
                before.and(known).toByteArray(),
                untold);
    }
}
