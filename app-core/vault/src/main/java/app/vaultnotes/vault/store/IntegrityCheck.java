package app.vaultnotes.vault.store;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.SavedBytes;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Blobs;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.StoreCare.Damage;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at every byte that matters. */
final class IntegrityCheck {

    private static final String CHANGES =
            "SELECT c.num, d.id, c.hash, c.at, c.bytes, c.sha FROM change c LEFT JOIN doc d ON d.num = c.doc";
    private static final String SNAPSHOTS =
            "SELECT s.doc, d.id, s.heads, s.bytes, s.sha FROM snapshot s LEFT JOIN doc d ON d.num = s.doc";

    private final Database database;
    private final BlobFolder blobs;

    IntegrityCheck(Database database, BlobFolder blobs) {
        this.database = database;
        this.blobs = blobs;
    }

    /** A damaged row: the table, the row's number, and what is wrong. */
    private record BadRow(String table, long number, Damage damage) {}

    List<Damage> run(Progress progress) {
        List<Damage> damages = new ArrayList<>(pages());
        damages.addAll(rows(progress));
        damages.addAll(projections());
        damages.addAll(attachments(progress));
        return damages;
    }

    /**
     * On the connection that writes: another one that has been open for long still knows FTS5's old
     * segments, and its check takes them for damage.
     */
    private List<Damage> pages() {
        return guarded(() ->
                database.exclusively(sql ->
                        sql
                                .all(
                                        "PRAGMA integrity_check",
                                        row -> String.valueOf(row.getString(1)))
                                .stream()
                                .filter(line -> !line.equals("ok"))
                                .map(line -> damage("database-damaged", "vault.db", Id.ROOT, line))
                                .toList()));
    }

    /** Runs a check; a database that cannot even be read is damage, not an error. */
    private static List<Damage> guarded(java.util.function.Supplier<List<Damage>> check) {
        try {
            return check.get();
        } catch (VaultException e) {
            if (e.code() == VaultException.Code.DAMAGED || e.code() == VaultException.Code.IO) {
                return List.of(
                        damage(
                                "database-damaged",
                                "vault.db",
                                Id.ROOT,
                                String.valueOf(e.getMessage())));
            }
            throw e;
        }
    }

    private static Damage damage(String code, String where, Id document, String message) {
        return new Damage(code, where, document, message);
    }

    List<Damage> rows(Progress progress) {
        return guarded(() -> badRows(progress).stream().map(BadRow::damage).toList());
    }

    private List<BadRow> badRows(Progress progress) {
        return database.read(sql -> {
            long total =
                    sql.number("SELECT count(*) FROM change")
                            + sql.number("SELECT count(*) FROM snapshot");
            long[] done = new long[1];
            List<BadRow> bad = new ArrayList<>();
            sql.each(
                    CHANGES,
                    row -> {
                        change(row).ifPresent(bad::add);
                        progress.report("changes", ++done[0], total);
                    });
            sql.each(
                    SNAPSHOTS,
                    row -> {
                        snapshot(row).ifPresent(bad::add);
                        progress.report("changes", ++done[0], total);
                    });
            return bad;
        });
    }

    private static Optional<BadRow> change(ResultSet row) throws SQLException {
        byte[] id = row.getBytes(2);
        if (id == null || id.length != Id.LENGTH) {
            return bad("change", row.getLong(1), Id.ROOT, "a change belongs to no document");
        }
        Id document = Id.fromByteArray(id);
        byte[] hash = row.getBytes(3);
        byte[] packed = row.getBytes(5);
        if (!Arrays.equals(
                ChangeTable.changeSha(id, hash, row.getLong(4), packed), row.getBytes(6))) {
            return bad("change", row.getLong(1), document, "a change is not what was written");
        }
        try {
            return Arrays.equals(Change.parse(Codec.unpack(packed)).hash().toByteArray(), hash)
                    ? Optional.empty()
                    : bad(
                            "change",
                            row.getLong(1),
                            document,
                            "a change has another hash than its own");
        } catch (CrdtException | VaultException e) {
            return bad(
                    "change", row.getLong(1), document, "a change is malformed: " + e.getMessage());
        }
    }

