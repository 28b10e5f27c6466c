package app.vaultnotes.relay.backup;

import app.vaultnotes.relay.blob.AppendOutcome;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.BlobStoreException;
import app.vaultnotes.relay.blob.ByteRange;
import app.vaultnotes.relay.blob.FinishOutcome;
import app.vaultnotes.relay.blob.OpenOutcome;
import app.vaultnotes.relay.blob.Upload;
import app.vaultnotes.wire.WireLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Brings blobs from one store to another, several at a time, each checked on both sides. */
final class BlobCopies implements AutoCloseable {

    static final int LINES_AT_ONCE = 1_000;

    /** No vault's, so that no upload of a device is touched. */
    private static final UUID NOBODY = new UUID(0, 0);

    private final BlobStore from;
    private final BlobStore to;
    private final Parallel parallel = new Parallel();

    BlobCopies(BlobStore from, BlobStore to) {
        this.from = from;
        this.to = to;
    }

    /** Brings blobs over that are not there, or not sound; says which of them could not be had. */
    List<BlobList.Line> copy(List<BlobList.Line> lines) throws IOException {
        List<Callable<BlobList.Line>> tasks = new ArrayList<>();
        for (BlobList.Line line : lines) {
            tasks.add(() -> copied(line));
        }
        return parallel.all(tasks);
    }

    private BlobList.Line copied(BlobList.Line line) throws IOException {
        if (to.isSound(line.hash(), line.sizeBytes())) {
            return line;
        }
        boolean isThere = isSmall(line) ? copySmall(line) : copyLarge(line);
        if (!isThere) {
            return new BlobList.Line(line.hash(), line.sizeBytes(), true);
        }
        if (!to.isSound(line.hash(), line.sizeBytes())) {
            throw BackupException.damaged("Blob " + line.hash(), "was not read back as written");
        }
        return line;
    }

    private static boolean isSmall(BlobList.Line line) {
        return line.sizeBytes() <= WireLimits.MULTIPART_BYTES;
    }

    private boolean copySmall(BlobList.Line line) throws IOException {
        if (!(from.open(line.hash(), ByteRange.ALL) instanceof OpenOutcome.Opened opened)) {
            return false;
        }
        try (InputStream bytes = opened.bytes()) {
            byte[] all = bytes.readNBytes((int) line.sizeBytes() + 1);
            return all.length == line.sizeBytes() && to.put(line.hash(), all);
        } catch (BlobStoreException e) {
            return passUnlessDamaged(e);
        }
    }

    private static boolean passUnlessDamaged(BlobStoreException e) {
        if (e.kind() == BlobStoreException.Kind.DAMAGED) {
            return false;
        }
        throw e;
    }

    private boolean copyLarge(BlobList.Line line) throws IOException {
        if (!(from.open(line.hash(), ByteRange.ALL) instanceof OpenOutcome.Opened opened)) {
            return false;
        }
        Upload upload = new Upload(NOBODY, line.hash());
        to.uploads().drop(upload);
        try (InputStream bytes = opened.bytes()) {
            return to.uploads().append(upload, 0, bytes) instanceof AppendOutcome.Appended
                    && to.uploads().finish(upload, line.sizeBytes())
                            instanceof FinishOutcome.Complete;
        } catch (BlobStoreException e) {
            return passUnlessDamaged(e);
        }
    }

    @Override
    public void close() {
        parallel.close();
    }
}
