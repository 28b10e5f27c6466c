package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.BlobLog;
import app.vaultnotes.vault.Blobs;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.ChangeLog;
import app.vaultnotes.vault.History;
import app.vaultnotes.vault.LocalFacts;
import app.vaultnotes.vault.Privacy;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.RecordLog;
import app.vaultnotes.vault.SnapshotLog;
import app.vaultnotes.vault.Store;
import app.vaultnotes.vault.StoreCare;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.VaultMark;
import app.vaultnotes.vault.search.SearchIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;

/** A vault's folder: {@code vault.db} and its journal, {@code blobs/}, {@code backups/}. */
public final class SqliteStore implements Store {

    private final Database database;
    private final Id vaultId;
    private static final String BLOBS = "blobs";

    private final ChangeTable changes;
    private final HistoryTable history;
    private final RecordTable records;
    private final SqliteCatalogue catalogue;
    private final SqliteSearch search;
    private final FactTable facts;
    private final SnapshotTable snapshots;
    private final BlobTable blobLog;
    private final BlobFolder blobs;
    private final Care care;

    private SqliteStore(Path folder, Database database, Id vaultId, int schema) {
        this.database = database;
        this.vaultId = vaultId;
        this.changes = new ChangeTable(database, new Projector());
        this.history = new HistoryTable(database, schema);
        this.records = new RecordTable(database, changes);
        this.catalogue = new SqliteCatalogue(database);
        this.search = new SqliteSearch(database);
        this.facts = new FactTable(database, schema >= Migrations.SEALED_LOCALS);
        this.snapshots = new SnapshotTable(database);
        this.blobLog = new BlobTable(database, schema);
        this.blobs = new BlobFolder(folder.resolve(BLOBS), blobLog::missing);
        this.care =
                new Care(
                        database,
                        new IntegrityCheck(database, blobs, schema),
                        new Purge(database, folder),
                        folder);
    }

    /** The database of the vault in a folder. */
    static Path databaseFile(Path folder) {
        return VaultMark.database(folder);
    }

    /**
     * Makes the store of a new vault.
     *
     * @param folder made when missing; must not hold a vault
     */
    public static SqliteStore create(Path folder, Id vault) {
        requireNoDatabase(folder);
        Path fresh = Path.of(databaseFile(folder) + Database.FRESH);
        try {
            Privacy.createFolder(folder);
            Files.deleteIfExists(fresh);
            Privacy.createFile(fresh);
            try (Database database = new Database(fresh, Database.Access.ALONE)) {
                new Migrations(database).create(vault);
            }
            Database.replace(fresh, databaseFile(folder));
        } catch (IOException e) {
            throw Failures.of(e, "The folder " + folder + " cannot be made", folder);
        }
        return open(folder);
    }

    /** Opens the store of a vault, bringing its schema up to date. */
    public static SqliteStore open(Path folder) {
        return open(folder, false);
    }

    /** Opens the store of a vault to be looked at only; an older schema stays what it is. */
    public static SqliteStore openForReading(Path folder) {
        return open(folder, true);
    }

