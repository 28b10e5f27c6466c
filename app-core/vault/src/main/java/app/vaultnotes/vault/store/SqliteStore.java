package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Blobs;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.ChangeLog;
import app.vaultnotes.vault.History;
import app.vaultnotes.vault.LocalFacts;
import app.vaultnotes.vault.Store;
import app.vaultnotes.vault.StoreCare;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.search.SearchIndex;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A vault's folder: {@code vault.db} and its journal, {@code blobs/}, {@code backups/}. */
public final class SqliteStore implements Store {

    private final Database database;
    private final Id vaultId;
    private final ChangeTable changes;
    private final HistoryTable history;
    private final SqliteCatalogue catalogue;
    private final SqliteSearch search;
    private final FactTable facts;
    private final BlobFolder blobs;
    private final Care care;

    private SqliteStore(Path folder, Database database) {
        this.database = database;
        this.changes = new ChangeTable(database, new Projector());
        this.history = new HistoryTable(database);
        this.catalogue = new SqliteCatalogue(database);
        this.search = new SqliteSearch(database);
        this.facts = new FactTable(database);
        this.blobs = new BlobFolder(folder.resolve("blobs"));
        this.care = new Care(database, blobs, Backups.folder(folder));
        this.vaultId =
                facts.get("vault")
                        .flatMap(Id::parse)
                        .orElseThrow(() ->
                                new VaultException(
                                        VaultException.Code.DAMAGED,
                                        "The vault does not know its own id.",
                                        ""));
    }

    /** The database of the vault in a folder. */
    static Path databaseFile(Path folder) {
        return folder.resolve("vault.db");
    }

    /** Whether a folder holds a vault. */
    public static boolean isVault(Path folder) {
        return Files.isRegularFile(databaseFile(folder));
    }

    /**
     * Makes the store of a new vault.
     *
     * @param folder made when missing; must not hold a vault
     */
    public static SqliteStore create(Path folder, Id vault) {
        if (Files.exists(databaseFile(folder))) {
            throw new VaultException(
                    VaultException.Code.EXISTS,
                    "There is already a vault in " + folder + ".",
                    "Choose another folder.");
        }
        try {
            Files.createDirectories(folder);
            makePrivate(folder);
        } catch (IOException e) {
            throw Failures.of(e, "The folder " + folder + " cannot be made");
        }
        Database database = new Database(databaseFile(folder), false);
        try {
            new Migrations(database).create(vault);
            return new SqliteStore(folder, database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Opens the store of a vault, bringing its schema up to date. */
    public static SqliteStore open(Path folder) {
        return open(folder, false);
    }

    /** Opens the store of a vault to be looked at only; its schema must be the newest. */
    public static SqliteStore openForReading(Path folder) {
        return open(folder, true);
    }

    private static SqliteStore open(Path folder, boolean readOnly) {
        if (!isVault(folder)) {
            throw new VaultException(
                    VaultException.Code.NO_VAULT,
                    "There is no vault in " + folder + ".",
                    "“vaultnotes new " + folder + "” makes one.");
        }
        Database database = new Database(databaseFile(folder), readOnly);
        try {
            new Migrations(database).run();
            SqliteStore store = new SqliteStore(folder, database);
            if (!readOnly) {
                store.changes.quarantineInterrupted();
            }
            return store;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public Id vaultId() {
        return vaultId;
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
