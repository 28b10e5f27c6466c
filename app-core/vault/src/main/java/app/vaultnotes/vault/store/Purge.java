package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.SeenChanges;
import app.vaultnotes.vault.VaultException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Removes documents so that no byte of them is left in the database, its journal and its backups.
 *
 * <p>The rows go in one transaction that also notes that there is more to do: the search index
 * keeps the words of deleted rows until it is merged, pages keep pieces of rows that were moved
 * about, and backups keep all. That is done file by file; each is replaced as a whole. When it is
 * interrupted, opening the store goes on with it.
 */
final class Purge {

    /** The local fact that says that a purge has not reached everything yet. */
    static final String UNFINISHED = "purge-unfinished";

    private static final List<String> TABLES =
            List.of(
                    "change",
                    "snapshot",
                    "version",
                    "placement",
                    "undo",
                    "recent",
                    "told",
                    "reach",
                    "saved",
                    "note",
                    "note_text",
                    "file",
                    "link",
                    "tag",
                    "task",
                    "alias",
                    "property");

    /** Nothing but the rows is gone. */
    static final String ALL = "all";

    /** The database is clean. */
    private static final String COPIES = "copies";

    private final Database database;
    private final Path vault;

    /**
     * Purging in a database and its copies.
     *
     * @param vault the folder of the vault, in which the copies are
     */
    Purge(Database database, Path vault) {
        this.database = database;
        this.vault = vault;
    }

    /** A document that is gone. */
    private record Gone(Id id, byte[] known, long atMillis) {}

    void run(Map<Id, SeenChanges> documents, long atMillis) {
        if (!documents.isEmpty()) {
            forgetRows(documents, atMillis);
            finish();
        }
    }

    /** Removes the rows, and notes that there is more to do. */
    void forgetRows(Map<Id, SeenChanges> documents, long atMillis) {
        database.run(sql -> {
            for (Map.Entry<Id, SeenChanges> document : documents.entrySet()) {
                byte[] known = document.getValue().toByteArray();
                forget(sql, new Gone(document.getKey(), known, atMillis));
            }
            UntoldBlobs.letGo(sql, documents.keySet());
            BlobTable.tidy(sql);
            FactTable.put(sql, UNFINISHED, ALL);
        });
    }

    /** Does what is left of a purge whose rows are gone. */
    void finish() {
        if (!rest().equals(COPIES)) {
            clean(database);
            database.run(sql -> FactTable.put(sql, UNFINISHED, COPIES));
        }
        List<Gone> gone =
                database.read(sql ->
                        sql.all(
                                "SELECT id, known, at FROM purged",
                                row ->
                                        new Gone(
                                                Documents.id(row, 1),
                                                Documents.bytes(row, 2),
                                                row.getLong(3))));
        for (Path copy : Backups.copies(vault)) {
            try {
                clean(copy, gone);
            } catch (VaultException e) {
                throw notCleaned(copy, e);
            }
        }
        for (Path damaged : Backups.damaged(vault)) {
            throw notCleaned(damaged, keptDamaged(damaged));
        }
        database.run(sql -> FactTable.put(sql, UNFINISHED, ""));
    }

    private static VaultException keptDamaged(Path damaged) {
        return new VaultException(
                VaultException.Code.DAMAGED,
                damaged.getFileName() + " is a damaged database that a repair put aside.",
                "Remove it once you do not miss anything.");
    }

    /** Whether there is more to do. */
    boolean isUnfinished() {
        return !rest().isEmpty();
    }

    private String rest() {
        return database.read(sql -> FactTable.get(sql, UNFINISHED, true).orElse(""));
    }

    /**
     * Whether a fact that may be damaged says that a purge is unfinished: its name does, or its
     * value.
     */
    static boolean mayBeUnfinished(Sql sql) throws SQLException {
        return sql.number(
                        "SELECT count(*) FROM fact WHERE name = ? OR value IN (?, ?)",
                        UNFINISHED,
                        ALL,
                        COPIES)
                > 0;
    }

    private static void clean(Database database) {
        database.run(sql -> sql.run("INSERT INTO note_fts (note_fts) VALUES ('optimize')"));
        database.rewrite();
    }

    /** The same in a copy, which also learns what must not come back when it is restored. */
    private static void clean(Path file, List<Gone> gone) {
        try (Database copy = new Database(file, Database.Access.ALONE)) {
            new Migrations(copy).run();
            boolean concerned =
                    copy.write(sql -> {
                        boolean known = knowsAny(sql, gone);
                        for (Gone each : gone) {
                            forget(sql, each);
                        }
                        UntoldBlobs.letGo(sql, gone.stream().map(Gone::id).toList());
                        BlobTable.tidy(sql);
                        return known;
                    });
            if (concerned) {
                clean(copy);
                RowCheck.require(copy, "The copy is damaged.", Progress.NONE);
            }
        }
    }

    /** The attachments that the copies refer to. */
    Collection<BlobHash> usedByCopies() {
        Set<BlobHash> used = new HashSet<>();
        for (Path damaged : Backups.damaged(vault)) {
            throw keptDamaged(damaged);
        }
        for (Path file : Backups.copies(vault)) {
            try (Database copy = new Database(file, Database.Access.READ)) {
                used.addAll(SqliteCatalogue.usedBlobs(copy));
            }
        }
        return used;
    }

    private static VaultException notCleaned(Path copy, VaultException e) {
        return new VaultException(
                e.code(),
                "What was purged may still be in " + copy.getFileName() + ": " + e.getMessage(),
                "If it is damaged, remove it: the purge goes on when the vault is opened again.",
                e);
    }

    private static boolean knowsAny(Sql sql, List<Gone> gone) throws SQLException {
        for (Gone each : gone) {
            boolean known =
                    Documents.number(sql, each.id()).isPresent()
                            || sql.number("SELECT count(*) FROM imported WHERE id = ?", each.id())
                                    > 0
                            || sql.number("SELECT count(*) FROM damaged WHERE doc = ?", each.id())
                                    > 0;
            if (known) {
                return true;
            }
        }
        return false;
    }

    private static void forget(Sql sql, Gone gone) throws SQLException {
        Id document = gone.id();
        sql.run(
                "INSERT OR IGNORE INTO purged (id, known, at) VALUES (?, ?, ?)",
                document,
                gone.known(),
                gone.atMillis());
        sql.run("DELETE FROM imported WHERE id = ?", document);
        sql.run("DELETE FROM damaged WHERE doc = ?", document);
        RecordTable.purge(sql, document, gone.known());
        Optional<Long> known = Documents.number(sql, document);
        if (known.isPresent()) {
            for (String table : TABLES) {
                sql.run("DELETE FROM " + table + " WHERE doc = ?", known.get());
            }
            sql.run("DELETE FROM note_fts WHERE rowid = ?", known.get());
            sql.run("DELETE FROM doc WHERE num = ?", known.get());
        }
    }
}
