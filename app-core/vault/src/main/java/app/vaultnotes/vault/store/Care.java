package app.vaultnotes.vault.store;

import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Privacy;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.SeenChanges;
import app.vaultnotes.vault.Store;
import app.vaultnotes.vault.StoreCare;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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
    private final IntegrityCheck integrity;
    private final Purge purge;
    private final Path vault;

    /**
     * Looks after a database.
     *
     * @param vault the folder of the vault
     */
    Care(Database database, IntegrityCheck integrity, Purge purge, Path vault) {
        this.database = database;
        this.vault = vault;
        this.integrity = integrity;
        this.purge = purge;
    }

    @Override
    public List<Damage> check(Progress progress) {
        return integrity.run(progress);
    }

    @Override
    public List<Damage> setAside() {
        List<Damage> damages = new RowRepair(database).run();
        if (purge.isUnfinished()) {
            try {
                purge.finish();
            } catch (VaultException e) {
                // The rest is mended all the same; a check says that the purge is unfinished.
            }
        }
        return damages;
    }

    @Override
    public Optional<Path> mendPages(Instant now, Progress progress) {
        List<String> lines = integrity.pageLines();
        if (lines.isEmpty() || new IndexRepair(database, integrity).mends(lines)) {
            return Optional.empty();
        }
        Path kept = Backups.damaged(vault, now);
        database.closedMeanwhile(() -> new Salvage(vault).run(kept, progress));
        return Optional.of(kept);
    }

    @Override
    public void eachBackup(Predicate<Store> enough) {
        for (Path file : Backups.files(Backups.folder(vault))) {
            try (SqliteStore backup = SqliteStore.openBackup(vault, file)) {
                if (enough.test(backup)) {
                    return;
                }
            } catch (VaultException e) {
                // An older one may be whole.
            }
        }
    }

    @Override
    public void setAside(Collection<Id> documents) {
        database.run(sql -> {
            for (Id document : documents) {
                RowRepair.setAside(sql, document);
            }
        });
    }

    @Override
    public void setAside(Id document, Collection<ChangeHash> changes) {
        database.run(sql -> RowRepair.setAside(sql, document, changes));
    }

    @Override
    public void dropProjections(String unfinished) {
        database.run(sql -> {
            FactTable.put(sql, unfinished, "yes");
            for (String table : PROJECTED) {
                sql.run("DELETE FROM " + table);
            }
            sql.run("INSERT INTO note_fts (note_fts) VALUES ('delete-all')");
            sql.run("UPDATE doc SET stale = 0");
        });
    }

    @Override
    public void backup(Path destination, Progress progress) {
        Path part = Path.of(destination + Backups.PART);
        try {
            Privacy.createFolder(part.toAbsolutePath().resolveSibling("."));
            Backups.remove(part);
            Privacy.createFile(part);
            database.copyTo(part, progress);
            verify(part, progress);
            Database.replace(part, destination);
        } catch (IOException e) {
            throw Failures.of(e, "The backup cannot be written", destination);
        } finally {
            Backups.remove(part);
        }
    }

    /** A backup counts when it was read back whole. It is one file, with no journal beside it. */
    private static void verify(Path copy, Progress progress) {
        try (Database alone = new Database(copy, Database.Access.ALONE)) {
            alone.exclusively(sql -> sql.number("SELECT count(*) FROM doc"));
            RowCheck.require(alone, "The backup was not kept.", progress);
        }
    }

    /** Goes on with a purge that was interrupted. */
    void finishPurge() {
        purge.finish();
    }

    @Override
    public Collection<BlobHash> usedByCopies() {
        return purge.usedByCopies();
    }

    @Override
    public void purge(Map<Id, SeenChanges> documents, long atMillis) {
        purge.run(documents, atMillis);
    }
}
