package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Commit;
import app.vaultnotes.vault.History;
import app.vaultnotes.vault.Placement;
import app.vaultnotes.vault.UndoAction;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Versions, places, undo steps and devices. */
final class HistoryTable implements History {

    private static final int VERSION_ID_CHARS = 12;

    private static final String OF = " WHERE doc = (SELECT num FROM doc WHERE id = ?)";
    private static final String NEWEST_FIRST = OF + " ORDER BY to_at DESC, num DESC";

    private final Database database;
    private final boolean sealed;
    private final boolean sealedLocals;

    /**
     * The history in a database.
     *
     * @param schema says which of its rows carry hashes; one that is only read may be older
     */
    HistoryTable(Database database, int schema) {
        this.database = database;
        this.sealed = schema >= Migrations.SEALED_HISTORY;
        this.sealedLocals = schema >= Migrations.SEALED_LOCALS;
    }

    /** Records what a commit says of its document's history. */
    static void record(Sql sql, long doc, Commit commit) throws SQLException {
        HistoryWriter writer = new HistoryWriter(sql, doc, commit.document());
        if (commit.version().isPresent()) {
            version(writer, commit, commit.version().get());
        }
        if (commit.placement().isPresent()) {
            writer.add(commit.placement().get());
        }
        writer.finish();
        for (UndoAction action : commit.undo()) {
            UndoTable.record(sql, doc, commit.document(), action);
        }
    }

    private static void version(HistoryWriter writer, Commit commit, Commit.VersionStep step)
            throws SQLException {
        byte[] heads = commit.heads().toByteArray();
        Optional<VersionRow> extended =
                step.begins()
                        ? Optional.empty()
                        : writer.newest().filter(row -> isExtendedBy(row, step.device()));
        if (extended.isPresent()) {
            writer.replace(
                    extended.get()
                            .extended(heads, commit.atMillis(), step.added(), step.removed()));
            return;
        }
        writer.add(
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

    private static boolean isExtendedBy(VersionRow row, Id device) {
        return row.name().isEmpty() && Arrays.equals(row.device(), device.toByteArray());
    }

    private static String versionId(byte[] heads, Id device) {
        byte[] hash = Codec.sha256(heads, device.toByteArray());
        return Id.fromByteArray(Arrays.copyOf(hash, Id.LENGTH))
                .toString()
                .substring(0, VERSION_ID_CHARS);
    }

    @Override
    public List<Version> versions(Id document) {
        return database.read(sql -> versions(sql, document, ""));
    }

    @Override
    public Optional<Version> newest(Id document) {
        // A damaged row must not hide the ones below it, so that few are enough, but not one.
        return database.read(sql -> {
            List<Version> first = versions(sql, document, " LIMIT 1");
            return (first.isEmpty() ? versions(sql, document, "") : first).stream().findFirst();
        });
    }

    /** The versions whose rows are what was written. */
    private List<Version> versions(Sql sql, Id document, String limit) throws SQLException {
        return VersionRow.whole(
                sql, document, sealed, " FROM version" + NEWEST_FIRST + limit, document);
    }

    @Override
    public void name(Id document, String versionId, String name) {
        database.run(sql -> {
            Optional<Long> doc = Documents.number(sql, document);
            if (doc.isPresent()) {
                HistoryWriter writer = new HistoryWriter(sql, doc.get(), document);
                Optional<VersionRow> row = writer.version(versionId);
                if (row.isPresent()) {
                    writer.replace(row.get().named(name));
                    RecordTable.untell(sql, doc.get(), document, row.get().num());
                }
                writer.finish();
            }
        });
    }

    @Override
    public List<Placement> placements(Id document) {
        return database.read(sql ->
                PlacementRow.whole(
                        sql, document, sealed, " FROM placement" + OF + " ORDER BY at", document));
    }

    @Override
    public void take(Id document, List<Version> versions, List<Placement> placements) {
        database.run(sql -> take(sql, document, versions, placements));
    }

    /** The same in a transaction that runs. */
    static void take(Sql sql, Id document, List<Version> versions, List<Placement> placements)
            throws SQLException {
        long doc = Documents.number(sql, document).orElseThrow();
        HistoryWriter writer = new HistoryWriter(sql, doc, document);
        for (Version version :
                versions.stream()
                        .sorted(java.util.Comparator.comparingLong(Version::toMillis))
                        .toList()) {
            if (!writer.add(version)) {
                Optional<VersionRow> known = writer.version(version.id());
                if (known.isPresent() && known.get().isBehind(version)) {
                    writer.replace(known.get().with(version));
                }
            }
        }
        for (Placement placement : placements) {
            writer.add(placement);
        }
        writer.finish();
    }

    @Override
    public Optional<byte[]> top(Id document, UndoAction.Stack stack) {
        return database.read(sql -> UndoTable.top(sql, document, stack, sealedLocals));
    }

    @Override
    public List<byte[]> steps(Id document, UndoAction.Stack stack) {
        return database.read(sql -> UndoTable.steps(sql, document, stack, sealedLocals));
    }

    @Override
    public void dropSteps() {
        database.run(UndoTable::clear);
    }

    @Override
    public List<Device> devices() {
        return database.read(sql ->
                sql
                        .all(
                                LocalTable.DEVICE.select(sealedLocals) + "ORDER BY seen DESC",
                                row -> LocalTable.DEVICE.read(row, sealedLocals))
                        .stream()
                        .flatMap(Optional::stream)
                        .flatMap(row -> device(row).stream())
                        .toList());
    }

    private static Optional<Device> device(List<Object> row) {
        byte[] id = (byte[]) row.get(0);
        return id.length == Id.LENGTH
                ? Optional.of(
                        new Device(Id.fromByteArray(id), (String) row.get(1), (Long) row.get(2)))
                : Optional.empty();
    }

    @Override
    public void put(Device device) {
        database.run(sql -> {
            byte[] id = device.id().toByteArray();
            long seen =
                    sql.first(
                                    LocalTable.DEVICE.select(true) + "WHERE id = ?",
                                    row -> LocalTable.DEVICE.read(row, true),
                                    id)
                            .flatMap(known -> known)
                            .map(known -> (Long) known.get(2))
                            .orElse(device.seenMillis());
            LocalTable.DEVICE.put(sql, id, device.name(), Math.max(seen, device.seenMillis()));
        });
    }
}
