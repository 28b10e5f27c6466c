package app.vaultnotes.vault.store;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.History.Version;
import app.vaultnotes.vault.Placement;
import app.vaultnotes.vault.RecordLog;
import app.vaultnotes.vault.SeenChanges;
import app.vaultnotes.vault.Uuids;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.WireException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Own records, each proved by its hash; how far those of others are here; and what of each document
 * is in records. A row that is not what was written counts as none: then a document is told again.
 */
final class RecordTable implements RecordLog {

    private static final String NEWEST_VERSION =
            "(SELECT coalesce(max(num), 0) FROM version v WHERE v.doc = d.num)";
    private static final String PLACES = "(SELECT count(*) FROM placement p WHERE p.doc = d.num)";

    private static final String UNTOLD =
            "FROM doc d LEFT JOIN told t ON t.doc = d.num WHERE (t.doc IS NULL OR t.heads <>"
                    + " d.heads OR t.version < "
                    + NEWEST_VERSION
                    + " OR t.places <> "
                    + PLACES
                    + ")";

    private static final String TOLD =
            "SELECT heads, version, places, seal FROM told WHERE doc = ?";

    private final Database database;
    private final ChangeTable changes;

    RecordTable(Database database, ChangeTable changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public List<Id> untold(int limit) {
        return database.read(sql ->
                sql.all(
                        "SELECT d.id " + UNTOLD + " ORDER BY d.kind, d.num LIMIT ?",
                        row -> Documents.id(row, 1),
                        limit));
    }

    @Override
    public boolean isUntold(Id document) {
        return database.read(
                sql -> sql.number("SELECT count(*) " + UNTOLD + " AND d.id = ?", document) > 0);
    }

    @Override
    public Untold untold(Id document) {
        return database.read(sql -> {
            long doc = Documents.number(sql, document).orElseThrow();
            Told before = told(sql, doc, document);
            Told after = all(sql, doc);
            List<Placement> places =
                    after.places() == before.places() ? List.of() : places(sql, doc, document);
            return new Untold(before, after, versions(sql, doc, document, before), places);
        });
    }

    private static Told told(Sql sql, long doc, Id document) throws SQLException {
        return sql.first(TOLD, row -> told(row, document), doc)
                .flatMap(told -> told)
                .orElse(Told.NOTHING);
    }

    private static Optional<Told> told(ResultSet row, Id document) throws SQLException {
        byte[] heads = Documents.bytes(row, 1);
        long version = row.getLong(2);
        long places = row.getLong(3);
        byte[] seal = RowHash.local(List.of(document.toByteArray(), heads, version, places));
        return Arrays.equals(seal, Documents.bytes(row, 4))
                ? Optional.of(new Told(Heads.fromByteArray(heads), version, places))
                : Optional.empty();
    }

    private static void put(Sql sql, long doc, Id document, Told told) throws SQLException {
        byte[] heads = told.heads().toByteArray();
        sql.run(
                "INSERT OR REPLACE INTO told (doc, heads, version, places, seal)"
                        + " VALUES (?, ?, ?, ?, ?)",
                doc,
                heads,
                told.version(),
                told.places(),
                RowHash.local(
                        List.of(document.toByteArray(), heads, told.version(), told.places())));
    }

    /**
     * Lets the bytes of a document go. An own record of it that no relay has yet cannot be sent any
     * more: the device then goes on as another, with records of what is left. Others that have
     * heard of the document are to hear of its end.
     */
    static void purge(Sql sql, Id document, byte[] known) throws SQLException {
        boolean isTold =
                sql.number(
                                "SELECT count(*) FROM doc d JOIN told t ON t.doc = d.num WHERE d.id"
                                        + " = ?",
                                document)
                        > 0;
        if (isTold) {
            TombstoneRow.add(sql, document, SeenChanges.fromByteArray(known), true);
        }
        sql.run("UPDATE record SET bytes = x'' WHERE doc = ?", document);
        sql.run("DELETE FROM aside WHERE doc = ?", document);
        sql.run("DELETE FROM covered WHERE doc = ?", document);
        sql.run("DELETE FROM part");
    }

    /** What a document has now. */
    private static Told all(Sql sql, long doc) throws SQLException {
        return sql.first(
                        "SELECT heads, "
                                + NEWEST_VERSION
                                + ", "
                                + PLACES
                                + " FROM doc d WHERE num = ?",
                        row ->
                                new Told(
                                        Heads.fromByteArray(Documents.bytes(row, 1)),
                                        row.getLong(2),
                                        row.getLong(3)),
                        doc)
                .orElseThrow();
    }

    /** The versions behind what is told, and the newest: typing goes on in that. */
    private static List<Version> versions(Sql sql, long doc, Id document, Told before)
            throws SQLException {
        return VersionRow.whole(
                sql,
                document,
                true,
                " FROM version WHERE doc = ?1 AND (num > ?2 OR num = (SELECT num FROM version WHERE"
                        + " doc = ?1 ORDER BY to_at DESC, num DESC LIMIT 1)) ORDER BY num",
                doc,
                before.version());
    }

    private static List<Placement> places(Sql sql, long doc, Id document) throws SQLException {
        return PlacementRow.whole(sql, document, true, " FROM placement WHERE doc = ?", doc);
    }

    /** A version of a document has to be told, although its number says that it was. */
    static void untell(Sql sql, long doc, Id document, long version) throws SQLException {
        Told told = told(sql, doc, document);
        if (told.version() >= version) {
            put(sql, doc, document, new Told(told.heads(), version - 1, told.places()));
        }
    }

    @Override
    public Told told(Id document) {
        return database.read(sql -> {
            Optional<Long> doc = Documents.number(sql, document);
            return doc.isEmpty() ? Told.NOTHING : told(sql, doc.get(), document);
        });
    }

    @Override
    public void cut(List<Cut> cuts) {
        database.run(sql -> {
            for (Cut cut : cuts) {
                long doc = Documents.number(sql, cut.document()).orElseThrow();
                for (LogRecord record : cut.records()) {
                    keepOwn(sql, record);
                }
                put(sql, doc, cut.document(), cut.after());
            }
        });
    }

    @Override
    public Map<Id, SeenChanges> tombstones(int limit) {
        return database.read(sql -> TombstoneRow.untold(sql, limit));
    }

    @Override
    public SeenChanges purgedOf(Id document) {
        return database.read(sql -> TombstoneRow.known(sql, document));
    }

    @Override
    public void tellPurges() {
        database.run(sql -> sql.run("UPDATE tombstone SET untold = 1"));
    }

    @Override
    public void bury(List<LogRecord> tombstones) {
        database.run(sql -> {
            for (LogRecord record : tombstones) {
                keepOwn(sql, record);
                sql.run("UPDATE tombstone SET untold = 0 WHERE doc = ?", Uuids.id(record.doc()));
            }
        });
    }

    private static void keepOwn(Sql sql, LogRecord record) throws SQLException {
        sql.run(
                "INSERT INTO record (seq, device, doc, hash, bytes) VALUES (?, ?, ?, ?, ?)",
                record.deviceSeq(),
                Uuids.id(record.device()),
                Uuids.id(record.doc()),
                record.hash().toByteArray(),
                record.toByteArray());
        advance(sql, record);
    }

    /** A device's records go up to this one now. */
    private static void advance(Sql sql, LogRecord record) throws SQLException {
        Id device = Uuids.id(record.device());
        Last last = ChainRow.of(sql, device);
        if (record.deviceSeq() <= last.deviceSeq()) {
            return;
        }
        if (!record.previous().equals(last.hash())) {
            throw new IllegalStateException(
                    "record " + record.deviceSeq() + " does not follow " + last.deviceSeq());
        }
        Last now = new Last(record.deviceSeq(), record.hash());
        advance(sql, Uuids.id(record.doc()), device, now, record.size());
    }

    /** The same for a record that is known by its number and hash. */
    static void advance(Sql sql, Id document, Id device, Last now, long bytes) throws SQLException {
        if (now.deviceSeq() <= ChainRow.of(sql, device).deviceSeq()) {
            return;
        }
        ChainRow.put(sql, device, now);
        Optional<Long> doc = Documents.number(sql, document);
        if (doc.isPresent()) {
            sql.run(
                    "INSERT INTO reach (doc, device, seq, bytes) VALUES (?, ?, ?, ?) ON CONFLICT DO"
                            + " UPDATE SET seq = excluded.seq, bytes = bytes + excluded.bytes",
                    doc.get(),
                    device,
                    now.deviceSeq(),
                    bytes);
        }
    }

    @Override
    public List<LogRecord> own(long afterSeq, int most, long mostBytes) {
        return database.read(sql -> {
            List<LogRecord> records = new ArrayList<>();
            long[] bytes = {0};
            sql.each(
                    "SELECT seq, hash, bytes FROM record WHERE seq > ? ORDER BY seq LIMIT ?",
                    row -> {
                        long next = afterSeq + 1 + records.size();
                        Optional<LogRecord> record = record(row).filter(r -> r.deviceSeq() == next);
                        bytes[0] += record.map(LogRecord::size).orElse(Integer.MAX_VALUE);
                        if (records.isEmpty() || bytes[0] <= mostBytes) {
                            record.ifPresent(records::add);
                        }
                    },
                    afterSeq,
                    most);
            return records;
        });
    }

    /** The record of a row, if it is what was cut. */
    private static Optional<LogRecord> record(ResultSet row) throws SQLException {
        byte[] hash = Documents.bytes(row, 2);
        return parsed(Documents.bytes(row, 3))
                .filter(record -> Arrays.equals(record.hash().toByteArray(), hash));
    }

    static Optional<LogRecord> parsed(byte[] bytes) {
        try {
            return Optional.of(LogRecord.parse(bytes));
        } catch (WireException e) {
            return Optional.empty();
        }
    }

    @Override
    public Map<Id, Last> last() {
        return database.read(ChainRow::all);
    }

    @Override
    public Last last(Id device) {
        return database.read(sql -> ChainRow.of(sql, device));
    }

    @Override
    public Map<Id, Long> reach(Id document) {
        return database.read(sql -> {
            Map<Id, Long> reach = new HashMap<>();
            sql.each(
                    "SELECT device, seq FROM reach WHERE doc = (SELECT num FROM doc WHERE id = ?)",
                    row -> reach.put(Documents.id(row, 1), row.getLong(2)),
                    document);
            return reach;
        });
    }

    @Override
    public List<LogRecord> parts(Id device) {
        return database.read(sql ->
                sql
                        .all(
                                "SELECT bytes FROM part WHERE device = ? ORDER BY seq",
                                row -> parsed(Documents.bytes(row, 1)),
                                device)
                        .stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    @Override
    public long aside() {
        return database.read(sql -> sql.number("SELECT count(*) FROM aside"));
    }

    @Override
    public List<LogRecord> waiting(Id document) {
        return database.read(sql -> AsideTable.waiting(sql, document));
    }

    @Override
    public void take(Arrival arrival) {
        database.run(sql -> {
            Set<Id> level = level(sql, arrival);
            changes.commit(sql, arrival.commits());
            for (Past past : arrival.pasts()) {
                if (Documents.number(sql, past.document()).isPresent()) {
                    HistoryTable.take(sql, past.document(), past.versions(), past.places());
                }
            }
            for (Map.Entry<Id, Heads> told : arrival.told().entrySet()) {
                tell(sql, told.getKey(), told.getValue(), level.contains(told.getKey()));
            }
            for (Id retold : arrival.retold()) {
                sql.run("DELETE FROM told WHERE doc = (SELECT num FROM doc WHERE id = ?)", retold);
            }
            for (Map.Entry<Id, SeenChanges> purged : arrival.purged().entrySet()) {
                TombstoneRow.add(sql, purged.getKey(), purged.getValue(), false);
            }
            for (Map.Entry<String, String> fact : arrival.facts().entrySet()) {
                FactTable.put(sql, fact.getKey(), fact.getValue());
            }
            for (LogRecord record : arrival.records()) {
                advance(sql, record);
                keepParts(sql, record, arrival.parts().contains(record));
            }
            for (LogRecord taken : arrival.taken()) {
                AsideTable.forget(sql, taken);
            }
            for (Aside aside : arrival.aside()) {
                AsideTable.keep(sql, aside);
            }
            ChangeTable.taken(sql, arrival.told().keySet());
        });
    }

    /** Documents of which all versions and places are told, so that those that come are, too. */
    private static Set<Id> level(Sql sql, Arrival arrival) throws SQLException {
        Set<Id> level = new HashSet<>();
        for (Id document : arrival.told().keySet()) {
            Optional<Long> doc = Documents.number(sql, document);
            if (doc.isEmpty()) {
                level.add(document);
                continue;
            }
            Told before = told(sql, doc.get(), document);
            Told all = all(sql, doc.get());
            if (before.version() >= all.version() && before.places() == all.places()) {
                level.add(document);
            }
        }
        return level;
    }

    private static void tell(Sql sql, Id document, Heads heads, boolean level) throws SQLException {
        Optional<Long> doc = Documents.number(sql, document);
        if (doc.isPresent()) {
            Told from = level ? all(sql, doc.get()) : told(sql, doc.get(), document);
            put(sql, doc.get(), document, new Told(heads, from.version(), from.places()));
        }
    }

    /** A part waits for others; any other record ends the waiting of those before it. */
    private static void keepParts(Sql sql, LogRecord record, boolean isPart) throws SQLException {
        Id device = Uuids.id(record.device());
        if (isPart) {
            sql.run(
                    "INSERT OR REPLACE INTO part (device, seq, bytes) VALUES (?, ?, ?)",
                    device,
                    record.deviceSeq(),
                    record.toByteArray());
        } else {
            sql.run("DELETE FROM part WHERE device = ?", device);
        }
    }

    @Override
    public void forgetTold() {
        database.run(sql -> {
            sql.run("DELETE FROM told");
            BlobTable.forget(sql);
            SnapshotTable.forget(sql);
        });
    }

    @Override
    public Optional<Id> cutBy() {
        return database.read(
                sql -> sql.first("SELECT device FROM record LIMIT 1", row -> Documents.id(row, 1)));
    }

    @Override
    public void startAnew(long acknowledged) {
        database.run(sql -> {
            Optional<Id> former =
                    sql.first("SELECT device FROM record LIMIT 1", row -> Documents.id(row, 1));
            if (former.isPresent()) {
                putBack(sql, former.get(), acknowledged);
            }
            sql.run(
                    "DELETE FROM told WHERE doc IN (SELECT num FROM doc WHERE id IN (SELECT doc"
                            + " FROM record WHERE seq > ?))",
                    acknowledged);
            sql.run(
                    "UPDATE tombstone SET untold = 1 WHERE doc IN (SELECT doc FROM record WHERE seq"
                            + " > ?)",
                    acknowledged);
            sql.run("DELETE FROM record");
        });
    }

    /** Of a device whose records go only those are here that others can have. */
    private static void putBack(Sql sql, Id device, long acknowledged) throws SQLException {
        Optional<Hash> hash =
                sql.first(
                        "SELECT hash FROM record WHERE seq = ?",
                        row -> Hash.fromByteArray("a record's hash", Documents.bytes(row, 1)),
                        acknowledged);
        if (hash.isPresent()) {
            ChainRow.put(sql, device, new Last(acknowledged, hash.get()));
        } else {
            sql.run("DELETE FROM chain WHERE device = ?", device);
        }
    }
}
