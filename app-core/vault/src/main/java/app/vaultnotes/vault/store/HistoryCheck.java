package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.StoreCare.Damage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Compares every version and place with its hash, and each document's with what its entry says of
 * them all; sets aside what fails. They are for display: no text is lost with them.
 */
final class HistoryCheck {

    /** Tables whose rows belong to a document. */
    static final List<String> TABLES = List.of("version", "placement", "undo");

    private final Sql sql;
    private final Map<Long, Owner> owners = new HashMap<>();

    private HistoryCheck(Sql sql) {
        this.sql = sql;
    }

    /** A document and what is wrong with its history. */
    private static final class Owner {
        private final Id document;
        private final HistoryDigest left = new HistoryDigest();
        private final List<VersionRow> badVersions = new ArrayList<>();
        private int badPlaces;

        Owner(Id document) {
            this.document = document;
        }

        boolean hasBadRows() {
            return !badVersions.isEmpty() || badPlaces > 0;
        }

        boolean isWhole() {
            return !hasBadRows() && left.isNothing();
        }

        String message() {
            int bad = badVersions.size() + badPlaces;
            String what =
                    bad > 0
                            ? bad + " versions or places are not what was written"
                            : "versions or places are missing";
            return "In the history of document " + document + " " + what + "; its text is whole.";
        }
    }

    /** What is wrong, seen from one state. */
    static List<Damage> run(Sql sql, Progress progress) throws SQLException {
        HistoryCheck check = new HistoryCheck(sql);
        check.look(progress);
        return check.damages(owner -> !owner.isWhole());
    }

    private List<Damage> damages(Predicate<Owner> which) {
        return owners.values().stream()
                .filter(which)
                .map(owner ->
                        new Damage(
                                "history-damaged",
                                "document " + owner.document,
                                Id.ROOT,
                                owner.message()))
                .toList();
    }

    private void look(Progress progress) throws SQLException {
        sql.each("SELECT num, id, history FROM doc", this::owner);
        long total = number("version") + number("placement");
        long[] done = new long[1];
        sql.each(
                "SELECT " + VersionRow.COLUMNS + ", doc FROM version",
                row -> {
                    version(row);
                    progress.report("rows of history", ++done[0], total);
                });
        sql.each(
                "SELECT " + PlacementRow.COLUMNS + ", doc FROM placement",
                row -> {
                    placement(row);
                    progress.report("rows of history", ++done[0], total);
                });
    }

    private long number(String table) throws SQLException {
        return sql.number("SELECT count(*) FROM " + table);
    }

    private void owner(ResultSet row) throws SQLException {
        byte[] id = Documents.bytes(row, 2);
        Owner owner = new Owner(id.length == Id.LENGTH ? Id.fromByteArray(id) : Id.ROOT);
        owner.left.flip(Documents.bytes(row, 3));
        owners.put(row.getLong(1), owner);
    }

    private void version(ResultSet row) throws SQLException {
        VersionRow version = VersionRow.read(row);
        Owner owner = owners.get(row.getLong(11));
        if (owner != null) {
            owner.left.flip(version.sha());
            if (!version.isWhole(owner.document)) {
                owner.badVersions.add(version);
            }
        }
    }

    private void placement(ResultSet row) throws SQLException {
        PlacementRow place = PlacementRow.read(row);
        Owner owner = owners.get(row.getLong(6));
        if (owner != null) {
            owner.left.flip(place.sha());
            owner.badPlaces += place.isWhole(owner.document) ? 0 : 1;
        }
    }

    /**
     * Sets bad rows aside, removes those of no document, and has entries agree with the rest.
     *
     * @return what was set aside
     */
    static List<Damage> mend(Sql sql) throws SQLException {
        HistoryCheck check = new HistoryCheck(sql);
        check.look(Progress.NONE);
        List<Damage> aside = check.damages(Owner::hasBadRows);
        for (Map.Entry<Long, Owner> entry : check.owners.entrySet()) {
            if (!entry.getValue().isWhole()) {
                check.mend(entry.getKey(), entry.getValue());
            }
        }
        for (String table : TABLES) {
            sql.run("DELETE FROM " + table + " WHERE doc NOT IN (SELECT num FROM doc)");
        }
        return aside;
    }

