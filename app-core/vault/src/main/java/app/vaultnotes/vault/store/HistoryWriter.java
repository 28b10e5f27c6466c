package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.History.Version;
import app.vaultnotes.vault.Placement;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Writes the history of one document: each row with its hash, and all hashes of a document together
 * in its entry, so that a row that is gone is missed.
 */
final class HistoryWriter {

    private final Sql sql;
    private final long doc;
    private final Id document;
    private final HistoryDigest digest = new HistoryDigest();

    /** A writer within the transaction that runs. */
    HistoryWriter(Sql sql, long doc, Id document) {
        this.sql = sql;
        this.doc = doc;
        this.document = document;
    }

    /** Adds a version unless it is known; says whether it was added. */
    boolean add(Version version) throws SQLException {
        VersionRow row = VersionRow.of(version);
        byte[] sha = row.hash(document);
        boolean added =
                sql.run(
                                "INSERT OR IGNORE INTO version (doc, id, heads, from_at, to_at,"
                                        + " device, added, removed, name, sha)"
                                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                doc,
                                row.id(),
                                row.heads(),
                                row.from(),
                                row.to(),
                                row.device(),
                                row.added(),
                                row.removed(),
                                row.name(),
                                sha)
                        > 0;
        if (added) {
            digest.flip(sha);
        }
        return added;
    }

    /** The newest version, if its row is what was written. */
    Optional<VersionRow> newest() throws SQLException {
        return whole("doc = ? ORDER BY to_at DESC, num DESC LIMIT 1", doc);
    }

    /** The version of this id, if its row is what was written. */
    Optional<VersionRow> version(String id) throws SQLException {
        return whole("doc = ? AND id = ?", doc, id);
    }

    private Optional<VersionRow> whole(String where, Object... values) throws SQLException {
        return sql.first(
                        "SELECT " + VersionRow.COLUMNS + " FROM version WHERE " + where,
                        VersionRow::read,
                        values)
                .filter(row -> row.isWhole(document));
    }

    /** Puts a row in the place of the one of the same number. */
    void replace(VersionRow row) throws SQLException {
        byte[] sha = row.hash(document);
        sql.run(
                "UPDATE version SET heads = ?, to_at = ?, added = ?, removed = ?, name = ?, sha = ?"
                        + " WHERE num = ?",
                row.heads(),
                row.to(),
                row.added(),
                row.removed(),
                row.name(),
                sha,
                row.num());
        digest.flip(row.sha());
        digest.flip(sha);
    }

    /** Adds a place unless it is known. */
    void add(Placement placement) throws SQLException {
        PlacementRow row = PlacementRow.of(placement);
        byte[] sha = row.hash(document);
        int added =
                sql.run(
                        "INSERT OR IGNORE INTO placement (doc, at, title, folder, trashed, sha)"
                                + " VALUES (?, ?, ?, ?, ?, ?)",
                        doc,
                        row.at(),
                        row.title(),
                        row.folder(),
                        row.trashed(),
                        sha);
        if (added > 0) {
            digest.flip(sha);
        }
    }

    /** Writes what the document's entry says of all of it. */
    void finish() throws SQLException {
        if (!digest.isNothing()) {
            sql.first("SELECT history FROM doc WHERE num = ?", row -> Documents.bytes(row, 1), doc)
                    .ifPresent(digest::flip);
            sql.run("UPDATE doc SET history = ? WHERE num = ?", digest.toByteArray(), doc);
        }
    }
}
