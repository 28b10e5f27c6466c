package app.vaultnotes.vault.store;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.SavedBytes;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Skeleton;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.StoreCare.Damage;
import app.vaultnotes.vault.VaultException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares every row of the truth with its hash, and every change with its name. */
final class RowCheck {

    /** What a document's entry that is not what was written is called. */
    static final String BAD_ENTRY = "document-damaged";

    private static final String DOCUMENTS = "SELECT num, id, kind, heads, sha FROM doc";
    private static final String CHANGES =
            "SELECT c.num, d.id, c.hash, c.at, c.bytes, c.sha, "
                    + shownName("c.doc")
                    + " FROM change c LEFT JOIN doc d ON d.num = c.doc";
    private static final String SNAPSHOTS =
            "SELECT s.doc, d.id, s.heads, s.bytes, s.sha, "
                    + shownName("s.doc")
                    + " FROM snapshot s LEFT JOIN doc d ON d.num = s.doc";

    private final Database database;

    /** What lists call a document whose entry is gone. */
    private static String shownName(String doc) {
        return "CASE WHEN d.id IS NULL THEN coalesce((SELECT title FROM note WHERE doc = "
                + doc
                + "), (SELECT name FROM file WHERE doc = "
                + doc
                + ")) END";
    }

    RowCheck(Database database) {
        this.database = database;
    }

    /** A table of the truth. */
    enum Table {
        DOC,
        CHANGE,
        SNAPSHOT
    }

    /** A damaged row: its table, its number there, and what is wrong. */
    record BadRow(Table table, long number, Damage damage) {}

    /** What is wrong; a database that cannot even be read is damage, not an error. */
    List<Damage> damages(Progress progress) {
        return guarded(() ->
                database.read(sql -> bad(sql, progress)).stream().map(BadRow::damage).toList());
    }

    /** Refuses a database with a damaged row. */
    static void require(Database database, String message, Progress progress) {
        List<Damage> damages = new RowCheck(database).damages(progress);
        if (!damages.isEmpty()) {
            throw new VaultException(
                    VaultException.Code.DAMAGED,
                    message + " " + damages.get(0).message(),
                    "“vaultnotes doctor” says what is wrong with the vault.");
        }
    }

    /** A check that may meet damage where it did not look for it. */
    interface Check {
        List<Damage> run();
    }

    static List<Damage> guarded(Check check) {
        try {
            return check.run();
        } catch (VaultException e) {
            if (e.code() == VaultException.Code.DAMAGED || e.code() == VaultException.Code.IO) {
                return List.of(
                        new Damage(
                                "database-damaged",
                                "vault.db",
                                Id.ROOT,
                                String.valueOf(e.getMessage())));
            }
            throw e;
        }
    }

    /** All rows that fail, seen from one state. */
    static List<BadRow> bad(Sql sql, Progress progress) throws SQLException {
        long total =
                sql.number("SELECT count(*) FROM change")
                        + sql.number("SELECT count(*) FROM snapshot")
                        + sql.number("SELECT count(*) FROM doc");
        long[] done = new long[1];
        List<BadRow> bad = new ArrayList<>();
        Sql.Look count = row -> progress.report("rows", ++done[0], total);
        sql.each(DOCUMENTS, each(bad, count, row -> document(sql, row)));
        sql.each(CHANGES, each(bad, count, RowCheck::change));
        sql.each(SNAPSHOTS, each(bad, count, RowCheck::snapshot));
        return bad;
    }

    private static Sql.Look each(
            List<BadRow> bad, Sql.Look count, Sql.Row<Optional<BadRow>> check) {
        return row -> {
            check.read(row).ifPresent(bad::add);
            count.at(row);
        };
    }

    private static Optional<BadRow> document(Sql sql, ResultSet row) throws SQLException {
        byte[] id = Documents.bytes(row, 2);
        byte[] heads = Documents.bytes(row, 4);
        Id document = idOrRoot(id);
        if (!Arrays.equals(RowHash.document(id, row.getInt(3), heads), row.getBytes(5))) {
            return bad(Table.DOC, row.getLong(1), document, "the entry is not what was written");
        }
        return hasAll(sql, row.getLong(1), Heads.fromByteArray(heads), row.getInt(3))
                ? Optional.empty()
                : bad(Table.DOC, row.getLong(1), document, "a change is missing");
    }

