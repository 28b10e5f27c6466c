package app.vaultnotes.relay.blob;

import app.vaultnotes.relay.blob.BlobStoreException.Kind;
import app.vaultnotes.relay.blob.S3Bucket.Listed;
import app.vaultnotes.relay.blob.S3Pieces.Piece;
import app.vaultnotes.wire.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Uploads as objects {@code partial/<vault>/<hash>/<offset>-<length>} of at most 5 MiB. S3 has no
 * turns to take; that none are needed, see {@link S3Pieces}.
 *
 * <p>A last piece that is shorter is put again with what follows, so that no client can make more
 * pieces than the bytes need by sending few at a time.
 */
final class S3Uploads implements Uploads {

    private static final Logger LOG = System.getLogger(S3Uploads.class.getName());
    private static final String PARTIAL = "partial/";

    /** Far more than the longest blob needs; what a broken relay put beyond is not looked at. */
    private static final int MOST_PIECES = 5_000;

    private final S3Bucket bucket;

    S3Uploads(S3Bucket bucket) {
        this.bucket = bucket;
    }

    private static String prefix(Upload upload) {
        return PARTIAL + upload.name('/') + "/";
    }

    private List<Listed> objects(Upload upload) {
        return bucket.list(prefix(upload), "", MOST_PIECES);
    }

    private S3Pieces pieces(Upload upload) {
        return S3Pieces.of(prefix(upload), objects(upload));
    }

    @Override
    public long storedBytes(Upload upload) {
        return pieces(upload).storedBytes();
    }

    @Override
    public AppendOutcome append(Upload upload, long offset, InputStream bytes) throws IOException {
        Limits.requireWithinBlob(offset);
        S3Pieces before = pieces(upload);
        if (before.storedBytes() != offset) {
            return new AppendOutcome.Elsewhere(before.storedBytes());
        }
        Pieces arriving = new Pieces(bytes);
        long end = copy(upload, before, arriving);
        boolean tooLong = Limits.room(1, end) == 0 && !arriving.isAtEnd();
        // Someone may have thrown the upload away meanwhile.
        long stored = storedBytes(upload);
        arriving.throwIfBroken();
        if (stored != end) {
            return new AppendOutcome.Elsewhere(stored);
        }
        return tooLong ? new AppendOutcome.TooLong(stored) : new AppendOutcome.Appended(stored);
    }

    private long copy(Upload upload, S3Pieces before, Pieces arriving) {
        long end = before.storedBytes();
        byte[] buffer = new byte[Limits.PART_BYTES];
        Optional<Piece> tail = before.shortTail();
        int old = tail.map(piece -> read(piece, piece.offset(), buffer)).orElse(0);
        int count = arriving.fill(buffer, old, Limits.room(buffer.length - old, end));
        while (count > 0) {
            bucket.put(S3Pieces.name(prefix(upload), end - old, old + count), buffer, old + count);
            tail.map(Piece::name).ifPresent(bucket::delete);
            tail = Optional.empty();
            old = 0;
            end += count;
            count = arriving.fill(buffer, 0, Limits.room(buffer.length, end));
        }
        return end;
    }

    /** Reads a piece from an offset to its end; returns how many bytes these are. */
    private int read(Piece piece, long offset, byte[] buffer) {
        long skipped = offset - piece.offset();
        int length = (int) (piece.end() - offset);
        try (InputStream in =
                bucket.get(piece.name(), skipped, length).orElseThrow(S3Uploads::changed)) {
            if (in.readNBytes(buffer, 0, length) != length) {
                throw changed();
            }
            return length;
        } catch (IOException e) {
            throw S3Failures.of("An upload cannot be read back", bucket.settings(), e);
        }
    }

    private static BlobStoreException changed() {
        return new BlobStoreException(
                Kind.UNAVAILABLE,
                "An upload was changed by someone else while it was read back.",
                "Ask where it stands and go on from there.");
    }