    private void mend(long doc, Owner owner) throws SQLException {
        for (VersionRow bad : owner.badVersions) {
            sql.run(
                    "INSERT INTO damaged (tbl, doc, hash, bytes) SELECT 'version', ?, sha,"
                            + " CAST(quote(id) || quote(heads) || quote(from_at) || quote(to_at)"
                            + " || quote(device) || quote(added) || quote(removed) || quote(name)"
                            + " AS BLOB) FROM version WHERE num = ?",
                    owner.document,
                    bad.num());
            sql.run("DELETE FROM version WHERE num = ?", bad.num());
        }
        if (owner.badPlaces > 0) {
            mendPlaces(doc, owner.document);
        }
        seal(sql, doc, owner.document, false);
    }

    /** Damaged text may not be found again by what it reads as: all go, and the whole come back. */
    private void mendPlaces(long doc, Id document) throws SQLException {
        sql.run(
                "INSERT INTO damaged (tbl, doc, hash, bytes) SELECT 'placement', ?, sha,"
                        + " CAST(quote(at) || quote(title) || quote(folder) || quote(trashed)"
                        + " AS BLOB) FROM placement WHERE doc = ?",
                document,
                doc);
        List<PlacementRow> all = places(sql, doc);
        sql.run("DELETE FROM placement WHERE doc = ?", doc);
        HistoryWriter writer = new HistoryWriter(sql, doc, document);
        for (PlacementRow row : all) {
            if (row.isWhole(document) && row.placement().isPresent()) {
                writer.add(row.placement().get());
                sql.run(
                        "DELETE FROM damaged WHERE tbl = 'placement' AND doc = ? AND hash = ?",
                        document,
                        row.sha());
            }
        }
    }

    private static List<PlacementRow> places(Sql sql, long doc) throws SQLException {
        return sql.all(
                "SELECT " + PlacementRow.COLUMNS + " FROM placement WHERE doc = ?",
                PlacementRow::read,
                doc);
    }

    /** Gives every row of a database that had no hashes its hash. */
    static void sealAll(Sql sql) throws SQLException {
        Map<Long, Id> documents = new HashMap<>();
        sql.each(
                "SELECT num, id FROM doc",
                row -> documents.put(row.getLong(1), Documents.id(row, 2)));
        for (Map.Entry<Long, Id> document : documents.entrySet()) {
            seal(sql, document.getKey(), document.getValue(), true);
        }
    }

    /**
     * Writes into a document's entry what its rows are.
     *
     * @param rows whether the rows themselves get new hashes
     */
    private static void seal(Sql sql, long doc, Id document, boolean rows) throws SQLException {
        HistoryDigest digest = new HistoryDigest();
        List<VersionRow> versions =
                sql.all(
                        "SELECT " + VersionRow.COLUMNS + " FROM version WHERE doc = ?",
                        VersionRow::read,
                        doc);
        for (VersionRow row : versions) {
            byte[] sha = rows ? row.hash(document) : row.sha();
            digest.flip(sha);
            if (rows) {
                sql.run("UPDATE version SET sha = ? WHERE num = ?", sha, row.num());
            }
        }
        for (PlacementRow row : places(sql, doc)) {
            byte[] sha = rows ? row.hash(document) : row.sha();
            digest.flip(sha);
            if (rows) {
                sql.run(
                        "UPDATE placement SET sha = ? WHERE doc = ? AND at = ? AND title = ?"
                                + " AND folder = ? AND trashed = ?",
                        sha,
                        doc,
                        row.at(),
                        row.title(),
                        row.folder(),
                        row.trashed());
            }
        }
        sql.run("UPDATE doc SET history = ? WHERE num = ?", digest.toByteArray(), doc);
    }
}
