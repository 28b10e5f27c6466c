package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.LocalFacts;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Facts about this copy of the vault. */
final class FactTable implements LocalFacts {

    private final Database database;

    FactTable(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> get(String name) {
        return database.read(sql ->
                sql.first("SELECT value FROM fact WHERE name = ?", row -> row.getString(1), name));
    }

    @Override
    public void put(String name, String value) {
        database.run(sql -> put(sql, name, value));
    }

    static void put(Sql sql, String name, String value) throws SQLException {
        if (value.isEmpty()) {
            sql.run("DELETE FROM fact WHERE name = ?", name);
        } else {
            sql.run("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", name, value);
        }
    }

    @Override
    public Map<String, String> startingWith(String prefix) {
        return database.read(sql -> {
            Map<String, String> facts = new LinkedHashMap<>();
            sql.each(
                    "SELECT name, value FROM fact WHERE substr(name, 1, length(?)) = ? ORDER BY"
                            + " name",
                    row -> facts.put(row.getString(1), row.getString(2)),
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
                        "SELECT sha, id FROM imported WHERE source = ?",
                        row ->
                                new Imported(
                                        BlobHash.ofBytes(row.getBytes(1)), Documents.id(row, 2)),
                        sourceKey));
    }

    @Override
    public void imported(Map<String, Imported> bySourceKey) {
        database.run(sql -> {
            for (Map.Entry<String, Imported> entry : bySourceKey.entrySet()) {
                sql.run(
                        "INSERT OR REPLACE INTO imported (source, sha, id) VALUES (?, ?, ?)",
                        entry.getKey(),
                        entry.getValue().sha256().toByteArray(),
                        entry.getValue().document());
            }
        });
    }
}
