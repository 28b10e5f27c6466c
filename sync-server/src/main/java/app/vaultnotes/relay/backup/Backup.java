package app.vaultnotes.relay.backup;

import app.vaultnotes.relay.account.Ended;
import app.vaultnotes.relay.account.ErasureLedger;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.FileBlobStore;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.postgres.Folders;
import app.vaultnotes.wire.Hash;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes backups of a relay, which goes on meanwhile: all tables as they are at one moment, and all
 * blobs that these refer to. A backup has its name only when it is complete and was read back.
 * Sessions and links are left out.
 */
public final class Backup {

    /** Every backup that there is. */
    public static final int KEEP_ALL = 0;

    /** A blob may be removed after the tables were read; a second look then finds no row of it. */
    private static final int ATTEMPTS = 2;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final String DRAFT = "blobs.draft";
    private static final String REFERRED =
            "SELECT hash, max(size_bytes) FROM (SELECT hash, size_bytes FROM blob UNION ALL"
                    + " SELECT hash, size_bytes FROM snapshot) AS all_of_them"
                    + " GROUP BY hash ORDER BY hash";

    private final DatabaseAddress address;
    private final BlobStore store;
    private final ErasureLedger ledger;
    private final InstantSource clock;

    /**
     * Backups of a relay.
     *
     * @param address of its database
     * @param store of its blobs
     * @param ledger of its erasures, a copy of which goes along
     */
    public Backup(
            DatabaseAddress address, BlobStore store, ErasureLedger ledger, InstantSource clock) {
        this.address = address;
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A backup that was written.
     *
     * @param folder it stands in
     * @param rows of all tables
     * @param blobs that it has
     * @param blobBytes of those
     * @param missingBlobs that rows refer to and the relay does not have, or has damaged
     */
    public record Made(Path folder, long rows, long blobs, long blobBytes, long missingBlobs) {}

    /**
     * Writes a backup.
     *
     * @param home the folder for all backups
     * @param keep how many stay, this one among them; {@link #KEEP_ALL} for all
     * @throws BackupException when it cannot be; those before are as they were
     */
    public Made write(Path home, int keep) {
        Backups backups = new Backups(home.toAbsolutePath(), clock);
        try (FileChannel _ = backups.lock()) {
            backups.dropPartial();
            Made made = written(backups);
            if (keep != KEEP_ALL) {
                keepNewest(backups, keep, made);
            }
            return made;
        } catch (IOException e) {
            throw new BackupException(
                    "No backup could be written to " + home + ": " + e.getMessage(),
                    "See that this user may write there and that the disk has room.",
                    e);
        } catch (SQLException e) {
            throw new BackupException(
                    "The tables could not be read: " + e.getMessage(),
                    "See that the database runs, and try again.",
                    e);
        }
    }

    private static void keepNewest(Backups backups, int keep, Made made) {
        try {
            backups.keepNewest(keep);
        } catch (IOException | BackupException e) {
            throw new BackupException(
                    made.folder()
                            + " is complete, but older backups were not removed: "
                            + e.getMessage(),
                    "Remove the backup that is damaged.",
                    e);
        }
    }

    private Made written(Backups backups) throws IOException, SQLException {
        for (int attempt = 1; ; attempt++) {
            long takenMillis = clock.millis();
            Path partial = backups.partial(takenMillis);
            Folders.delete(partial);
            Manifest manifest = write(partial, backups, takenMillis);
            if (manifest.blobs().missing() == 0 || attempt == ATTEMPTS) {
                BackupFolder.open(partial).checkFiles();
                return made(Backups.complete(partial), manifest);
            }
            Folders.delete(partial);
        }
    }

    private static Made made(Path folder, Manifest manifest) {
        long rows = manifest.tables().stream().mapToLong(Manifest.TableEntry::rows).sum();
        Manifest.BlobTotals blobs = manifest.blobs();
        return new Made(folder, rows, blobs.count(), blobs.bytes(), blobs.missing());
    }

    private Manifest write(Path partial, Backups backups, long takenMillis)
            throws IOException, SQLException {
        FolderWriter writer = new FolderWriter(partial);
        Path draft = partial.resolve(DRAFT);
        List<Manifest.TableEntry> tables = new ArrayList<>();
        UUID incarnation;
        try (TableAccess rows = TableAccess.reading(address)) {
            incarnation = rows.incarnation();
            for (Table table : Table.ALL) {
                tables.add(write(rows, table, writer));
            }
            draft(rows, writer);
            rows.commit();
        }
        copyLedger(partial, writer);
        Manifest.BlobTotals blobs = copyBlobs(draft, backups, writer);
        Files.delete(draft);
        Manifest manifest =
                new Manifest(
                        Database.TABLES_VERSION,
                        incarnation,
                        takenMillis,
                        List.copyOf(tables),
                        blobs);
        try (OutputStream out = writer.create(BackupFolder.MANIFEST)) {
            out.write(manifest.toJson());
        }
        writer.finish();
        return manifest;
    }

    private static Manifest.TableEntry write(TableAccess rows, Table table, FolderWriter writer)
            throws IOException, SQLException {
        List<String> columns = rows.columns(table);
        try (OutputStream packed = new Packed(writer.create(BackupFolder.file(table)))) {
            Tally tally = new Tally(packed);
            long count = rows.copyOut(table, columns, tally);
            return new Manifest.TableEntry(
                    table.name(), columns, count, tally.bytes(), tally.hash());
        }
    }

    /** Most of a relay's bytes are packed already: more effort would only take longer. */
    private static final class Packed extends GZIPOutputStream {
        Packed(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private static void draft(TableAccess rows, FolderWriter writer)
            throws IOException, SQLException {
        try (OutputStream out = writer.create(DRAFT)) {
            rows.each(
                    REFERRED,
                    row -> {
                        Hash hash = Hash.fromByteArray("a blob's hash", row.getBytes(1));
                        String line = new BlobList.Line(hash, row.getLong(2), false).text();
                        out.write(line.getBytes(StandardCharsets.US_ASCII));
                    });
        }
        writer.forget(DRAFT);
    }

    /**
     * After the tables, and with what other relays of the database have in ledgers of their own.
     */
    private void copyLedger(Path partial, FolderWriter writer) throws IOException, SQLException {
        Path copy = partial.resolve("erased.copy");
        ErasureLedger all = new ErasureLedger(copy);
        all.addAll(ledger.entries());
        try (TableAccess rows = TableAccess.reading(address)) {
            List<Ended> ended = new ArrayList<>();
            rows.each(Ended.ALL, row -> ended.add(Ended.read(row)));
            all.addAll(ended);
        }
        try (OutputStream out = writer.create(BackupFolder.ERASED)) {
            Files.copy(copy, out);
        }
        Files.delete(copy);
    }

    private Manifest.BlobTotals copyBlobs(Path draft, Backups backups, FolderWriter writer)
            throws IOException {
        Manifest.BlobTotals totals = new Manifest.BlobTotals(0, 0, 0);
        try (BlobStore kept = FileBlobStore.open(backups.blobs());
                BlobCopies copies = new BlobCopies(store, kept);
                BlobList list =
                        new BlobList(new BufferedInputStream(Files.newInputStream(draft)), draft);
                OutputStream out = writer.create(BackupFolder.BLOBS)) {
            List<BlobList.Line> lines = list.next(BlobCopies.LINES_AT_ONCE);
            while (!lines.isEmpty()) {
                for (BlobList.Line line : copies.copy(lines)) {
                    out.write(line.text().getBytes(StandardCharsets.US_ASCII));
                    totals = totals.plus(line);
                }
                lines = list.next(BlobCopies.LINES_AT_ONCE);
            }
        }
        return totals;
    }
}
