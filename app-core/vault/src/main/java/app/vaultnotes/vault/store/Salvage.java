package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Privacy;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a new database from every row that can still be read of a damaged one, and puts it in its
 * place; the damaged one is kept beside it.
 *
 * <p>Nothing is looked up through the damaged database's own structure: pages are read one by one,
 * and rows are known by their shape and by the hashes they carry. What lists showed comes along, so
 * that a note whose changes are lost gets its last text back. What only a later step can mend is
 * noted in the new database, in the table {@code damaged}.
 */
final class Salvage {

    /** Notes that a document's entry is lost, so that its newest changes may be, too. */
    static final String ENTRY_LOST = "entry-lost";

    /** Notes that a document is lost; what it was called stands in place of a hash. */
    static final String DOCUMENT_LOST = "document-lost";

    /** Notes that lists have yet to be made from what was found. */
    static final String UNFINISHED = "repair-unfinished";

    /** Notes that the vault's own id is lost. */
    static final String NAME_LOST = "vault-id-lost";

    /** All that a salvage notes. */
    static final List<String> NOTES = List.of(ENTRY_LOST, DOCUMENT_LOST, NAME_LOST, UNFINISHED);

    private final Path vault;
    private final Path database;

    /** The salvage of the database of the vault in a folder; nobody may have it open. */
    Salvage(Path vault) {
        this.vault = vault;
        this.database = SqliteStore.databaseFile(vault);
    }

    /**
     * Does it; when it fails, everything is as it was.
     *
     * @param kept where the damaged database is to be kept
     */
    void run(Path kept, Progress progress) {
        Path fresh = Path.of(database + Database.FRESH);
        try (PageFile pages = PageFile.open(database)) {
            Backups.remove(fresh);
            Privacy.createFile(fresh);
            SalvagedNames names = names(pages, progress);
            write(fresh, pages, names, progress);
            Privacy.sync(fresh);
            Backups.setAside(database, kept);
            Database.replace(fresh, database);
        } catch (SQLException e) {
            throw Failures.of(e, database);
        } catch (IOException e) {
            throw Failures.of(e, "The damaged database cannot be written anew", database);
        } finally {
            Backups.remove(fresh);
        }
    }

    private SalvagedNames names(PageFile pages, Progress progress) throws SQLException {
        SalvagedNames names = new SalvagedNames();
        new RowScan(pages).run(names::look, progress);
        for (Path backup : Backups.files(Backups.folder(vault))) {
            addNames(backup, names);
        }
        return names;
    }

    /** A backup knows names and numbers; one that cannot be read helps as little as none. */
    private static void addNames(Path backup, SalvagedNames names) {
        try (Database copy = new Database(backup, Database.Access.READ)) {
            copy.read(sql -> {
                sql.each(
                        "SELECT num, id FROM doc",
                        row -> names.candidate(row.getLong(1), Documents.bytes(row, 2)));
                boolean sealed = sql.number("PRAGMA user_version") >= Migrations.SEALED_LOCALS;
                LocalTable.vault(sql, sealed).ifPresent(names::vault);
                return true;
            });
        } catch (VaultException e) {
            // The next one may be whole.
        }
    }

    private static void write(Path file, PageFile pages, SalvagedNames names, Progress progress) {
        if (!names.hasAny()) {
            throw nothingFound();
        }
        Id vault = names.vault().orElseGet(Id::random);
        try (Database fresh = new Database(file, Database.Access.ALONE)) {
            new Migrations(fresh).create(vault);
            fresh.run(sql -> copy(sql, vault, pages, names, progress));
        }
    }

    private static VaultException nothingFound() {
        return new VaultException(
                VaultException.Code.DAMAGED,
                "Too little of the database can be read to mend it.",
                "“vaultnotes backup list” says what can be restored; another copy of the vault, if"
                        + " there is one, has the notes, too.");
    }

    private static void copy(
            Sql sql, Id vault, PageFile pages, SalvagedNames names, Progress progress)
            throws SQLException {
        SalvagedChanges changes = new SalvagedChanges(sql, names);
        Set<Long> files = new HashSet<>();
        new RowScan(pages)
                .run(
                        row -> {
                            changes.take(row);
                            if (SalvagedRows.isFile(row)) {
                                files.add(row.number());
                            }
                        },
                        progress);
        changes.settle(files);
        SalvagedRows rest = new SalvagedRows(sql, names);
        new RowScan(pages).run(rest::take, progress);
        new SalvagedEntries(sql, names, changes, rest).write(vault);
    }
}
