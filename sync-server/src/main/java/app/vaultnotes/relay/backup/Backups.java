package app.vaultnotes.relay.backup;

import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.FileBlobStore;
import app.vaultnotes.relay.blob.Privacy;
import app.vaultnotes.relay.blob.StoredBlob;
import app.vaultnotes.relay.postgres.Folders;
import app.vaultnotes.wire.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder for backups: a folder of each, named by when it was taken, and the blobs of all of them,
 * each kept once under {@code blobs}. One process at a time changes it.
 */
public final class Backups {

    private static final String PARTIAL = ".partial";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** A backup of later than this was named by a clock that went wrong. */
    private static final Duration SKEW = Duration.ofDays(1);

    private final Path home;
    private final InstantSource clock;

    /** The backups in a folder, which need not be there yet. */
    public Backups(Path home) {
        this(home, InstantSource.system());
    }

    /** The backups in a folder as they are by a clock. */
    public Backups(Path home, InstantSource clock) {
        this.home = home;
        this.clock = clock;
    }

    /**
     * When the newest complete one was taken; empty when there is none. One of a time to come does
     * not count: nobody would make another until then.
     */
    public Optional<Instant> newestTaken() {
        try {
            List<Path> all = complete();
            return all.isEmpty() || isToCome(all.getLast())
                    ? Optional.empty()
                    : taken(all.getLast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The complete ones, the oldest first; before them those of a time to come. */
    List<Path> complete() throws IOException {
        return found("").stream()
                .sorted(Comparator.comparing((Path each) -> !isToCome(each)))
                .toList();
    }

    private boolean isToCome(Path folder) {
        Instant latest = clock.instant().plus(SKEW);
        return taken(folder).filter(taken -> taken.isAfter(latest)).isPresent();
    }

    private List<Path> found(String ending) throws IOException {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(home)) {
            return children.filter(child -> isNamed(child, ending))
                    .filter(Files::isDirectory)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private static boolean isNamed(Path child, String ending) {
        String name = child.getFileName().toString();
        return name.endsWith(ending)
                && taken(Path.of(name.substring(0, name.length() - ending.length()))).isPresent();
    }

    private static Optional<Instant> taken(Path folder) {
        try {
            return Optional.of(NAME.parse(folder.getFileName().toString(), Instant::from));
        } catch (DateTimeException noBackup) {
            return Optional.empty();
        }
    }

    /** Where a backup stands until it is complete. */
    Path partial(long takenMillis) {
        return home.resolve(NAME.format(Instant.ofEpochMilli(takenMillis)) + PARTIAL);
    }

    /** Gives a complete one its name. */
    static Path complete(Path partial) throws IOException {
        String name = partial.getFileName().toString();
        Path named = partial.resolveSibling(name.substring(0, name.length() - PARTIAL.length()));
        FileBlobStore.sync(partial);
        Files.move(partial, named, StandardCopyOption.ATOMIC_MOVE);
        FileBlobStore.sync(named.resolveSibling(""));
        return named;
    }

    Path blobs() {
        return home.resolve("blobs");
    }

    /** The turn of whoever changes the folder, made when it is missing; ends when closed. */
    FileChannel lock() throws IOException {
        Privacy.makeFolder(home);
        FileChannel file =
                Privacy.open(
                        home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                return file;
            }
        } catch (OverlappingFileLockException ofThisProcess) {
            // The same to whoever waits.
        }
        file.close();
        throw new BackupException(
                "Another backup is being written to " + home + ".", "Try again when it is done.");
    }

    /** Removes what killed backups left; the turn has to be had. */
    void dropPartial() throws IOException {
        for (Path each : found(PARTIAL)) {
            Folders.delete(each);
        }
    }

    /**
     * Keeps the newest ones, and of the blobs those of any that is left; the turn has to be had.
     */
    void keepNewest(int most) throws IOException {
        List<Path> all = complete();
        for (Path each : all.subList(0, Math.max(0, all.size() - most))) {
            // The name goes first, so that what is half removed is no backup any more.
            Path going = each.resolveSibling(each.getFileName() + PARTIAL);
            Files.move(each, going, StandardCopyOption.ATOMIC_MOVE);
            Folders.delete(going);
        }
        List<BlobList> lists = new ArrayList<>();
        try (BlobStore store = FileBlobStore.open(blobs())) {
            for (Path each : complete()) {
                Path list = each.resolve(BackupFolder.BLOBS);
                // A list that was cut short would cost the blobs of its other lines.
                Sums.of(each).read(BackupFolder.BLOBS, in -> true);
                lists.add(new BlobList(Files.newInputStream(list), list));
            }
            sweep(store, lists);
        } finally {
            for (BlobList each : lists) {
                each.close();
            }
        }
    }

    private static void sweep(BlobStore store, List<BlobList> lists) throws IOException {
        List<StoredBlob> page = store.list(Hash.NONE, BlobStore.PAGE_BLOBS);
        while (!page.isEmpty()) {
            for (StoredBlob each : page) {
                if (!isListed(lists, each.hash())) {
                    store.delete(each.hash());
                }
            }
            page = store.list(page.getLast().hash(), BlobStore.PAGE_BLOBS);
        }
    }

    private static boolean isListed(List<BlobList> lists, Hash hash) throws IOException {
        boolean found = false;
        for (BlobList each : lists) {
            // Each is asked, so that all of them go on.
            found |= each.has(hash);
        }
        return found;
    }
}
