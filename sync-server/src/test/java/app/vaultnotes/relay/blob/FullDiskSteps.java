package app.vaultnotes.relay.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.blob.BlobStoreException.Kind;
import app.vaultnotes.wire.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** What a store does on a disk of 4 MiB, which fills up; in a process that has the disk. */
final class FullDiskSteps {

    private static final int MIB = Samples.MIB;

    private FullDiskSteps() {}

    /** The argument is where the disk is. */
    public static void main(String[] arguments) throws IOException {
        try (FileBlobStore store = FileBlobStore.open(Path.of(arguments[0], "store"))) {
            byte[] kept = Samples.bytes(1, MIB);
            assertTrue(store.put(Hash.of(kept), kept));
            byte[] large = Samples.bytes(2, 4 * MIB);
            Upload upload = Samples.upload(large);
            store.uploads().append(upload, 0, Samples.part(large, 0, MIB));

            assertFull(() -> store.put(Hash.of(large), large));
            assertFull(
                    () -> store.uploads().append(upload, MIB, Samples.part(large, MIB, 4 * MIB)));

            long stored = store.uploads().storedBytes(upload);
            assertTrue(stored >= MIB && stored < 4 * MIB, stored + " bytes are told");
            assertReads(store, kept);
            assertEquals(
                    List.of(Hash.of(kept)),
                    store.list(Hash.NONE, 10).stream().map(StoredBlob::hash).toList());

            store.uploads().drop(upload);
            byte[] small = Samples.bytes(3, MIB);
            assertTrue(store.put(Hash.of(small), small));
            assertReads(store, small);
        }
    }

    private static void assertFull(Executable work) {
        BlobStoreException e = assertThrows(BlobStoreException.class, work);
        assertEquals(Kind.UNAVAILABLE, e.kind());
        String said = String.valueOf(e.getMessage());
        assertTrue(said.contains("space"), said);
    }

    private static void assertReads(BlobStore store, byte[] bytes) throws IOException {
        OpenOutcome opened = store.open(Hash.of(bytes), ByteRange.ALL);
        try (InputStream in = ((OpenOutcome.Opened) opened).bytes()) {
            assertArrayEquals(bytes, in.readAllBytes());
        }
    }
}
