package app.vaultnotes.vault.store;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.ChangeLog;
import app.vaultnotes.vault.Commit;
import app.vaultnotes.vault.Compaction;
import app.vaultnotes.vault.SeenChanges;
import app.vaultnotes.vault.VaultException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The changes and snapshots, each row with a hash over all that matters in it. */
final class ChangeTable implements ChangeLog {

    private static final String DOCUMENT = "SELECT id, kind, heads, sha, num FROM doc";

    private final Database database;
    private final Projector projector;

    ChangeTable(Database database, Projector projector) {
        this.database = database;
        this.projector = projector;
    }

    @Override
    public void commit(List<Commit> commits) {
        database.run(sql -> commit(sql, commits));
    }

    /** The same in a transaction that runs. */
    void commit(Sql sql, List<Commit> commits) throws SQLException {
        List<Indexing> indexing = new ArrayList<>();
        for (Commit commit : commits) {
            long doc = document(sql, commit);
            for (Change change : commit.changes()) {
                insert(sql, doc, commit.document(), change, commit.atMillis());
            }
            HistoryTable.record(sql, doc, commit);
            projector.show(sql, doc, commit.projection()).ifPresent(indexing::add);
        }
        // FTS5 starts a new segment whenever another statement may have to be undone, so that one
        // batch makes one segment only when all of it is written at the end.
        for (Indexing each : indexing) {
            each.write(sql);
        }
    }

    private static long document(Sql sql, Commit commit) throws SQLException {
        Optional<Long> known = Documents.number(sql, commit.document());
        if (known.isPresent()) {
            putHeads(sql, known.get(), commit.document(), commit.kind(), commit.heads());
            return known.get();
        }
        sql.run("DELETE FROM purged WHERE id = ?", commit.document());
        byte[] heads = commit.heads().toByteArray();
        int kind = commit.kind().code();
        sql.run(
                "INSERT INTO doc (id, kind, heads, sha) VALUES (?, ?, ?, ?)",
                commit.document(),
                kind,
                heads,
                RowHash.document(commit.document().toByteArray(), kind, heads));
        return sql.lastRow();
    }

    static void putHeads(Sql sql, long doc, Id id, DocumentKind kind, Heads heads)
            throws SQLException {
        byte[] bytes = heads.toByteArray();
        sql.run(
                "UPDATE doc SET heads = ?, sha = ? WHERE num = ?",
                bytes,
                RowHash.document(id.toByteArray(), kind.code(), bytes),
                doc);
    }

    private static void insert(Sql sql, long doc, Id id, Change change, long at)
            throws SQLException {
        byte[] hash = change.hash().toByteArray();
        byte[] packed = Codec.pack(change.toByteArray());
        sql.run(
                "INSERT OR REPLACE INTO change (doc, hash, at, bytes, sha) VALUES (?, ?, ?, ?, ?)",
                doc,
                hash,
                at,
                packed,
                RowHash.change(id.toByteArray(), hash, at, packed));
    }

    /** A change's hash, if these bytes can be one. */
    static Optional<ChangeHash> hash(byte[] bytes) {
        return bytes.length == ChangeHash.LENGTH
                ? Optional.of(ChangeHash.fromByteArray(bytes))
                : Optional.empty();
    }

    @Override
    public Optional<StoredDocument> read(Id document) {
        return database.read(sql -> {
            Optional<DocumentEntry> entry = entry(sql, document);
            return entry.isEmpty() ? Optional.empty() : Optional.of(stored(sql, entry.get()));
        });
    }

    private static Optional<DocumentEntry> entry(Sql sql, Id document) throws SQLException {
        return sql.first(DOCUMENT + " WHERE id = ?", ChangeTable::entry, document);
    }

    private static StoredDocument stored(Sql sql, DocumentEntry entry) throws SQLException {
        byte[] id = entry.id().toByteArray();
        long doc = Documents.number(sql, entry.id()).orElseThrow();
        List<Optional<byte[]>> loose =
                sql.all(
                        "SELECT hash, at, bytes, sha FROM change WHERE doc = ? ORDER BY num",
                        row -> checkedChange(id, row),
                        doc);
        List<Optional<byte[]>> snapshot =
                sql.all(
                        "SELECT heads, bytes, sha FROM snapshot WHERE doc = ?",
                        row -> checkedSnapshot(id, row),
                        doc);
        long damaged =
                Stream.concat(loose.stream(), snapshot.stream()).filter(Optional::isEmpty).count();
        return new StoredDocument(
                entry,
                snapshot.stream().flatMap(Optional::stream).findFirst(),
                loose.stream().flatMap(Optional::stream).toList(),
                (int) damaged);
    }

    private static Optional<byte[]> checkedChange(byte[] id, ResultSet row) throws SQLException {
        byte[] packed = Documents.bytes(row, 3);
        byte[] sha = RowHash.change(id, Documents.bytes(row, 1), row.getLong(2), packed);
        return Arrays.equals(sha, row.getBytes(4))
                ? Optional.of(Codec.unpack(packed))
                : Optional.empty();
    }

    private static Optional<byte[]> checkedSnapshot(byte[] id, ResultSet row) throws SQLException {
        byte[] packed = Documents.bytes(row, 2);
        byte[] sha = RowHash.snapshot(id, Documents.bytes(row, 1), packed);
        return Arrays.equals(sha, row.getBytes(3))
                ? Optional.of(Codec.unpack(packed))
                : Optional.empty();
    }

