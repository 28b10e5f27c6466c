package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.LocalFacts;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Facts about this copy of the vault. */
final class FactTable implements LocalFacts {

    private final Database database;
    private final boolean sealed;

    /**
     * The facts in a database.
     *
     * @param sealed whether they carry hashes; a database that is only read may be older than those
     */
    FactTable(Database database, boolean sealed) {
        this.database = database;
        this.sealed = sealed;
    }

    @Override
    public Optional<String> get(String name) {
        return database.read(sql -> get(sql, name, sealed));
    }

    /** A fact, if it is what was written. */
    static Optional<String> get(Sql sql, String name, boolean sealed) throws SQLException {
        return sql.first(
                        LocalTable.FACT.select(sealed) + "WHERE name = ?",
                        row -> LocalTable.FACT.read(row, sealed),
                        name)
                .flatMap(row -> row)
                .map(row -> (String) row.get(1));
    }

    @Override
    public void put(String name, String value) {
        database.run(sql -> put(sql, name, value));
    }

    static void put(Sql sql, String name, String value) throws SQLException {
        if (value.isEmpty()) {
            sql.run("DELETE FROM fact WHERE name = ?", name);
        } else {
            LocalTable.FACT.put(sql, name, value);
        }
    }

    @Override
    public Map<String, String> startingWith(String prefix) {
        return database.read(sql -> {
            Map<String, String> facts = new LinkedHashMap<>();
            sql.each(
                    LocalTable.FACT.select(sealed)
                            + "WHERE substr(name, 1, length(?)) = ? ORDER BY name",
                    row ->
                            LocalTable.FACT
                                    .read(row, sealed)
                                    .ifPresent(whole ->
                                            facts.put(
                                                    (String) whole.get(0), (String) whole.get(1))),
                    prefix,
                    prefix);
            return facts;
        });
    }

    @Override
    public List<Id> recent(int limit) {
        return database.read(sql ->
                sql.all(
                        "SELECT d.id FROM recent r JOIN doc d ON d.num = r.doc ORDER BY r.at DESC"
                                + " LIMIT ?",
                        row -> Documents.id(row, 1),
                        limit));
    }

    @Override
    public void opened(Id note, long atMillis) {
        database.run(sql ->
                sql.run(
                        "INSERT OR REPLACE INTO recent (doc, at) SELECT num, ? FROM doc WHERE id ="
                                + " ?",
                        atMillis,
                        note));
    }

    @Override
    public Optional<Imported> imported(String sourceKey) {
        return database.read(sql ->
                sql.first(
                                LocalTable.IMPORTED.select(sealed) + "WHERE source = ?",
                                row -> LocalTable.IMPORTED.read(row, sealed),
                                sourceKey)
                        .flatMap(row -> row)
                        .map(row ->
                                new Imported(
                                        BlobHash.ofBytes((byte[]) row.get(1)),
                                        Id.fromByteArray((byte[]) row.get(2)))));
    }

    @Override
    public void imported(Map<String, Imported> bySourceKey) {
        database.run(sql -> {
            for (Map.Entry<String, Imported> entry : bySourceKey.entrySet()) {
                LocalTable.IMPORTED.put(
                        sql,
                        entry.getKey(),
                        entry.getValue().sha256().toByteArray(),
                        entry.getValue().document().toByteArray());
            }
        });
    }

    @Override
    public void forgetImported(Collection<Id> documents) {
        database.run(sql -> {
            for (Id document : documents) {
                sql.run("DELETE FROM imported WHERE id = ?", document);
            }
        });
    }

    @Override
    public void keepUntold(Collection<Id> notes, Collection<BlobHash> blobs) {
        database.run(sql -> UntoldBlobs.keep(sql, notes, blobs));
    }

    @Override
    public List<BlobHash> untold() {
        return startingWith(UntoldBlobs.BLOB).keySet().stream()
                .flatMap(name -> BlobHash.parse(name.substring(UntoldBlobs.BLOB.length())).stream())
                .toList();
    }
}
