package app.vaultnotes.relay.blob;

import app.vaultnotes.wire.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Blobs as files of a folder, readable by their owner alone.
 *
 * <p>A process that is killed at any moment leaves whole blobs, uploads whose length is true, and
 * files on their way that nobody sees and the next start removes. When the disk is full nothing
 * that was kept changes. Several processes of one machine may use a folder at once.
 */
public final class FileBlobStore implements BlobStore {

    /** Longer than this no file is on its way: those are written out of memory. */
    private static final Duration ON_ITS_WAY = Duration.ofHours(1);

    private final BlobFolder folder;
    private final FileUploads uploads;

    private FileBlobStore(BlobFolder folder) {
        this.folder = folder;
        this.uploads = new FileUploads(folder);
    }

    /**
     * Opens the store of a folder, made when it is missing.
     *
     * @throws BlobStoreException UNAVAILABLE when it cannot be used
     */
    public static FileBlobStore open(Path home) {
        try {
            FileBlobStore store = new FileBlobStore(BlobFolder.at(home));
            store.uploads.dropIncoming(Instant.now().minus(ON_ITS_WAY));
            return store;
        } catch (IOException e) {
            throw new BlobStoreException(
                    BlobStoreException.Kind.UNAVAILABLE,
                    "The folder for blobs cannot be used: " + home + ": " + e.getMessage(),
                    "See that this user may read and write it and that the disk has room.",
                    e);
        }
    }

    /** Makes the names in a folder durable, or the bytes of a file. */
    public static void sync(Path path) throws IOException {
        BlobFolder.sync(path);
    }

    @Override
    public OptionalLong sizeBytes(Hash hash) {
        try {
            return folder.stored(hash)
                    .map(blob -> OptionalLong.of(blob.sizeBytes()))
                    .orElseGet(OptionalLong::empty);
        } catch (IOException e) {
            throw folder.failed("A blob cannot be looked up", e);
        }
    }

    @Override
    public OpenOutcome open(Hash hash, ByteRange range) {
        try {
            FileChannel file = FileChannel.open(folder.file(hash), StandardOpenOption.READ);
            try {
                return open(file, hash, range);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            return new OpenOutcome.Absent();
        } catch (IOException e) {
            throw folder.failed("A blob cannot be opened", e);
        }
    }

    private OpenOutcome open(FileChannel file, Hash hash, ByteRange range) throws IOException {
        long sizeBytes = file.size();
        if (range.offset() > sizeBytes) {
            file.close();
            return new OpenOutcome.BehindEnd(sizeBytes);
        }
        file.position(range.offset());
        long lengthBytes = range.within(sizeBytes);
        InputStream bytes =
                new BlobStream(
                        Channels.newInputStream(file),
                        hash,
                        lengthBytes,
                        lengthBytes == sizeBytes,
                        folder.file(hash).toString());
        return new OpenOutcome.Opened(bytes, sizeBytes);
    }

    @Override
    public boolean put(Hash hash, byte[] bytes) {
        if (!Hash.of(bytes).equals(hash)) {
            return false;
        }
        try {
            folder.keep(hash, bytes);
            return true;
        } catch (IOException e) {
            throw folder.failed("A blob cannot be kept", e);
        }
    }

    @Override
    public void delete(Hash hash) {
        try {
            if (Files.deleteIfExists(folder.file(hash))) {
                BlobFolder.sync(folder.file(hash).resolveSibling(""));
            }
        } catch (IOException e) {
            throw folder.failed("A blob cannot be removed", e);
        }
    }

    @Override
    public List<StoredBlob> list(Hash after, int limit) {
        Limits.requirePage(limit);
        try {
            return folder.list(after, limit);
        } catch (IOException e) {
            throw folder.failed("The blobs cannot be listed", e);
        }
    }

    @Override
    public Uploads uploads() {
        return uploads;
    }

    /** Nothing is open. */
    @Override
    public void close() {}
}
