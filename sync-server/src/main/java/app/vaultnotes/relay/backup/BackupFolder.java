package app.vaultnotes.relay.backup;

import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.FileBlobStore;
import app.vaultnotes.relay.call.BoundedStream;
import app.vaultnotes.relay.database.Database;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;

/**
 * The folder of one backup: {@code manifest.json}, a compressed file of each table, the list of its
 * blobs, the ledger of erasures, and the sums of these. Nothing in it is trusted before it was
 * checked.
 */
final class BackupFolder {

    static final String MANIFEST = "manifest.json";
    static final String BLOBS = "blobs.txt";
    static final String ERASED = "erased";

    private static final int MOST_MANIFEST_BYTES = 1 << 20;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final Path blobs;
    private final Sums sums;
    private final Manifest manifest;

    private BackupFolder(Path path, Sums sums, Manifest manifest) {
        this.path = path;
        this.blobs = path.resolveSibling("blobs");
        this.sums = sums;
        this.manifest = manifest;
    }

    static String file(Table table) {
        return table.name() + ".copy.gz";
    }

    /**
     * The backup in a folder, whose manifest is sound.
     *
     * @throws BackupException when it is not, or this program cannot restore it
     */
    static BackupFolder open(Path path) throws IOException {
        if (!Files.exists(path.resolve(Sums.NAME)) && !Files.exists(path.resolve(MANIFEST))) {
            throw new BackupException(
                    path + " is no backup.",
                    "Name a folder that “admin backup” wrote, or the folder that has those.");
        }
        Sums sums = Sums.of(path);
        sums.requireNames(names());
        Path file = path.resolve(MANIFEST);
        byte[] json = sums.read(MANIFEST, in -> in.readNBytes(MOST_MANIFEST_BYTES));
        Manifest manifest = Manifest.parse(json, file);
        requireTables(manifest, file);
        return new BackupFolder(path, sums, manifest);
    }

    private static Set<String> names() {
        Set<String> names = new HashSet<>(List.of(MANIFEST, BLOBS, ERASED));
        Table.ALL.forEach(table -> names.add(file(table)));
        return names;
    }

    private static void requireTables(Manifest manifest, Path file) {
        if (manifest.tablesVersion() != Database.TABLES_VERSION) {
            throw new BackupException(
                    "%s is of tables of version %d, this program has %d."
                            .formatted(file, manifest.tablesVersion(), Database.TABLES_VERSION),
                    "Restore it with the version of Vault Notes that wrote it; a newer one then"
                            + " renews the tables when it starts.");
        }
        List<String> expected = Table.ALL.stream().map(Table::name).toList();
        List<String> found = manifest.tables().stream().map(Manifest.TableEntry::name).toList();
        if (!found.equals(expected)) {
            throw BackupException.damaged(file, "has other tables than a relay");
        }
    }

    Manifest manifest() {
        return manifest;
    }

    Path path() {
        return path;
    }

    /** A copy of the ledger, by its path. */
    Path erased() {
        return path.resolve(ERASED);
    }

    /** Opens the store of its blobs. */
    BlobStore openBlobs() {
        if (!Files.isDirectory(blobs)) {
            throw BackupException.damaged(
                    blobs, "is missing; it stands beside the folders of the backups");
        }
        return FileBlobStore.open(blobs);
    }

    /** Reads a table, unpacked and not further than it should go. */
    <T> T read(int table, Sums.Reading<T> reading) throws IOException {
        long most = manifest.tables().get(table).bytes();
        String name = file(Table.ALL.get(table));
        return sums.read(
                name,
                packed -> {
                    try (InputStream in = new GZIPInputStream(packed, BUFFER_BYTES)) {
                        T read = reading.from(new BoundedStream(in, most, () -> tooMuch(name)));
                        requireEnd(in, name);
                        return read;
                    }
                });
    }

    private void requireEnd(InputStream in, String name) throws IOException {
        if (in.read() >= 0) {
            throw BackupException.damaged(path.resolve(name), "goes on after its end");
        }
    }

    /** Goes through the list of blobs, many at a time. */
    void eachBlobs(BlobTaker taker) throws IOException {
        sums.read(
                BLOBS,
                in -> {
                    try (BlobList list =
                            new BlobList(new BufferedInputStream(in), path.resolve(BLOBS))) {
                        List<BlobList.Line> lines = list.next(BlobCopies.LINES_AT_ONCE);
                        while (!lines.isEmpty()) {
                            taker.take(lines);
                            lines = list.next(BlobCopies.LINES_AT_ONCE);
                        }
                        return true;
                    }
                });
    }

    /** Takes some blobs. */
    @FunctionalInterface
    interface BlobTaker {
        /** Takes them. */
        void take(List<BlobList.Line> lines) throws IOException;
    }

    /**
     * Reads all of it.
     *
     * @throws BackupException when anything is not what was written
     */
    void check() throws IOException {
        checkFiles();
        try (BlobStore store = openBlobs();
                Parallel parallel = new Parallel()) {
            eachBlobs(lines -> parallel.all(checks(store, lines)));
        }
    }

    /** Reads all of it but the blobs. */
    void checkFiles() throws IOException {
        for (int i = 0; i < Table.ALL.size(); i++) {
            checkTable(i);
        }
        sums.read(ERASED, in -> true);
        Totals totals = new Totals();
        eachBlobs(lines -> lines.forEach(totals::add));
        totals.requireEqual();
    }

    private void checkTable(int table) throws IOException {
        Tally tally = new Tally(OutputStream.nullOutputStream());
        read(table, in -> in.transferTo(tally));
        Manifest.TableEntry entry = manifest.tables().get(table);
        if (tally.bytes() != entry.bytes() || !tally.hash().equals(entry.hash())) {
            throw BackupException.damaged(
                    path.resolve(file(Table.ALL.get(table))), "is not what the manifest says");
        }
    }

    private List<Callable<Boolean>> checks(BlobStore store, List<BlobList.Line> lines) {
        List<Callable<Boolean>> checks = new ArrayList<>();
        for (BlobList.Line line : lines) {
            if (!line.isMissing()) {
                checks.add(() -> isSound(store, line));
            }
        }
        return checks;
    }

    private boolean isSound(BlobStore store, BlobList.Line line) throws IOException {
        if (!store.isSound(line.hash(), line.sizeBytes())) {
            throw BackupException.damaged(
                    "Blob " + line.hash() + " in " + blobs, "is missing or has other bytes");
        }
        return true;
    }

    private final class Totals {

        private Manifest.BlobTotals sum = new Manifest.BlobTotals(0, 0, 0);

        void add(BlobList.Line line) {
            sum = sum.plus(line);
        }

        void requireEqual() {
            if (!sum.equals(manifest.blobs())) {
                throw BackupException.damaged(
                        path.resolve(BLOBS), "has other blobs than the manifest says");
            }
        }
    }

    private BackupException tooMuch(String name) {
        return BackupException.damaged(path.resolve(name), "has more in it than the manifest says");
    }
}