    private static DocumentEntry entry(ResultSet row) throws SQLException {
        byte[] id = Documents.bytes(row, 1);
        int kind = row.getInt(2);
        byte[] heads = Documents.bytes(row, 3);
        if (!Arrays.equals(RowHash.document(id, kind, heads), row.getBytes(4))) {
            throw new VaultException(
                    VaultException.Code.DAMAGED,
                    "The entry of a document is not what was written (" + row.getLong(5) + ").",
                    "“vaultnotes doctor --repair” mends it.");
        }
        return new DocumentEntry(
                Id.fromByteArray(id), DocumentKind.ofCode(kind), Heads.fromByteArray(heads));
    }

    @Override
    public List<DocumentEntry> documents() {
        return database.read(sql -> sql.all(DOCUMENT + " ORDER BY id", ChangeTable::entry));
    }

    @Override
    public Optional<DocumentEntry> document(Id document) {
        return database.read(sql -> entry(sql, document));
    }

    @Override
    public OptionalLong madeMillis(Id document, ChangeHash change) {
        return database.read(sql ->
                sql.first(
                                "SELECT at FROM change WHERE hash = ? AND doc = (SELECT num FROM doc"
                                        + " WHERE id = ?)",
                                row -> row.getLong(1),
                                change.toByteArray(),
                                document)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()));
    }

    @Override
    public Set<ChangeHash> loose(Id document) {
        return database.read(sql ->
                new HashSet<>(
                        sql.all(
                                "SELECT hash FROM change WHERE doc = (SELECT num FROM doc WHERE id"
                                        + " = ?)",
                                row -> ChangeHash.fromByteArray(row.getBytes(1)),
                                document)));
    }

    @Override
    public void compact(Id document, Heads heads, byte[] snapshot, Set<ChangeHash> covered) {
        database.run(sql -> {
            long doc = Documents.number(sql, document).orElseThrow();
            byte[] packed = Codec.pack(snapshot);
            byte[] at = heads.toByteArray();
            sql.run(
                    "INSERT OR REPLACE INTO snapshot (doc, heads, bytes, sha) VALUES (?, ?, ?, ?)",
                    doc,
                    at,
                    packed,
                    RowHash.snapshot(document.toByteArray(), at, packed));
            for (ChangeHash hash : covered) {
                sql.run("DELETE FROM change WHERE doc = ? AND hash = ?", doc, hash.toByteArray());
            }
        });
    }

    @Override
    public List<Id> compactable(int limit) {
        return database.read(sql -> {
            List<Id> due = new ArrayList<>();
            sql.all(
                    "SELECT d.id, count(*), sum(length(c.bytes)), coalesce((SELECT length(s.bytes)"
                            + " FROM snapshot s WHERE s.doc = d.num), 0) FROM change c JOIN doc d ON"
                            + " d.num = c.doc GROUP BY d.num HAVING count(*) > 1 ORDER BY 3 DESC",
                    row -> {
                        if (due.size() < limit
                                && Compaction.due(row.getInt(2), row.getLong(3), row.getLong(4))) {
                            due.add(Documents.id(row, 1));
                        }
                        return due.size();
                    });
            return due;
        });
    }

    @Override
    public List<Id> stale() {
        return database.read(
                sql -> sql.all("SELECT id FROM doc WHERE stale = 1", row -> Documents.id(row, 1)));
    }

    @Override
    public boolean isStale(Id document) {
        return database.read(
                sql -> sql.number("SELECT stale FROM doc WHERE id = ?", document) != 0);
    }

    @Override
    public void taking(Map<Id, List<ChangeHash>> changes) {
        database.run(sql -> {
            for (Map.Entry<Id, List<ChangeHash>> each : changes.entrySet()) {
                for (ChangeHash hash : each.getValue()) {
                    sql.run(
                            "INSERT INTO taking (doc, hash) VALUES (?, ?)",
                            each.getKey(),
                            hash.toByteArray());
                }
            }
        });
    }

    @Override
    public void taken(Collection<Id> documents) {
        database.run(sql -> taken(sql, documents));
    }

    /** The same in a transaction that runs. */
    static void taken(Sql sql, Collection<Id> documents) throws SQLException {
        for (Id document : documents) {
            sql.run("DELETE FROM taking WHERE doc = ?", document);
        }
    }

    /** What was being taken in when the process died is never handed to an engine again. */
    void quarantineInterrupted() {
        database.run(sql -> {
            sql.run("INSERT OR IGNORE INTO quarantine SELECT hash FROM taking");
            sql.run("DELETE FROM taking");
        });
    }

    @Override
    public Set<ChangeHash> quarantined() {
        return database.read(sql ->
                new HashSet<>(
                        sql.all(
                                "SELECT hash FROM quarantine",
                                row -> ChangeHash.fromByteArray(row.getBytes(1)))));
    }

    @Override
    public Map<Id, SeenChanges> purged() {
        return database.read(sql -> {
            Map<Id, SeenChanges> purged = new HashMap<>();
            sql.each(
                    "SELECT id, known FROM purged",
                    row ->
                            purged.put(
                                    Documents.id(row, 1),
                                    SeenChanges.fromByteArray(Documents.bytes(row, 2))));
            return purged;
        });
    }
}
