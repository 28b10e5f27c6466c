package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.RecordLog.Last;
import app.vaultnotes.vault.SnapshotLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much records of documents have grown since their last snapshots, and which records are here
 * by what attested ones have. A row of the latter that is not what was written counts as none: the
 * snapshot comes again then.
 */
final class SnapshotTable implements SnapshotLog {

    private final Database database;

    SnapshotTable(Database database) {
        this.database = database;
    }

    @Override
    public List<Id> due(long minBytes, int most) {
        return database.read(sql ->
                sql.all(
                        "SELECT d.id FROM (SELECT doc, sum(bytes) AS grown FROM reach GROUP BY doc)"
                                + " r JOIN doc d ON d.num = r.doc LEFT JOIN saved s ON s.doc ="
                                + " r.doc WHERE r.grown - coalesce(s.grown, 0) > max(?,"
                                + " coalesce(s.size, 0)) LIMIT ?",
                        row -> Documents.id(row, 1),
                        minBytes,
                        most));
    }

    @Override
    public void noted(Id document, long sizeBytes) {
        database.run(sql ->
                sql.run(
                        "INSERT OR REPLACE INTO saved (doc, grown, size) SELECT num, (SELECT"
                                + " coalesce(sum(bytes), 0) FROM reach WHERE doc = num), ? FROM doc"
                                + " WHERE id = ?",
                        sizeBytes,
                        document));
    }

    @Override
    public boolean isAside(Id document) {
        return database.read(
                sql -> sql.number("SELECT count(*) FROM aside WHERE doc = ?", document) > 0);
    }

    @Override
    public void cover(Id document, Map<Id, Long> covered) {
        database.run(sql -> {
            for (Map.Entry<Id, Long> each : covered.entrySet()) {
                Id device = each.getKey();
                if (covered(sql, document, device) < each.getValue()) {
                    sql.run(
                            "INSERT OR REPLACE INTO covered (doc, device, seq, seal) VALUES (?, ?,"
                                    + " ?, ?)",
                            document,
                            device,
                            each.getValue(),
                            seal(document, device, each.getValue()));
                }
            }
        });
    }

    private static byte[] seal(Id document, Id device, long seq) {
        return RowHash.local(List.of(document.toByteArray(), device.toByteArray(), seq));
    }

    private static long covered(Sql sql, Id document, Id device) throws SQLException {
        return sql.first(
                        "SELECT seq, seal FROM covered WHERE doc = ? AND device = ?",
                        row -> whole(row, document, device),
                        document,
                        device)
                .flatMap(seq -> seq)
                .orElse(0L);
    }

    private static Optional<Long> whole(ResultSet row, Id document, Id device) throws SQLException {
        long seq = row.getLong(1);
        return Arrays.equals(seal(document, device, seq), Documents.bytes(row, 2))
                ? Optional.of(seq)
                : Optional.empty();
    }

    @Override
    public void uncover(Id document) {
        database.run(sql -> sql.run("DELETE FROM covered WHERE doc = ?", document));
    }

    @Override
    public boolean isCovered(Gone record) {
        return database.read(
                sql -> covered(sql, record.document(), record.device()) >= record.deviceSeq());
    }

    @Override
    public void pass(Collection<Gone> records) {
        database.run(sql -> {
            for (Gone record : records) {
                RecordTable.advance(
                        sql,
                        record.document(),
                        record.device(),
                        new Last(record.deviceSeq(), record.hash()),
                        0);
                sql.run("DELETE FROM part WHERE device = ?", record.device());
            }
        });
    }

    /** Another log: what covers its records has to come again. */
    static void forget(Sql sql) throws SQLException {
        sql.run("DELETE FROM covered");
    }
}
