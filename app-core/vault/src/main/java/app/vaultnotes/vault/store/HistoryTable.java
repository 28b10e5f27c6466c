package app.vaultnotes.vault.store;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Commit;
import app.vaultnotes.vault.History;
import app.vaultnotes.vault.Placement;
import app.vaultnotes.vault.UndoAction;
import app.vaultnotes.vault.VaultException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Versions, places, undo steps and devices. */
final class HistoryTable implements History {

    private static final String VERSION =
            "SELECT id, heads, from_at, to_at, device, added, removed, name FROM version WHERE doc"
                    + " = (SELECT num FROM doc WHERE id = ?) ORDER BY to_at DESC, num DESC";
    private static final int VERSION_ID_CHARS = 12;

    private final Database database;

    HistoryTable(Database database) {
        this.database = database;
    }

    /** Records what a commit says of its document's history. */
    static void record(Sql sql, long doc, Commit commit) throws SQLException {
        if (commit.version().isPresent()) {
            version(sql, doc, commit, commit.version().get());
        }
        if (commit.placement().isPresent()) {
            place(sql, doc, commit.placement().get());
        }
        for (UndoAction action : commit.undo()) {
            undo(sql, doc, action);
        }
    }

    private static void version(Sql sql, long doc, Commit commit, Commit.VersionStep step)
            throws SQLException {
        byte[] heads = commit.heads().toByteArray();
        if (!step.begins()) {
            int extended =
                    sql.run(
                            "UPDATE version SET heads = ?, to_at = max(to_at, ?), added = added +"
                                    + " ?, removed = removed + ? WHERE num = (SELECT num FROM version"
                                    + " WHERE doc = ? ORDER BY to_at DESC, num DESC LIMIT 1) AND device"
                                    + " = ? AND name = ''",
                            heads,
                            commit.atMillis(),
                            step.added(),
                            step.removed(),
                            doc,
                            step.device());
            if (extended > 0) {
                return;
            }
        }
        insert(
                sql,
                doc,
                new Version(
                        versionId(heads, step.device()),
                        commit.heads(),
                        commit.atMillis(),
                        commit.atMillis(),
                        step.device(),
                        step.added(),
                        step.removed(),
                        ""));
    }

    private static String versionId(byte[] heads, Id device) {
        byte[] hash = Codec.sha256(heads, device.toByteArray());
        return Id.fromByteArray(java.util.Arrays.copyOf(hash, Id.LENGTH))
                .toString()
                .substring(0, VERSION_ID_CHARS);
    }

    private static int insert(Sql sql, long doc, Version version) throws SQLException {
        return sql.run(
                "INSERT OR IGNORE INTO version (doc, id, heads, from_at, to_at, device, added,"
                        + " removed, name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                doc,
                version.id(),
                version.heads().toByteArray(),
                version.fromMillis(),
                version.toMillis(),
                version.device(),
                version.added(),
                version.removed(),
                version.name());
    }

    private static void place(Sql sql, long doc, Placement placement) throws SQLException {
        sql.run(
                "INSERT OR IGNORE INTO placement (doc, at, title, folder, trashed) VALUES (?, ?, ?,"
                        + " ?, ?)",
                doc,
                placement.atMillis(),
                placement.title(),
                placement.folder(),
                placement.trashed());
    }

    /** The stored number of a stack; never changes. */
    private static int code(UndoAction.Stack stack) {
        return switch (stack) {
            case UNDO -> 0;
            case REDO -> 1;
        };
    }

