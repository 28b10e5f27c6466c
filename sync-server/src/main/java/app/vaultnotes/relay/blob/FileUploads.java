package app.vaultnotes.relay.blob;

import app.vaultnotes.wire.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * Uploads as files {@code partial/<vault>.<hash>}. The length of a file is how far the upload is:
 * bytes are written at the end alone, in turns, and are on the disk before anybody is told of them.
 */
final class FileUploads implements Uploads {

    private static final int BUFFER_BYTES = 1 << 18;

    private final BlobFolder folder;
    private final UploadTurns turns;

    FileUploads(BlobFolder folder) {
        this.folder = folder;
        this.turns = new UploadTurns(folder.locks());
    }

    private Path file(Upload upload) {
        return folder.partial().resolve(upload.name('.'));
    }

    @Override
    public long storedBytes(Upload upload) {
        try {
            return turns.take(upload, () -> durable(file(upload)));
        } catch (IOException e) {
            throw folder.failed("An upload cannot be looked up", e);
        }
    }

    /** How long a file is, once all that it has is on the disk. */
    private long durable(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
            BlobFolder.sync(folder.partial());
            return channel.size();
        } catch (NoSuchFileException nothingYet) {
            return 0;
        }
    }

    @Override
    public AppendOutcome append(Upload upload, long offset, InputStream bytes) throws IOException {
        Limits.requireWithinBlob(offset);
        Pieces pieces = new Pieces(bytes);
        Copied copied = copy(upload, offset, pieces);
        boolean tooLong = Limits.room(1, copied.end()) == 0 && !pieces.isAtEnd();
        long stored = storedBytes(upload);
        pieces.throwIfBroken();
        if (copied.elsewhere() || stored != copied.end()) {
            return new AppendOutcome.Elsewhere(stored);
        }
        return tooLong ? new AppendOutcome.TooLong(stored) : new AppendOutcome.Appended(stored);
    }

    /**
     * How far a stream was written.
     *
     * @param elsewhere whether the upload ended at another place than the next piece began
     */
    private record Copied(long end, boolean elsewhere) {}

    private Copied copy(Upload upload, long offset, Pieces pieces) {
        byte[] buffer = new byte[BUFFER_BYTES];
        long end = offset;
        int count = pieces.fill(buffer, 0, Limits.room(BUFFER_BYTES, end));
        while (count > 0) {
            if (!write(upload, end, ByteBuffer.wrap(buffer, 0, count))) {
                return new Copied(end, true);
            }
            end += count;
            count = pieces.fill(buffer, 0, Limits.room(BUFFER_BYTES, end));
        }
        return new Copied(end, false);
    }

    private boolean write(Upload upload, long offset, ByteBuffer bytes) {
        try {
            return turns.take(upload, () -> writeAt(file(upload), offset, bytes));
        } catch (IOException e) {
            throw folder.failed("An upload cannot be kept", e);
        }
    }

    /** Writes at the end of a file; not when it ends elsewhere. */
    private static boolean writeAt(Path file, long offset, ByteBuffer bytes) throws IOException {
        if (size(file) != offset) {
            return false;
        }
        try (FileChannel channel =
                Privacy.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            BlobFolder.write(channel, bytes, offset);
            return true;
        } catch (IOException e) {
            cut(file, offset, e);
            throw e;
        }
    }

    /** Brings back the length that a file had; one that was empty goes. */
    private static void cut(Path file, long size, IOException reason) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
            if (size == 0) {
                Files.delete(file);
            }
        } catch (IOException e) {
            reason.addSuppressed(e); // what is left of the piece is at its place all the same
        }
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException nothingYet) {
            return 0;
        }
    }

    @Override
    public FinishOutcome finish(Upload upload, long sizeBytes) {
        Limits.requireWithinBlob(sizeBytes);
        try {
            return turns.take(upload, () -> finish(file(upload), upload.hash(), sizeBytes));
        } catch (IOException e) {
            throw folder.failed("An upload cannot be finished", e);
        }
    }

    private FinishOutcome finish(Path file, Hash hash, long sizeBytes) throws IOException {
        long stored = durable(file);
        if (stored < sizeBytes) {
            return new FinishOutcome.Incomplete(stored);
        }
        if (stored > sizeBytes || !hasHash(file, hash)) {
            Files.deleteIfExists(file);
            return new FinishOutcome.Mismatch();
        }
        if (stored == 0) {
            folder.keep(hash, new byte[0]);
        } else {
            folder.place(file, hash);
        }
        return new FinishOutcome.Complete();
    }

    private static boolean hasHash(Path file, Hash hash) throws IOException {
        MessageDigest digest = Digests.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        } catch (NoSuchFileException nothing) {
            // what was never begun has no bytes
        }
        return Digests.isOf(digest, hash);
    }

    @Override
    public void drop(Upload upload) {
        try {
            turns.take(upload, () -> Files.deleteIfExists(file(upload)));
        } catch (IOException e) {
            throw folder.failed("An upload cannot be thrown away", e);
        }
    }

    @Override
    public int dropUntouched(Instant before) {
        try {
            dropIncoming(before);
            int dropped = 0;
            for (Path file : BlobFolder.children(folder.partial())) {
                Optional<Upload> upload = Upload.named(file.getFileName().toString(), '.');
                if (upload.isPresent()
                        && turns.take(upload.get(), () -> deleteUntouched(file, before))) {
                    dropped++;
                }
            }
            return dropped;
        } catch (IOException e) {
            throw folder.failed("Old uploads cannot be thrown away", e);
        }
    }

    /** Removes what was on its way to its place and stayed behind. */
    void dropIncoming(Instant before) throws IOException {
        for (Path file : BlobFolder.children(folder.incoming())) {
            deleteUntouched(file, before);
        }
    }

    private static boolean deleteUntouched(Path file, Instant before) throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.lastModifiedTime().toInstant().isBefore(before)
                    && Files.deleteIfExists(file);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }
}
