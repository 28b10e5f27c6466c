package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.StoreCare;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Checks, backups and purges of the database. */
final class Care implements StoreCare {

    private static final List<String> PROJECTED =
            List.of(
                    "note",
                    "note_text",
                    "file",
                    "folder",
                    "link",
                    "tag",
                    "task",
                    "alias",
                    "property");

    private final Database database;
    private final BlobFolder blobs;
    private final Path backups;

    Care(Database database, BlobFolder blobs, Path backups) {
        this.database = database;
        this.blobs = blobs;
        this.backups = backups;
    }

    @Override
    public List<Damage> check(Progress progress) {
        return new IntegrityCheck(database, blobs).run(progress);
    }

    @Override
    public List<Damage> setAside() {
        return new IntegrityCheck(database, blobs).setAside();
    }

    @Override
    public void dropProjections() {
        database.run(sql -> {
            for (String table : PROJECTED) {
                sql.run("DELETE FROM " + table);
            }
            sql.run("INSERT INTO note_fts (note_fts) VALUES ('delete-all')");
            sql.run("UPDATE doc SET stale = 0");
        });
    }

    @Override
    public void backup(Path destination, Progress progress) {
        Path part = destination.resolveSibling(destination.getFileName() + ".part");
        try {
            Files.createDirectories(destination.toAbsolutePath().getParent());
            Files.deleteIfExists(part);
            copy(part, progress);
            verify(part, progress);
            Files.move(
                    part,
                    destination,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Failures.of(e, "The backup cannot be written");
        } finally {
            removeAll(part);
        }
    }

    private void copy(Path part, Progress progress) {
        try (Database source = new Database(database.file(), true)) {
            source.exclusively(sql -> {
                org.sqlite.SQLiteConnection connection =
                        (org.sqlite.SQLiteConnection) sql.connection();
                int result =
                        connection
                                .getDatabase()
                                .backup(
                                        "main",
                                        part.toString(),
                                        (remaining, pages) ->
                                                progress.report("pages", pages - remaining, pages));
                if (result != 0) {
                    throw new SQLException("backup failed", null, result);
                }
                return true;
            });
        }
    }

    /** A backup counts when it was read back whole. */
    private void verify(Path copy, Progress progress) {
        try (Database check = new Database(copy, true)) {
            List<Damage> damages = new IntegrityCheck(check, blobs).rows(progress);
            if (!damages.isEmpty()) {
                throw new VaultException(
                        VaultException.Code.DAMAGED,
                        "The backup was not kept: " + damages.get(0).message(),
                        "“vaultnotes doctor” says what is wrong with the vault.");
            }
        }
    }

    private static void removeAll(Path file) {
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
            try {
                Files.deleteIfExists(Path.of(file + suffix));
            } catch (IOException e) {
                throw Failures.of(e, "An unfinished backup cannot be removed");
            }
        }
    }

    @Override
    public void purge(Collection<Id> documents, long atMillis) {
        purge(database, documents, atMillis);
        for (Path backup : Backups.files(backups)) {
            try (Database copy = new Database(backup, false)) {
                new Migrations(copy).run();
                purge(copy, documents, atMillis);
            }
            removeJournals(backup);
        }
    }

    private static void removeJournals(Path backup) {
        for (String suffix : List.of("-wal", "-shm")) {
            try {
                Files.deleteIfExists(Path.of(backup + suffix));
            } catch (IOException e) {
                throw Failures.of(e, "A backup's journal cannot be removed");
            }
        }
    }

    private static void purge(Database database, Collection<Id> documents, long atMillis) {
        database.run(sql -> {
            for (Id document : documents) {
                purge(sql, document, atMillis);
            }
            // Words of deleted rows stay in FTS5's segments until those are merged.
            sql.run("INSERT INTO note_fts (note_fts) VALUES ('optimize')");
        });
        database.exclusively(sql -> {
            sql.forgetStatements();
            sql.once("VACUUM");
            sql.first("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1));
            return true;
        });
    }

    private static void purge(Sql sql, Id document, long atMillis) throws SQLException {
        java.util.Optional<Long> known = Documents.number(sql, document);
        sql.run("DELETE FROM imported WHERE id = ?", document);
        sql.run("DELETE FROM damaged WHERE doc = ?", document);
        sql.run("INSERT OR REPLACE INTO purged (id, at) VALUES (?, ?)", document, atMillis);
        if (known.isPresent()) {
            for (String table :
                    List.of(
                            "change",
                            "snapshot",
                            "version",
                            "placement",
                            "undo",
                            "recent",
                            "note",
                            "note_text",
                            "file",
                            "link",
                            "tag",
                            "task",
                            "alias",
                            "property")) {
                sql.run("DELETE FROM " + table + " WHERE doc = ?", known.get());
            }
            sql.run("DELETE FROM note_fts WHERE rowid = ?", known.get());
            sql.run("DELETE FROM doc WHERE num = ?", known.get());
        }
    }
}