    @Override
    public FinishOutcome finish(Upload upload, long sizeBytes) {
        Limits.requireWithinBlob(sizeBytes);
        S3Pieces pieces = pieces(upload);
        if (pieces.storedBytes() < sizeBytes) {
            return new FinishOutcome.Incomplete(pieces.storedBytes());
        }
        boolean good =
                pieces.storedBytes() == sizeBytes && assemble(pieces, upload.hash(), sizeBytes);
        drop(upload);
        return good ? new FinishOutcome.Complete() : new FinishOutcome.Mismatch();
    }

    private boolean assemble(S3Pieces pieces, Hash hash, long sizeBytes) {
        return sizeBytes <= Limits.PART_BYTES
                ? putWhole(pieces, hash, (int) sizeBytes)
                : putParts(pieces, hash);
    }

    private boolean putWhole(S3Pieces pieces, Hash hash, int sizeBytes) {
        byte[] whole = new byte[sizeBytes];
        try (InputStream in = new S3PieceStream(pieces, this::read)) {
            in.readNBytes(whole, 0, sizeBytes);
        } catch (IOException e) {
            throw S3Failures.of("An upload cannot be read back", bucket.settings(), e);
        }
        if (!Hash.of(whole).equals(hash)) {
            return false;
        }
        bucket.put(S3BlobStore.name(hash), whole, sizeBytes);
        return true;
    }

    private boolean putParts(S3Pieces pieces, Hash hash) {
        MessageDigest digest = Digests.sha256();
        byte[] part = new byte[Limits.PART_BYTES];
        try (InputStream in = new S3PieceStream(pieces, this::read);
                S3Assembly blob = new S3Assembly(bucket, S3BlobStore.name(hash))) {
            for (int count = in.readNBytes(part, 0, part.length);
                    count > 0;
                    count = in.readNBytes(part, 0, part.length)) {
                digest.update(part, 0, count);
                blob.add(part, count);
            }
            boolean good = Digests.isOf(digest, hash);
            if (good) {
                blob.complete();
            }
            return good;
        } catch (IOException e) {
            throw S3Failures.of("An upload cannot be read back", bucket.settings(), e);
        }
    }

    @Override
    public void drop(Upload upload) {
        List<String> names = objects(upload).stream().map(Listed::name).toList();
        bucket.deleteAll(names);
    }

    @Override
    public int dropUntouched(Instant before) {
        giveUpBegun(before);
        int dropped = 0;
        List<Listed> group = new ArrayList<>();
        String last = "";
        List<Listed> page = bucket.list(PARTIAL, last, BlobStore.PAGE_BLOBS);
        while (!page.isEmpty()) {
            for (Listed object : page) {
                if (!group.isEmpty() && !folder(group.getLast()).equals(folder(object))) {
                    dropped += dropUntouched(group, before);
                    group.clear();
                }
                group.add(object);
            }
            page = bucket.list(PARTIAL, page.getLast().name(), BlobStore.PAGE_BLOBS);
        }
        return dropped + dropUntouched(group, before);
    }

    private static String folder(Listed object) {
        return object.name().substring(0, object.name().lastIndexOf('/'));
    }

    /** Drops the objects of an upload when all are old; returns how many uploads these are. */
    private int dropUntouched(List<Listed> group, Instant before) {
        if (group.isEmpty() || group.stream().anyMatch(each -> !each.touched().isBefore(before))) {
            return 0;
        }
        bucket.deleteAll(group.stream().map(Listed::name).toList());
        return 1;
    }

    /** Not every S3 can list these; those have rules that remove them by themselves. */
    private void giveUpBegun(Instant before) {
        try {
            bucket.begun(S3BlobStore.BLOBS).stream()
                    .filter(begun -> begun.since().isBefore(before))
                    .forEach(begun -> bucket.giveUp(begun.name(), begun.id()));
        } catch (BlobStoreException e) {
            LOG.log(Level.WARNING, "unfinished objects in S3 are left to its own rules", e);
        }
    }
}
