package app.vaultnotes.vault.store;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the entries of the documents that were found, and notes which are lost or doubtful. */
final class SalvagedEntries {

    private final Sql fresh;
    private final SalvagedNames names;
    private final SalvagedChanges changes;
    private final SalvagedRows rows;

    SalvagedEntries(Sql fresh, SalvagedNames names, SalvagedChanges changes, SalvagedRows rows) {
        this.fresh = fresh;
        this.names = names;
        this.changes = changes;
        this.rows = rows;
    }

    /**
     * Does it.
     *
     * @param invented what the vault is called if nothing says what it was called
     */
    void write(Id invented) throws SQLException {
        for (long doc : fresh.all("SELECT doc FROM note_text", row -> row.getLong(1))) {
            nameText(doc);
        }
        nameTree(invented);
        note(Salvage.UNFINISHED, Id.ROOT, "");
        for (Map.Entry<Long, SalvagedNames.Entry> each : names.entries().entrySet()) {
            write(each.getKey(), each.getValue());
        }
        for (Map.Entry<Long, Id> each : names.lost().entrySet()) {
            if (!isPurged(each.getValue())) {
                noteLost(each.getKey(), each.getValue());
            }
        }
    }

    private boolean isPurged(Id document) throws SQLException {
        return fresh.number("SELECT count(*) FROM purged WHERE id = ?", document) > 0;
    }

    private void noteLost(long doc, Id document) throws SQLException {
        String title = rows.title(doc).or(() -> names.key(doc)).orElse("");
        note(Salvage.DOCUMENT_LOST, document, title);
    }

    /** A vault always has its tree; one that is lost begins anew. */
    private void nameTree(Id invented) throws SQLException {
        Id vault = names.vault().orElse(invented);
        LocalTable.FACT.put(fresh, LocalTable.VAULT, vault.toString());
        if (names.vault().isEmpty()) {
            note(Salvage.NAME_LOST, vault, "");
        }
        if (names.entries().values().stream().noneMatch(entry -> entry.id().equals(vault))) {
            long free = names.entries().keySet().stream().mapToLong(num -> num).max().orElse(0) + 1;
            names.put(free, SalvagedNames.Entry.lost(vault, DocumentKind.TREE));
        }
    }

    /** A text of which nothing else was found is that of a note all the same. */
    private void nameText(long doc) throws SQLException {
        if (names.entry(doc).isEmpty()) {
            Id id =
                    names.candidates(doc).stream()
                            .filter(candidate -> !names.vault().equals(Optional.of(candidate)))
                            .findFirst()
                            .orElseGet(Id::random);
            names.put(doc, SalvagedNames.Entry.lost(id, DocumentKind.NOTE));
        }
    }

    private void write(long doc, SalvagedNames.Entry entry) throws SQLException {
        if (isLost(doc, entry)) {
            noteLost(doc, entry.id());
            return;
        }
        byte[] heads = entry.heads().orElse(Heads.NONE).toByteArray();
        byte[] id = entry.id().toByteArray();
        int kind = entry.kind().code();
        int added =
                fresh.run(
                        "INSERT OR IGNORE INTO doc (num, id, kind, heads, sha, stale, history)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        doc,
                        id,
                        kind,
                        heads,
                        RowHash.document(id, kind, heads),
                        entry.stale() ? 1 : 0,
                        entry.history());
        if (added > 0 && entry.heads().isEmpty()) {
            RowRepair.mendHeads(fresh, doc, Set.of());
            note(Salvage.ENTRY_LOST, entry.id(), "");
        }
    }

    /** Whether nothing is left of a document but that there was one. */
    private boolean isLost(long doc, SalvagedNames.Entry entry) throws SQLException {
        if (changes.has(doc)) {
            return false;
        }
        return switch (entry.kind()) {
            case TREE -> false;
            case FILE -> true;
            case NOTE -> !isIn("note", doc) && !isIn("note_text", doc);
        };
    }

    private boolean isIn(String list, long doc) throws SQLException {
        return fresh.number("SELECT count(*) FROM " + list + " WHERE doc = ?", doc) > 0;
    }

    private void note(String what, Id document, String title) throws SQLException {
        fresh.run(
                "INSERT INTO damaged (tbl, doc, hash, bytes) VALUES (?, ?, ?, NULL)",
                what,
                document,
                title.getBytes(StandardCharsets.UTF_8));
    }
}