    private static Optional<BadRow> snapshot(ResultSet row) throws SQLException {
        byte[] id = row.getBytes(2);
        if (id == null || id.length != Id.LENGTH) {
            return bad("snapshot", row.getLong(1), Id.ROOT, "a snapshot belongs to no document");
        }
        byte[] packed = row.getBytes(4);
        if (!Arrays.equals(ChangeTable.snapshotSha(id, row.getBytes(3), packed), row.getBytes(5))) {
            return bad(
                    "snapshot",
                    row.getLong(1),
                    Id.fromByteArray(id),
                    "a snapshot is not what was written");
        }
        try {
            SavedBytes.parse(Codec.unpack(packed));
            return Optional.empty();
        } catch (CrdtException | VaultException e) {
            return bad(
                    "snapshot",
                    row.getLong(1),
                    Id.fromByteArray(id),
                    "a snapshot is malformed: " + e.getMessage());
        }
    }

    private static Optional<BadRow> bad(String table, long number, Id document, String message) {
        Damage damage =
                damage(
                        table + "-damaged",
                        "document " + document,
                        document,
                        "In document " + document + " " + message + ".");
        return Optional.of(new BadRow(table, number, damage));
    }

    /** Moves damaged rows away, so that the rest of their documents works. */
    List<Damage> setAside() {
        List<BadRow> bad = badRows(Progress.NONE);
        database.run(sql -> {
            for (BadRow row : bad) {
                String key = row.table().equals("change") ? "num" : "doc";
                String hash = row.table().equals("change") ? "hash" : "heads";
                sql.run(
                        "INSERT INTO damaged (tbl, doc, hash, bytes) SELECT ?, ?, "
                                + hash
                                + ", bytes FROM "
                                + row.table()
                                + " WHERE "
                                + key
                                + " = ?",
                        row.table(),
                        row.damage().document(),
                        row.number());
                sql.run("DELETE FROM " + row.table() + " WHERE " + key + " = ?", row.number());
            }
        });
        return bad.stream().map(BadRow::damage).toList();
    }

    private List<Damage> projections() {
        return guarded(() ->
                database.read(sql -> {
                    List<Damage> damages = new ArrayList<>();
                    compare(sql, damages, "note", 2);
                    compare(sql, damages, "file", 3);
                    long indexed = sql.number("SELECT count(*) FROM note_fts");
                    long living = sql.number("SELECT count(*) FROM note WHERE trashed IS NULL");
                    if (indexed != living) {
                        damages.add(
                                stale(
                                        "The search index knows "
                                                + indexed
                                                + " notes of "
                                                + living
                                                + "."));
                    }
                    long texts = sql.number("SELECT count(*) FROM note_text");
                    long notes = sql.number("SELECT count(*) FROM note");
                    if (texts != notes) {
                        damages.add(
                                stale("There are " + texts + " texts for " + notes + " notes."));
                    }
                    return damages;
                }));
    }

    private static void compare(Sql sql, List<Damage> damages, String table, int kind)
            throws SQLException {
        long shown = sql.number("SELECT count(*) FROM " + table);
        long known = sql.number("SELECT count(*) FROM doc WHERE kind = ?", kind);
        if (shown != known) {
            damages.add(stale("The lists know " + shown + " of " + known + " " + table + "s."));
        }
    }

    private static Damage stale(String message) {
        return damage("lists-outdated", "vault.db", Id.ROOT, message);
    }

    private List<Damage> attachments(Progress progress) {
        Map<BlobHash, Long> here = new HashMap<>();
        for (Blobs.Stored stored : blobs.all()) {
            here.put(stored.hash(), stored.size());
        }
        List<BlobHash> used = new ArrayList<>(new SqliteCatalogue(database).usedBlobs());
        List<Damage> damages = new ArrayList<>();
        long done = 0;
        for (BlobHash hash : used) {
            attachment(hash, here).ifPresent(damages::add);
            progress.report("attachments", ++done, used.size());
        }
        return damages;
    }

    private Optional<Damage> attachment(BlobHash hash, Map<BlobHash, Long> here) {
        if (!here.containsKey(hash)) {
            return Optional.of(
                    damage(
                            "attachment-missing",
                            hash.hex(),
                            Id.ROOT,
                            "The bytes of an attachment are missing: " + hash));
        }
        try (InputStream in = blobs.open(hash)) {
            in.transferTo(OutputStream.nullOutputStream());
            return Optional.empty();
        } catch (IOException | VaultException e) {
            return Optional.of(
                    damage(
                            "attachment-damaged",
                            hash.hex(),
                            Id.ROOT,
                            String.valueOf(e.getMessage())));
        }
    }
}
