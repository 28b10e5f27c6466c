package app.vaultnotes.relay.backup;

import app.vaultnotes.relay.account.Ended;
import app.vaultnotes.relay.account.Erasure;
import app.vaultnotes.relay.account.ErasureLedger;
import app.vaultnotes.relay.account.LastSeen;
import app.vaultnotes.relay.account.Sessions;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.audit.AuditEvent;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.clock.KeptClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.vault.AccessListener;
import app.vaultnotes.relay.vault.VaultPurge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Makes a relay what it was when a backup was taken, but for its incarnation, by which devices
 * notice and send again what is missing; for sessions and links, since some of them were ended or
 * used meanwhile; and for whoever was erased and devices that were revoked meanwhile. Whoever was
 * removed from a vault since is in it again.
 *
 * <p>All of the backup is checked before anything is changed, and the tables are replaced in one
 * transaction: whenever it is killed, the database is as before or complete.
 */
public final class Restore {

    private static final int ATTEMPTS = 20;
    private static final long PAUSE_MILLIS = 100;
    private static final String HAS_DATA =
            "SELECT EXISTS (SELECT FROM account) OR EXISTS (SELECT FROM vault)"
                    + " OR EXISTS (SELECT FROM record)";
    private static final String RELAYS =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND application_name = '"
                    + Database.APPLICATION
                    + "'";

    private final DatabaseAddress address;
    private final BlobStore store;
    private final Path ledger;
    private final InstantSource clock;

    /**
     * Restores into a relay that does not run.
     *
     * @param address of its database, which may be empty
     * @param store of its blobs
     * @param ledger the file of its erasures, in a folder that is there
     */
    public Restore(DatabaseAddress address, BlobStore store, Path ledger, InstantSource clock) {
        this.address = address;
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * What was restored.
     *
     * @param backup the folder it came from
     * @param takenMillis when that was taken
     * @param incarnation of the relay from now on
     * @param rows of all tables
     * @param blobs that were brought
     * @param missingBlobs that the backup does not have either
     * @param erasedAgain accounts and vaults that were erased since, and devices that were revoked,
     *     and are so again
     */
    public record Restored(
            Path backup,
            long takenMillis,
            UUID incarnation,
            long rows,
            long blobs,
            long missingBlobs,
            int erasedAgain) {}

    /**
     * Restores a backup.
     *
     * @param source its folder, or one for backups, of which the newest is taken then
     * @param replaces whether what the relay has may go
     * @throws BackupException when the backup is not sound, the relay has data or one runs on this
     *     database: nothing was changed then but blobs that nothing refers to
     */
    public Restored run(Path source, boolean replaces) {
        try {
            BackupFolder backup = BackupFolder.open(chosen(source.toAbsolutePath()));
            backup.check();
            requireNoRelay();
            try (Database database = Database.open(address)) {
                requireEmpty(database, replaces);
                return restored(backup, database);
            }
        } catch (IOException e) {
            throw new BackupException(
                    "The backup in " + source + " was not restored: " + e.getMessage(),
                    "See that this user may read it and that the disk has room.",
                    e);
        } catch (SQLException e) {
            throw new BackupException(
                    "The database did not take the backup and is as before: " + e.getMessage(),
                    "See that the user of the database owns its tables and no relay runs on it.",
                    e);
        }
    }

    private static Path chosen(Path source) throws IOException {
        List<Path> all = new Backups(source).complete();
        return all.isEmpty() ? source : all.getLast();
    }

    /** PostgreSQL needs a moment to see that one has just ended. */
    private void requireNoRelay() throws SQLException, IOException {
        for (int attempt = 1; relays() > 0; attempt++) {
            if (attempt == ATTEMPTS) {
                throw new BackupException(
                        "A relay runs on this database.", "Stop all relays on it first.");
            }
            pause();
        }
    }

    private long relays() throws SQLException {
        try (TableAccess access = TableAccess.replacing(address)) {
            return access.number(RELAYS);
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void requireEmpty(Database database, boolean replaces) {
        boolean hasData =
                database.transact(
                        Scope.keeper(),
                        rows -> rows.first(HAS_DATA, row -> row.getBoolean(1)).orElseThrow());
        if (hasData && !replaces) {
            throw new BackupException(
                    "The relay has data, which the backup would replace.",
                    "Back that up first; then say --replace, or restore into another folder.");
        }
    }

    private Restored restored(BackupFolder backup, Database database)
            throws IOException, SQLException {
        long blobs = copyBlobs(backup);
        // Before the tables: should this be killed behind them, the next start erases again.
        ErasureLedger ended = new ErasureLedger(ledger);
        ended.addAll(database.transact(Scope.keeper(), Ended::all));
        addErased(backup.erased());
        addErased(newest(backup).resolve(BackupFolder.ERASED));
        long rows = new Replacement(backup, address).run(ended.entries());
        int erasedAgain = eraseAgain(database);
        note(database, backup);
        Manifest manifest = backup.manifest();
        return new Restored(
                backup.path(),
                manifest.takenMillis(),
                database.incarnation(),
                rows,
                blobs,
                manifest.blobs().missing(),
                erasedAgain);
    }

    private long copyBlobs(BackupFolder backup) throws IOException {
        try (BlobStore from = backup.openBlobs();
                BlobCopies copies = new BlobCopies(from, store)) {
            backup.eachBlobs(lines -> requireCopied(copies.copy(kept(lines))));
        }
        return backup.manifest().blobs().count();
    }

    private static List<BlobList.Line> kept(List<BlobList.Line> lines) {
        return lines.stream().filter(line -> !line.isMissing()).toList();
    }

    private static void requireCopied(List<BlobList.Line> lines) {
        for (BlobList.Line line : lines) {
            if (line.isMissing()) {
                throw BackupException.damaged(
                        "Blob " + line.hash(), "went while the backup was restored");
            }
        }
    }

    /** The ledger only grows, so that a later backup knows of more. */
    private static Path newest(BackupFolder backup) throws IOException {
        List<Path> all = new Backups(backup.path().resolveSibling("")).complete();
        Path newest = all.isEmpty() ? backup.path() : all.getLast();
        Sums.of(newest).read(BackupFolder.ERASED, in -> true);
        return newest;
    }

    /** A ledger is opened for writing, which a backup need not allow. */
    private void addErased(Path erased) throws IOException {
        Path copy = ledger.resolveSibling(ledger.getFileName() + ".restoring");
        Files.copy(erased, copy, StandardCopyOption.REPLACE_EXISTING);
        copy.toFile().setWritable(true);
        new ErasureLedger(ledger).addAll(new ErasureLedger(copy).entries());
        Files.delete(copy);
    }

    private int eraseAgain(Database database) {
        Audit audit = new Audit(database, clock);
        Sessions sessions =
                new Sessions(
                        database,
                        new KeptClock(database),
                        new SecureRandom(),
                        audit,
                        new LastSeen(database),
                        revocation -> {});
        return new Erasure(
                        database,
                        new VaultPurge(database, audit),
                        new ErasureLedger(ledger),
                        sessions,
                        audit,
                        AccessListener.NONE)
                .replay();
    }

    private void note(Database database, BackupFolder backup) {
        Audit audit = new Audit(database, clock);
        database.transact(
                Scope.keeper(),
                rows -> {
                    String detail = "backup=" + backup.path().getFileName();
                    audit.write(rows, AuditEvent.RELAY_RESTORED, null, null, detail);
                    return true;
                });
    }
}
