package app.vaultnotes.vault.store;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Skeleton;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.StoreCare.Damage;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.store.RowCheck.BadRow;
import app.vaultnotes.vault.store.RowCheck.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gets damaged rows out of the way, so that the rest of their documents works and another copy can
 * bring back what is missing.
 *
 * <p>A document's entry is mended: its id and kind are known from what lists show, and proved by
 * its changes; its newest changes follow from the ones that are there. A damaged change or snapshot
 * is moved into the table {@code damaged}, and so are versions and places.
 */
final class RowRepair {

    /** Tables of the truth whose rows belong to a document. */
    private static final List<String> ROWS =
            List.of("change", "snapshot", "version", "placement", "undo");

    private final Database database;

    RowRepair(Database database) {
        this.database = database;
    }

    /** Does it, in one transaction; says what was set aside. */
    List<Damage> run() {
        return database.write(sql -> {
            List<BadRow> bad = RowCheck.bad(sql, Progress.NONE);
            putEntriesBack(sql);
            for (BadRow row : bad) {
                if (row.table() == Table.DOC) {
                    mendName(sql, row.number());
                }
            }
            Set<Long> touched = new LinkedHashSet<>();
            Set<ChangeHash> lost = new HashSet<>();
            List<Damage> aside = new ArrayList<>();
            // With the entries mended, what still fails is really damaged.
            for (BadRow row : RowCheck.bad(sql, Progress.NONE)) {
                if (row.table() != Table.DOC) {
                    aside.add(row.damage());
                }
                switch (row.table()) {
                    case DOC -> touched.add(row.number());
                    case CHANGE -> touched.add(setChangeAside(sql, row, lost));
                    case SNAPSHOT -> touched.add(setSnapshotAside(sql, row));
                }
            }
            for (long doc : touched) {
                mendHeads(sql, doc, lost);
            }
            aside.addAll(HistoryCheck.mend(sql));
            UndoTable.mend(sql);
            LocalTable.mend(sql);
            for (String note : Salvage.NOTES) {
                sql.run("DELETE FROM damaged WHERE tbl = ?", note);
            }
            return aside;
        });
    }

    private static long setChangeAside(Sql sql, BadRow row, Set<ChangeHash> lost)
            throws SQLException {
        sql.each(
                "SELECT hash, bytes FROM change WHERE num = ?",
                r -> {
                    ChangeTable.hash(r.getBytes(1)).ifPresent(lost::add);
                    parsed(r.getBytes(2)).ifPresent(change -> lost.add(change.hash()));
                },
                row.number());
        long doc = sql.number("SELECT doc FROM change WHERE num = ?", row.number());
        sql.run(
                "INSERT INTO damaged (tbl, doc, hash, bytes)"
                        + " SELECT 'change', ?, hash, bytes FROM change WHERE num = ?",
                row.damage().document(),
                row.number());
        sql.run("DELETE FROM change WHERE num = ?", row.number());
        return doc;
    }

    private static long setSnapshotAside(Sql sql, BadRow row) throws SQLException {
        sql.run(
                "INSERT INTO damaged (tbl, doc, hash, bytes)"
                        + " SELECT 'snapshot', ?, heads, bytes FROM snapshot WHERE doc = ?",
                row.damage().document(),
                row.number());
        sql.run("DELETE FROM snapshot WHERE doc = ?", row.number());
        return row.number();
    }

    /** Moves all rows of a document aside, its entry too. */
    static void setAside(Sql sql, Id document) throws SQLException {
        Optional<Long> doc = Documents.number(sql, document);
        if (doc.isPresent()) {
            sql.run(
                    "INSERT INTO damaged (tbl, doc, hash, bytes)"
                            + " SELECT 'change', ?, hash, bytes FROM change WHERE doc = ?",
                    document,
                    doc.get());
            sql.run("DELETE FROM change WHERE doc = ?", doc.get());
            sql.run(
                    "INSERT INTO damaged (tbl, doc, hash, bytes)"
                            + " SELECT 'snapshot', ?, heads, bytes FROM snapshot WHERE doc = ?",
                    document,
                    doc.get());
            sql.run("DELETE FROM snapshot WHERE doc = ?", doc.get());
            sql.run("DELETE FROM doc WHERE num = ?", doc.get());
            for (String table : HistoryCheck.TABLES) {
                sql.run("DELETE FROM " + table + " WHERE doc = ?", doc.get());
            }
        }
    }

    /** Moves some changes of a document aside. */
    static void setAside(Sql sql, Id document, Collection<ChangeHash> changes) throws SQLException {
        Optional<Long> doc = Documents.number(sql, document);
        if (doc.isPresent()) {
            for (ChangeHash change : changes) {
                byte[] hash = change.toByteArray();
                sql.run(
                        "INSERT INTO damaged (tbl, doc, hash, bytes)"
                                + " SELECT 'change', ?, hash, bytes FROM change"
                                + " WHERE doc = ? AND hash = ?",
                        document,
                        doc.get(),
                        hash);
                sql.run("DELETE FROM change WHERE doc = ? AND hash = ?", doc.get(), hash);
            }
        }
    }

    private static Optional<Change> parsed(byte[] packed) {
        try {
            return Optional.of(Change.parse(Codec.unpack(packed)));
        } catch (CrdtException | VaultException e) {
            return Optional.empty();
        }
    }