    /** Whether every newest change of a document is there: loose, in the snapshot, or implied. */
    private static boolean hasAll(Sql sql, long doc, Heads heads, int kind) throws SQLException {
        for (ChangeHash head : heads.hashes()) {
            boolean known =
                    sql.number(
                                            "SELECT count(*) FROM change WHERE doc = ? AND hash ="
                                                    + " ?",
                                            doc,
                                            head.toByteArray())
                                    > 0
                            || Skeleton.of(DocumentKind.ofCode(kind)).hash().equals(head)
                            || inSnapshot(sql, doc, head);
            if (!known) {
                return false;
            }
        }
        return true;
    }

    private static boolean inSnapshot(Sql sql, long doc, ChangeHash head) throws SQLException {
        return sql.first(
                        "SELECT heads FROM snapshot WHERE doc = ?",
                        row -> headsOrNone(Documents.bytes(row, 1)).hashes().contains(head),
                        doc)
                .orElse(false);
    }

    private static Heads headsOrNone(byte[] bytes) {
        return bytes.length % ChangeHash.LENGTH == 0 ? Heads.fromByteArray(bytes) : Heads.NONE;
    }

    private static Optional<BadRow> change(ResultSet row) throws SQLException {
        byte @Nullable [] id = row.getBytes(2);
        if (id == null) {
            return noEntry(Table.CHANGE, row.getLong(1), row.getString(7));
        }
        byte[] hash = Documents.bytes(row, 3);
        byte[] packed = Documents.bytes(row, 5);
        if (!Arrays.equals(RowHash.change(id, hash, row.getLong(4), packed), row.getBytes(6))) {
            return bad(
                    Table.CHANGE, row.getLong(1), idOrRoot(id), "a change is not what was written");
        }
        try {
            return Arrays.equals(Change.parse(Codec.unpack(packed)).hash().toByteArray(), hash)
                    ? Optional.empty()
                    : bad(
                            Table.CHANGE,
                            row.getLong(1),
                            idOrRoot(id),
                            "a change has another hash than its own");
        } catch (CrdtException | VaultException e) {
            return bad(
                    Table.CHANGE,
                    row.getLong(1),
                    idOrRoot(id),
                    "a change is malformed: " + e.getMessage());
        }
    }

    private static Optional<BadRow> snapshot(ResultSet row) throws SQLException {
        byte @Nullable [] id = row.getBytes(2);
        if (id == null) {
            return noEntry(Table.SNAPSHOT, row.getLong(1), row.getString(6));
        }
        byte[] packed = Documents.bytes(row, 4);
        if (!Arrays.equals(
                RowHash.snapshot(id, Documents.bytes(row, 3), packed), row.getBytes(5))) {
            return bad(
                    Table.SNAPSHOT,
                    row.getLong(1),
                    idOrRoot(id),
                    "a snapshot is not what was written");
        }
        try {
            SavedBytes.parse(Codec.unpack(packed));
            return Optional.empty();
        } catch (CrdtException | VaultException e) {
            return bad(
                    Table.SNAPSHOT,
                    row.getLong(1),
                    idOrRoot(id),
                    "a snapshot is malformed: " + e.getMessage());
        }
    }

    /** All rows of a document without an entry have one and the same thing amiss. */
    private static Optional<BadRow> noEntry(Table table, long number, @Nullable String shown) {
        String whose = shown == null ? "a document" : "“" + shown + "”";
        Damage damage =
                new Damage(
                        BAD_ENTRY, "vault.db", Id.ROOT, "The entry of " + whose + " is missing.");
        return Optional.of(new BadRow(table, number, damage));
    }

    private static Id idOrRoot(byte[] bytes) {
        return bytes.length == Id.LENGTH ? Id.fromByteArray(bytes) : Id.ROOT;
    }

    private static Optional<BadRow> bad(Table table, long number, Id document, String message) {
        String code = table == Table.DOC ? "document" : table.name().toLowerCase(Locale.ROOT);
        Damage damage =
                new Damage(
                        code + "-damaged",
                        "document " + document,
                        document,
                        "In document " + document + " " + message + ".");
        return Optional.of(new BadRow(table, number, damage));
    }
}
