package app.vaultnotes.vault.store;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.SavedBytes;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Skeleton;
import app.vaultnotes.vault.VaultException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Brings the changes and snapshots that prove themselves into a new database. One whose document
 * cannot be told by any name is still a change: its document gets a new id.
 */
final class SalvagedChanges {

    private static final String CHANGE = "NIBIBB";
    private static final String SNAPSHOT = "NBBB";

    private final Sql fresh;
    private final SalvagedNames names;
    private final Map<Long, DocumentKind> kinds = new HashMap<>();
    private final Set<Long> nameless = new HashSet<>();
    private final Set<Long> found = new HashSet<>();

    SalvagedChanges(Sql fresh, SalvagedNames names) {
        this.fresh = fresh;
        this.names = names;
    }

    static boolean isChange(RawRow row) {
        return row.shape().equals(CHANGE);
    }

    void take(RawRow row) throws SQLException {
        if (!row.whole()) {
            return;
        }
        if (isChange(row)) {
            change(row);
        } else if (row.shape().equals(SNAPSHOT)) {
            snapshot(row);
        }
    }

    private void change(RawRow row) throws SQLException {
        long doc = row.number(1);
        boolean proved =
                proved(
                        doc,
                        row.bytes(5),
                        id ->
                                RowHash.change(
                                        id.toByteArray(),
                                        row.bytes(2),
                                        row.number(3),
                                        row.bytes(4)));
        Optional<Change> change = parsed(row.bytes(4));
        if (change.isEmpty()
                || !Arrays.equals(change.get().hash().toByteArray(), row.bytes(2))
                || !(proved || adopt(doc))) {
            return;
        }
        kind(change.get()).ifPresent(kind -> kinds.put(doc, kind));
        found.add(doc);
        fresh.run(
                "INSERT OR IGNORE INTO change (num, doc, hash, at, bytes, sha)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                row.number(),
                doc,
                row.bytes(2),
                row.number(3),
                row.bytes(4),
                row.bytes(5));
    }

    private void snapshot(RawRow row) throws SQLException {
        long doc = row.number();
        boolean proved =
                proved(
                        doc,
                        row.bytes(3),
                        id -> RowHash.snapshot(id.toByteArray(), row.bytes(1), row.bytes(2)));
        if (row.bytes(1).length % ChangeHash.LENGTH != 0
                || !isSaved(row.bytes(2))
                || !(proved || adopt(doc))) {
            return;
        }
        found.add(doc);
        fresh.run(
                "INSERT OR IGNORE INTO snapshot (doc, heads, bytes, sha) VALUES (?, ?, ?, ?)",
                doc,
                row.bytes(1),
                row.bytes(2),
                row.bytes(3));
    }

    /** Whether the row carries a hash made with the id that its document has, or may have. */
    private boolean proved(long doc, byte[] sha, Function<Id, byte[]> hash) {
        Optional<SalvagedNames.Entry> known = names.entry(doc);
        if (known.isPresent() && !nameless.contains(doc)) {
            return Arrays.equals(hash.apply(known.get().id()), sha);
        }
        for (Id id : names.candidates(doc)) {
            if (Arrays.equals(hash.apply(id), sha)) {
                nameless.remove(doc);
                names.put(doc, SalvagedNames.Entry.lost(id, DocumentKind.NOTE));
                return true;
            }
        }
        return false;
    }

    /** Whether the document has no name that could be proved; it gets one. */
    private boolean adopt(long doc) {
        if (names.entry(doc).isEmpty()) {
            names.put(doc, SalvagedNames.Entry.lost(Id.random(), DocumentKind.NOTE));
            nameless.add(doc);
        }
        return nameless.contains(doc);
    }

    private static Optional<DocumentKind> kind(Change change) {
        for (DocumentKind kind : DocumentKind.values()) {
            if (change.dependencies().contains(Skeleton.of(kind).hash())) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static Optional<Change> parsed(byte[] packed) {
        try {
            return Optional.of(Change.parse(Codec.unpack(packed)));
        } catch (CrdtException | VaultException e) {
            return Optional.empty();
        }
    }

    private static boolean isSaved(byte[] packed) {
        try {
            SavedBytes.parse(Codec.unpack(packed));
            return true;
        } catch (CrdtException | VaultException e) {
            return false;
        }
    }

    /** Whether any change or snapshot of this document was found. */
    boolean has(long doc) {
        return found.contains(doc);
    }

    /** Settles the kinds of documents whose entries are lost, and the hashes of nameless ones. */
    void settle(Set<Long> files) throws SQLException {
        for (Map.Entry<Long, SalvagedNames.Entry> each : names.entries().entrySet()) {
            SalvagedNames.Entry entry = each.getValue();
            if (entry.heads().isEmpty()) {
                long doc = each.getKey();
                boolean isVault = names.vault().equals(Optional.of(entry.id()));
                DocumentKind otherwise =
                        isVault
                                ? DocumentKind.TREE
                                : files.contains(doc) ? DocumentKind.FILE : DocumentKind.NOTE;
                DocumentKind kind = kinds.getOrDefault(doc, otherwise);
                each.setValue(SalvagedNames.Entry.lost(name(entry, doc, kind), kind));
            }
        }
        for (long doc : nameless) {
            sign(doc, names.entry(doc).orElseThrow().id());
        }
    }

    private Id name(SalvagedNames.Entry entry, long doc, DocumentKind kind) {
        boolean isTree = kind == DocumentKind.TREE && nameless.contains(doc);
        return isTree ? names.vault().orElse(entry.id()) : entry.id();
    }

    private void sign(long doc, Id id) throws SQLException {
        byte[] name = id.toByteArray();
        Map<Long, byte[]> hashes = new HashMap<>();
        fresh.each(
                "SELECT num, hash, at, bytes FROM change WHERE doc = ?",
                row ->
                        hashes.put(
                                row.getLong(1),
                                RowHash.change(
                                        name, row.getBytes(2), row.getLong(3), row.getBytes(4))),
                doc);
        for (Map.Entry<Long, byte[]> hash : hashes.entrySet()) {
            fresh.run("UPDATE change SET sha = ? WHERE num = ?", hash.getValue(), hash.getKey());
        }
        Optional<byte[]> snapshot =
                fresh.first(
                        "SELECT heads, bytes FROM snapshot WHERE doc = ?",
                        row -> RowHash.snapshot(name, row.getBytes(1), row.getBytes(2)),
                        doc);
        if (snapshot.isPresent()) {
            fresh.run("UPDATE snapshot SET sha = ? WHERE doc = ?", snapshot.get(), doc);
        }
    }
}