    /** Opens a backup of a vault as it is, with the attachments that the vault has. */
    static SqliteStore openBackup(Path folder, Path file) {
        Database database = new Database(file, Database.Access.READ);
        try {
            int schema = new Migrations(database).look();
            Condition condition = database.read(sql -> Condition.of(sql, schema));
            return new SqliteStore(folder, database, condition.vaultId(), schema);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Writes the database of a vault that cannot be opened anew from all that can be read of it.
     * Nobody may have it open. A repair of the vault does the rest.
     *
     * @return where the damaged one is kept
     */
    public static Path salvage(Path folder, Instant now, Progress progress) {
        Path kept = Backups.damaged(folder, now);
        new Salvage(folder).run(kept, progress);
        return kept;
    }

    /**
     * Copies a vault with its attachments while it may be in use; its backups are not copied. The
     * copy goes on as another device of the same vault.
     *
     * @param to made when missing; must not hold a vault
     */
    public static void copy(Path from, Path to, Progress progress) {
        requireNoDatabase(to);
        try (SqliteStore store = openForReading(from)) {
            store.care().backup(databaseFile(to), progress);
            store.blobs.copyTo(to.resolve(BLOBS));
        } catch (IOException e) {
            throw Failures.of(e, "The attachments cannot be copied", to);
        }
    }

    /** Whether two folders hold the same vault: one of them may be a link to the other. */
    public static boolean isSameVault(Path one, Path other) {
        return isSame(databaseFile(one), databaseFile(other));
    }

    /** Fails, saying what can be done, when a folder holds no vault. */
    public static void requireVault(Path folder) {
        if (!VaultMark.hasDatabase(folder)) {
            throw new VaultException(
                    VaultException.Code.NO_VAULT,
                    "There is no vault in " + folder + ".",
                    Backups.files(Backups.folder(folder)).isEmpty()
                            ? "“vaultnotes new " + folder + "” makes one."
                            : "“vaultnotes backup restore” puts a backup in its place.");
        }
    }

    /**
     * Refuses a folder in which a vault cannot be made.
     *
     * @throws VaultException EXISTS when there is a database in it
     */
    public static void requireNoDatabase(Path folder) {
        Path file = databaseFile(folder);
        if (Files.exists(file)) {
            throw new VaultException(
                    VaultException.Code.EXISTS,
                    isVault(folder)
                            ? "There is already a vault in " + folder + "."
                            : file
                                    + " is there already, and is no vault's database, or a damaged"
                                    + " one.",
                    "Choose another folder.");
        }
    }

    private static boolean isVault(Path folder) {
        try {
            return VaultMark.isMarked(folder);
        } catch (IOException e) {
            return false; // what cannot be read is damaged
        }
    }

    private static SqliteStore open(Path folder, boolean readOnly) {
        requireVault(folder);
        Database database =
                new Database(
                        databaseFile(folder),
                        readOnly ? Database.Access.READ : Database.Access.WRITE);
        try {
            Migrations migrations = new Migrations(database);
            int schema = readOnly ? migrations.look() : migrations.run();
            Condition condition = database.read(sql -> Condition.of(sql, schema));
            SqliteStore store = new SqliteStore(folder, database, condition.vaultId(), schema);
            if (!readOnly) {
                store.finishWhatWasInterrupted(condition);
            }
            return store;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * How the last process left a database.
     *
     * @param taking whether it died while an engine took in changes
     * @param purging whether it died while it purged
     */
    private record Condition(Id vaultId, boolean taking, boolean purging) {

        static Condition of(Sql sql, int schema) throws SQLException {
            boolean sealed = schema >= Migrations.SEALED_LOCALS;
            return new Condition(
                    vaultId(sql, sealed),
                    sql.number("SELECT count(*) FROM taking") > 0,
                    FactTable.get(sql, Purge.UNFINISHED, sealed).isPresent());
        }

        private static Id vaultId(Sql sql, boolean sealed) throws SQLException {
            return LocalTable.vault(sql, sealed)
                    .orElseThrow(() ->
                            new VaultException(
                                    VaultException.Code.DAMAGED,
                                    "The vault does not know its own id.",
                                    "“vaultnotes backup list” says what can be restored."));
        }
    }

    private void finishWhatWasInterrupted(Condition condition) {
        if (condition.taking()) {
            changes.quarantineInterrupted();
        }
        blobs.removeUnfinished();
        if (condition.purging()) {
            try {
                care.finishPurge();
            } catch (VaultException e) {
                // The vault opens all the same; a check says that the purge is unfinished, and why.
            }
        }
    }

    /**
     * Removes what processes that were killed left of attachments. The caller holds the vault, so
     * that none of them still runs.
     */
    public void removeLeftovers() {
        blobs.removeUnfinished(Instant.now());
    }

    @Override
    public Id vaultId() {
        return vaultId;
    }

    @Override
    public boolean isSame(Store other) {
        return other instanceof SqliteStore store && isSame(store.database.file(), database.file());
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false; // one of them is gone: nobody can say that it is the other
        }
    }

    @Override
    public ChangeLog changes() {
        return changes;
    }

    @Override
    public History history() {
        return history;
    }

    @Override
    public RecordLog records() {
        return records;
    }

    @Override
    public Catalogue catalogue() {
        return catalogue;
    }

    @Override
    public SearchIndex search() {
        return search;
    }

    @Override
    public Blobs blobs() {
        return blobs;
    }

    @Override
    public BlobLog blobLog() {
        return blobLog;
    }

    @Override
    public SnapshotLog snapshots() {
        return snapshots;
    }

    @Override
    public LocalFacts facts() {
        return facts;
    }

    @Override
    public StoreCare care() {
        return care;
    }

    @Override
    public void close() {
        database.close();
    }
}
