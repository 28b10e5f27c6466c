package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.BlobLog;
import app.vaultnotes.vault.BlobPlace;
import app.vaultnotes.vault.RecordLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Hashes of what the relay has. A row that a wrong bit changed is the hash of nothing that is
 * referred to: the relay is asked again for the one it was.
 */
final class BlobTable implements BlobLog {

    private static final String USED =
            "SELECT blob AS hash FROM file NOT INDEXED UNION SELECT source FROM note WHERE source"
                    + " IS NOT NULL";

    private final Database database;
    private final boolean known;

    /**
     * What a database says.
     *
     * @param schema an older one that is only read does not know of relays
     */
    BlobTable(Database database, int schema) {
        this.database = database;
        this.known = schema >= Migrations.RECORDS;
    }

    @Override
    public List<Used> used(String after, int most) {
        return database.read(sql ->
                sql
                        .all(
                                "SELECT u.hash, r.hash IS NOT NULL FROM ("
                                        + USED
                                        + ") u LEFT JOIN relay_blob r ON r.hash = u.hash WHERE"
                                        + " u.hash > ? AND length(u.hash) = 64 AND u.hash NOT"
                                        + " GLOB '*[^0-9a-f]*' ORDER BY u.hash LIMIT ?",
                                BlobTable::used,
                                after,
                                most)
                        .stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<Used> used(ResultSet row) throws SQLException {
        boolean there = row.getLong(2) > 0;
        return BlobHash.parse(row.getString(1)).map(hash -> new Used(hash, there));
    }

    @Override
    public List<Used> usedBy(Collection<Id> documents) {
        return database.read(sql -> {
            List<Used> used = new ArrayList<>();
            for (Id document : documents) {
                sql.each(
                        "SELECT u.hash, r.hash IS NOT NULL FROM (SELECT f.blob AS hash FROM doc d"
                                + " JOIN file f ON f.doc = d.num WHERE d.id = ?1 UNION SELECT"
                                + " n.source FROM doc d JOIN note n ON n.doc = d.num WHERE d.id ="
                                + " ?1 AND n.source IS NOT NULL) u LEFT JOIN relay_blob r ON"
                                + " r.hash = u.hash",
                        row -> used(row).ifPresent(used::add),
                        document);
            }
            return used;
        });
    }

    @Override
    public boolean isThere(BlobHash hash) {
        return known && database.read(sql -> isThere(sql, hash));
    }

    private static boolean isThere(Sql sql, BlobHash hash) throws SQLException {
        return sql.number("SELECT count(*) FROM relay_blob WHERE hash = ?", hash.hex()) > 0;
    }

    /** Where bytes are that are not here. */
    BlobPlace missing(BlobHash hash) {
        if (!known) {
            return BlobPlace.MISSING;
        }
        return database.read(sql -> {
            if (isThere(sql, hash)) {
                return BlobPlace.ON_RELAY;
            }
            boolean shared = FactTable.get(sql, RecordLog.POSITION, true).isPresent();
            return shared ? BlobPlace.AWAITED : BlobPlace.MISSING;
        });
    }

    @Override
    public void there(Collection<BlobHash> hashes) {
        if (!hashes.isEmpty()) {
            database.run(sql -> {
                for (BlobHash hash : hashes) {
                    sql.run("INSERT OR IGNORE INTO relay_blob (hash) VALUES (?)", hash.hex());
                }
            });
        }
    }

    @Override
    public void gone(BlobHash hash) {
        database.run(sql -> sql.run("DELETE FROM relay_blob WHERE hash = ?", hash.hex()));
    }

    /** Nothing is known of any. */
    static void forget(Sql sql) throws SQLException {
        sql.run("DELETE FROM relay_blob");
    }

    /** Lets go of hashes that nothing refers to any more. */
    static void tidy(Sql sql) throws SQLException {
        sql.run("DELETE FROM relay_blob WHERE hash NOT IN (" + USED + ")");
    }
}