    private static void undo(Sql sql, long doc, UndoAction action) throws SQLException {
        if (action instanceof UndoAction.Push push) {
            int stack = code(push.stack());
            sql.run(
                    "INSERT INTO undo (doc, stack, step, bytes) VALUES (?, ?, (SELECT"
                            + " coalesce(max(step), 0) + 1 FROM undo WHERE doc = ? AND stack = ?), ?)",
                    doc,
                    stack,
                    doc,
                    stack,
                    Codec.pack(push.step()));
            sql.run(
                    "DELETE FROM undo WHERE doc = ? AND stack = ? AND step <="
                            + " (SELECT max(step) FROM undo WHERE doc = ? AND stack = ?) - ?",
                    doc,
                    stack,
                    doc,
                    stack,
                    MAX_UNDO_STEPS);
        } else if (action instanceof UndoAction.ReplaceTop replace) {
            sql.run(
                    "UPDATE undo SET bytes = ? WHERE doc = ? AND stack = ? AND step ="
                            + " (SELECT max(step) FROM undo WHERE doc = ? AND stack = ?)",
                    Codec.pack(replace.step()),
                    doc,
                    code(replace.stack()),
                    doc,
                    code(replace.stack()));
        } else if (action instanceof UndoAction.Pop pop) {
            int stack = code(pop.stack());
            sql.run(
                    "DELETE FROM undo WHERE doc = ? AND stack = ? AND step ="
                            + " (SELECT max(step) FROM undo WHERE doc = ? AND stack = ?)",
                    doc,
                    stack,
                    doc,
                    stack);
        } else if (action instanceof UndoAction.Clear clear) {
            sql.run("DELETE FROM undo WHERE doc = ? AND stack = ?", doc, code(clear.stack()));
        }
    }

    @Override
    public List<Version> versions(Id document) {
        return database.read(sql -> sql.all(VERSION, HistoryTable::version, document));
    }

    @Override
    public Optional<Version> newest(Id document) {
        return database.read(
                sql -> sql.first(VERSION + " LIMIT 1", HistoryTable::version, document));
    }

    private static Version version(ResultSet row) throws SQLException {
        try {
            return new Version(
                    row.getString(1),
                    Heads.fromByteArray(row.getBytes(2)),
                    row.getLong(3),
                    row.getLong(4),
                    Documents.id(row, 5),
                    row.getInt(6),
                    row.getInt(7),
                    row.getString(8));
        } catch (IllegalArgumentException e) {
            throw new VaultException(
                    VaultException.Code.DAMAGED,
                    "A version's entry is damaged: " + e.getMessage(),
                    "",
                    e);
        }
    }

    @Override
    public void name(Id document, String versionId, String name) {
        database.run(sql ->
                sql.run(
                        "UPDATE version SET name = ? WHERE id = ? AND doc = (SELECT num FROM doc"
                                + " WHERE id = ?)",
                        name,
                        versionId,
                        document));
    }

    @Override
    public List<Placement> placements(Id document) {
        return database.read(sql ->
                sql.all(
                        "SELECT at, title, folder, trashed FROM placement"
                                + " WHERE doc = (SELECT num FROM doc WHERE id = ?) ORDER BY at",
                        row ->
                                new Placement(
                                        row.getLong(1),
                                        row.getString(2),
                                        Documents.id(row, 3),
                                        row.getInt(4) != 0),
                        document));
    }

    @Override
    public void take(Id document, List<Version> versions, List<Placement> placements) {
        database.run(sql -> {
            long doc = Documents.number(sql, document).orElseThrow();
            for (Version version :
                    versions.stream()
                            .sorted(java.util.Comparator.comparingLong(Version::toMillis))
                            .toList()) {
                if (insert(sql, doc, version) == 0 && !version.name().isEmpty()) {
                    sql.run(
                            "UPDATE version SET name = ? WHERE doc = ? AND id = ? AND name = ''",
                            version.name(),
                            doc,
                            version.id());
                }
            }
            for (Placement placement : placements) {
                place(sql, doc, placement);
            }
        });
    }

    @Override
    public Optional<byte[]> top(Id document, UndoAction.Stack stack) {
        return database.read(sql ->
                sql.first(
                        "SELECT bytes FROM undo WHERE doc = (SELECT num FROM doc WHERE id = ?)"
                                + " AND stack = ? ORDER BY step DESC LIMIT 1",
                        row -> Codec.unpack(row.getBytes(1)),
                        document,
                        code(stack)));
    }

    @Override
    public List<Device> devices() {
        return database.read(sql ->
                sql.all(
                        "SELECT id, name, seen FROM device ORDER BY seen DESC",
                        row -> new Device(Documents.id(row, 1), row.getString(2), row.getLong(3))));
    }

    @Override
    public void put(Device device) {
        database.run(sql ->
                sql.run(
                        "INSERT INTO device (id, name, seen) VALUES (?, ?, ?) ON CONFLICT (id) DO"
                                + " UPDATE SET name = excluded.name, seen = max(seen, excluded.seen)",
                        device.id(),
                        device.name(),
                        device.seenMillis()));
    }
}
