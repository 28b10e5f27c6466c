package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.RecordLog.Aside;
import app.vaultnotes.vault.Uuids;
import app.vaultnotes.wire.LogRecord;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Records that could not be taken in, within a transaction. */
final class AsideTable {

    /** Most records that are tried again when something comes that they may have waited for. */
    private static final int MOST_WAITING = 1_000;

    /** Of a record aside that is tried with the next of its document; more is what it waits for. */
    private static final long WITH_OTHERS = 1;

    private AsideTable() {}

    /** Those of a document that it is time to try again, in the order in which they came. */
    static List<LogRecord> waiting(Sql sql, Id document) throws SQLException {
        return sql
                .all(
                        "SELECT bytes FROM aside WHERE doc = ? AND waits > 0 AND waits <= ?"
                                + " ORDER BY num LIMIT ?",
                        row -> RecordTable.parsed(Documents.bytes(row, 1)),
                        document,
                        Math.max(WITH_OTHERS, size(sql, document)),
                        MOST_WAITING)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** One is here now. */
    static void forget(Sql sql, LogRecord taken) throws SQLException {
        sql.run(
                "DELETE FROM aside WHERE device = ? AND seq = ?",
                Uuids.id(taken.device()),
                taken.deviceSeq());
    }

    /** Sets one aside. */
    static void keep(Sql sql, Aside aside) throws SQLException {
        LogRecord record = aside.record();
        Id document = Uuids.id(record.doc());
        long waits =
                switch (aside.again()) {
                    case NEVER -> 0;
                    case WITH_OTHERS -> WITH_OTHERS;
                    case GROWN -> WITH_OTHERS + size(sql, document) * 3 / 2;
                };
        sql.run(
                "INSERT INTO aside (device, seq, doc, why, waits, bytes) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (device, seq) DO UPDATE SET waits = max(waits, ?)",
                Uuids.id(record.device()),
                record.deviceSeq(),
                document,
                aside.why(),
                waits,
                record.toByteArray(),
                waits);
    }

    /** The bytes of a document's changes; 0 when it is not here. */
    private static long size(Sql sql, Id document) throws SQLException {
        return sql.number(
                "SELECT coalesce((SELECT sum(length(c.bytes)) FROM change c WHERE c.doc = d.num), 0)"
                        + " + coalesce((SELECT length(s.bytes) FROM snapshot s"
                        + " WHERE s.doc = d.num), 0) FROM (SELECT (SELECT num FROM doc"
                        + " WHERE id = ?) AS num) d",
                document);
    }
}
