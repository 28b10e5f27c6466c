package app.vaultnotes.relay.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.vaultnotes.relay.blob.BlobStoreException.Kind;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.WireLimits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest extends BlobStoreContract {

    @TempDir private Path folder;

    @Override
    BlobStore open() {
        return FileBlobStore.open(home());
    }

    private Path home() {
        return folder.resolve("store");
    }

    private Path file(Hash hash) {
        String name = hash.toString();
        return home().resolve("blobs").resolve(name.substring(0, 2)).resolve(name);
    }

    @Override
    void damage(Hash hash) throws IOException {
        damageFile(file(hash));
    }

    static void damageFile(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> walked = Files.walk(home())) {
            return walked.toList();
        }
    }

    @Test
    void onlyTheOwnerReadsAnything() throws IOException {
        byte[] bytes = Samples.bytes(1, 10);
        store.put(Hash.of(bytes), bytes);
        append(Samples.upload(bytes), bytes, 0, 5);
        for (Path each : all()) {
            assertEquals(
                    Files.isDirectory(each) ? "rwx------" : "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(each)),
                    each.toString());
        }
        assertTrue(all().size() > 7);
    }

    @Test
    void whatDidNotArriveIsRemovedAtTheNextStart() throws IOException {
        Path old = Files.createFile(home().resolve("incoming").resolve("old"));
        Path young = Files.createFile(home().resolve("incoming").resolve("young"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        open().close();
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(young));
    }

    @Test
    void nothingStaysOnItsWay() throws IOException {
        byte[] bytes = Samples.bytes(2, 10);
        store.put(Hash.of(bytes), bytes);
        store.put(Hash.of(new byte[0]), bytes);
        Upload upload = Samples.upload(bytes);
        append(upload, bytes, 0, 10);
        store.uploads().finish(upload, 10);
        assertEquals(List.of(), BlobFolder.children(home().resolve("incoming")));
        assertEquals(List.of(), BlobFolder.children(home().resolve("partial")));
    }

    @Test
    void filesOfOthersAreLeftAlone() throws IOException {
        byte[] bytes = Samples.bytes(3, 10);
        Hash hash = Hash.of(bytes);
        store.put(hash, bytes);
        Files.createFile(file(hash).resolveSibling("notes.txt"));
        Files.createFile(file(hash).resolveSibling("f".repeat(63) + "G"));
        Files.createFile(home().resolve("partial").resolve("lost+found"));
        assertEquals(List.of(hash), hashes());
        assertEquals(0, store.uploads().dropUntouched(Instant.now().plusSeconds(60)));
        assertTrue(Files.exists(home().resolve("partial").resolve("lost+found")));
    }

    private List<Hash> hashes() {
        return store.list(Hash.NONE, 10).stream().map(StoredBlob::hash).toList();
    }

    @Test
    void aBlobIsNeverTooLong() throws IOException {
        byte[] bytes = Samples.bytes(4, 3);
        Upload upload = Samples.upload(bytes);
        append(upload, bytes, 0, 1);
        Path partial = BlobFolder.children(home().resolve("partial")).getFirst();
        try (RandomAccessFile sparse = new RandomAccessFile(partial.toFile(), "rw")) {
            sparse.setLength(WireLimits.BLOB_BYTES - 2);
        }
        assertEquals(
                new AppendOutcome.TooLong(WireLimits.BLOB_BYTES),
                store.uploads()
                        .append(upload, WireLimits.BLOB_BYTES - 2, Samples.part(bytes, 0, 3)));
        assertEquals(WireLimits.BLOB_BYTES, store.uploads().storedBytes(upload));
    }

    @Test
    void aFolderThatCannotBeUsedIsSaid() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        BlobStoreException e =
                assertThrows(BlobStoreException.class, () -> FileBlobStore.open(file));
        assertEquals(Kind.UNAVAILABLE, e.kind());
        assertTrue(String.valueOf(e.getMessage()).contains(file.toString()));
        assertFalse(e.hint().isEmpty());
    }

    @Test
    void whatIsFinishedCountsAsTouchedNow() throws IOException {
        byte[] bytes = Samples.bytes(5, 10);
        Upload upload = Samples.upload(bytes);
        append(upload, bytes, 0, 10);
        Path partial = BlobFolder.children(home().resolve("partial")).getFirst();
        Files.setLastModifiedTime(partial, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        store.uploads().finish(upload, 10);
        Instant touched = store.list(Hash.NONE, 1).getFirst().touched();
        assertTrue(touched.isAfter(Instant.now().minusSeconds(60)));
    }

    /**
     * Runs a shell script in which a small disk of its own is mounted; {@code $1} is the folder.
     */
    private String onSmallDisk(String script) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(
                                "unshare",
                                "-rm",
                                "sh",
                                "-e",
                                "-c",
                                "mkdir -p \"$1/disk\"\nmount -t tmpfs -o size=4m none \"$1/disk\"\n"
                                        + script,
                                "sh",
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        return process.waitFor() == 0 ? "" : Files.readString(output) + "failed";
    }

    private void assumeMounts() throws InterruptedException {
        String failed;
        try {
            failed = onSmallDisk("true");
        } catch (IOException e) {
            failed = e.toString();
        }
        assumeTrue(
                failed.isEmpty(),
                "skipped: this system lets no process mount a file system of its own");
    }

    @Test
    void aFullDiskIsSaidAndChangesNothing() throws Exception {
        assumeMounts();
        String command = String.join("' '", JavaProcess.command(List.of(), FullDiskSteps.class));
        assertEquals("", onSmallDisk("'" + command + "' \"$1/disk\""));
    }
}