    /** Makes the entries anew that are gone, where changes prove whose they are. */
    private static void putEntriesBack(Sql sql) throws SQLException {
        List<Long> gone =
                sql.all(
                        "SELECT doc FROM change WHERE doc NOT IN (SELECT num FROM doc) UNION"
                                + " SELECT doc FROM snapshot WHERE doc NOT IN (SELECT num FROM doc)",
                        row -> row.getLong(1));
        for (long doc : gone) {
            for (Name name : names(sql, doc)) {
                if (proves(sql, doc, name.id())) {
                    putEntryBack(sql, doc, name);
                    break;
                }
            }
        }
    }

    /** The vault's own entry is made anew when the vault is opened; then its rows go there. */
    private static void putEntryBack(Sql sql, long doc, Name name) throws SQLException {
        Optional<Long> known = Documents.number(sql, name.id());
        if (known.isEmpty()) {
            sql.run(
                    "INSERT INTO doc (num, id, kind, heads, sha) VALUES (?, ?, ?, x'', x'')",
                    doc,
                    name.id(),
                    name.kind().code());
        } else {
            for (String table : ROWS) {
                sql.run(
                        "UPDATE OR IGNORE " + table + " SET doc = ? WHERE doc = ?",
                        known.get(),
                        doc);
            }
        }
        mendHeads(sql, known.orElse(doc), Set.of());
    }

    /** Who and what a document is. */
    private record Name(Id id, DocumentKind kind) {}

    /** Gives a document's entry the id and kind that its changes prove, if there are such. */
    private static void mendName(Sql sql, long doc) throws SQLException {
        if (provesItself(sql, doc)) {
            return;
        }
        for (Name name : names(sql, doc)) {
            if (proves(sql, doc, name.id())) {
                sql.run(
                        "UPDATE doc SET id = ?, kind = ? WHERE num = ?",
                        name.id(),
                        name.kind().code(),
                        doc);
                mendHeads(sql, doc, Set.of());
                return;
            }
        }
    }

    private static boolean provesItself(Sql sql, long doc) throws SQLException {
        return sql.first(
                        "SELECT id, kind, heads, sha FROM doc WHERE num = ?",
                        row ->
                                Arrays.equals(
                                        RowHash.document(
                                                Documents.bytes(row, 1),
                                                row.getInt(2),
                                                Documents.bytes(row, 3)),
                                        Documents.bytes(row, 4)),
                        doc)
                .orElse(false);
    }

    /** What the entry and the lists say a document is called, and what lists show it as. */
    private static List<Name> names(Sql sql, long doc) throws SQLException {
        List<byte[]> ids =
                sql.all(
                        "SELECT id FROM doc WHERE num = ?1"
                                + " UNION SELECT id FROM note WHERE doc = ?1"
                                + " UNION SELECT id FROM file WHERE doc = ?1",
                        row -> row.getBytes(1),
                        doc);
        Optional<byte[]> vault = LocalTable.vault(sql, true).map(Id::toByteArray);
        vault.ifPresent(ids::add);
        boolean isNote = sql.number("SELECT count(*) FROM note WHERE doc = ?", doc) > 0;
        boolean isFile = sql.number("SELECT count(*) FROM file WHERE doc = ?", doc) > 0;
        List<Name> names = new ArrayList<>();
        for (byte[] id : ids) {
            if (id.length == Id.LENGTH) {
                boolean isTree = vault.isPresent() && Arrays.equals(vault.get(), id);
                DocumentKind kind =
                        isFile && !isNote
                                ? DocumentKind.FILE
                                : isTree && !isNote ? DocumentKind.TREE : DocumentKind.NOTE;
                names.add(new Name(Id.fromByteArray(id), kind));
            }
        }
        return names;
    }

    /** Whether a change or snapshot of this document carries a hash made with this id. */
    private static boolean proves(Sql sql, long doc, Id id) throws SQLException {
        byte[] bytes = id.toByteArray();
        boolean byChange =
                sql.all(
                                "SELECT hash, at, bytes, sha FROM change WHERE doc = ?",
                                row ->
                                        Arrays.equals(
                                                RowHash.change(
                                                        bytes,
                                                        row.getBytes(1),
                                                        row.getLong(2),
                                                        row.getBytes(3)),
                                                row.getBytes(4)),
                                doc)
                        .contains(true);
        return byChange
                || sql.first(
                                "SELECT heads, bytes, sha FROM snapshot WHERE doc = ?",
                                row ->
                                        Arrays.equals(
                                                RowHash.snapshot(
                                                        bytes, row.getBytes(1), row.getBytes(2)),
                                                row.getBytes(3)),
                                doc)
                        .orElse(false);
    }

    /** Works out a document's newest changes from the ones that are there. */
    static void mendHeads(Sql sql, long doc, Set<ChangeHash> lost) throws SQLException {
        Optional<Name> name =
                sql.first(
                        "SELECT id, kind FROM doc WHERE num = ?",
                        row -> new Name(Documents.id(row, 1), DocumentKind.ofCode(row.getInt(2))),
                        doc);
        if (name.isPresent()) {
            Optional<Heads> snapshot =
                    sql.first(
                            "SELECT heads FROM snapshot WHERE doc = ?",
                            row -> Heads.fromByteArray(row.getBytes(1)),
                            doc);
            List<Change> loose =
                    sql
                            .all(
                                    "SELECT bytes FROM change WHERE doc = ? ORDER BY num",
                                    row -> parsed(row.getBytes(1)),
                                    doc)
                            .stream()
                            .flatMap(Optional::stream)
                            .toList();
            Heads base = snapshot.orElse(Heads.of(Set.of(Skeleton.of(name.get().kind()).hash())));
            Heads heads = new Frontier(base, snapshot.isPresent(), lost).over(loose);
            ChangeTable.putHeads(sql, doc, name.get().id(), name.get().kind(), heads);
        }
    }
}
