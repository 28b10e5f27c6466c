package app.vaultnotes.relay.blob;

import app.vaultnotes.relay.blob.S3Bucket.Listed;
import app.vaultnotes.wire.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Blobs as objects {@code blobs/<hash>} of a bucket in any S3 that lists by name, which all but
 * AWS's directory buckets do. What S3 acknowledges counts as durable. Several relays may use a
 * bucket at once.
 *
 * <p>Conditional puts (If-None-Match) are not used. A name is the hash of the bytes, so that one
 * put can replace another only by the same bytes, and replacing is wanted: it mends an object that
 * was damaged, and makes one young that is about to be removed as unused. Nor does every S3 have
 * them.
 */
public final class S3BlobStore implements BlobStore {

    static final String BLOBS = "blobs/";

    private static final String TRIALS = "check/";
    private static final byte[] TRIAL = {1, 2, 3};

    private final S3Bucket bucket;
    private final S3Uploads uploads;

    private S3BlobStore(S3Bucket bucket) {
        this.bucket = bucket;
        this.uploads = new S3Uploads(bucket);
    }

    /**
     * Opens the store in a bucket, after a look whether this key may list, put, read and delete in
     * it.
     *
     * @throws BlobStoreException REFUSED when the bucket is missing, the key wrong or without the
     *     permissions; UNAVAILABLE when S3 cannot be reached
     */
    public static S3BlobStore open(S3Settings settings) {
        return open(settings, S3Bucket.Times.USUAL);
    }

    static S3BlobStore open(S3Settings settings, S3Bucket.Times times) {
        S3Bucket bucket = new S3Bucket(settings, times);
        try {
            S3BlobStore store = new S3BlobStore(bucket);
            store.tryOut();
            return store;
        } catch (RuntimeException e) {
            bucket.close();
            throw e;
        }
    }

    /**
     * Looks, as {@link #open} does, whether a store can be there.
     *
     * @return when that was, by the clock of the S3
     */
    public static Instant probe(S3Settings settings) {
        try (S3Bucket bucket = new S3Bucket(settings, S3Bucket.Times.USUAL)) {
            return new S3BlobStore(bucket).tryOut();
        }
    }

    private Instant tryOut() {
        bucket.list(BLOBS, "", 1);
        String name = TRIALS + UUID.randomUUID();
        bucket.put(name, TRIAL, TRIAL.length);
        try {
            bucket.sizeBytes(name);
            readBack(name);
            return bucket.list(name, "", 1).stream()
                    .map(Listed::touched)
                    .findFirst()
                    .orElseThrow(() -> lost("is not in its list"));
        } finally {
            bucket.delete(name);
        }
    }

    private void readBack(String name) {
        try (InputStream in =
                bucket.get(name, 0, TRIAL.length).orElseThrow(() -> lost("is gone again"))) {
            if (!Arrays.equals(in.readAllBytes(), TRIAL)) {
                throw lost("has other bytes");
            }
        } catch (IOException e) {
            throw S3Failures.of("An object cannot be read", bucket.settings(), e);
        }
    }

    private BlobStoreException lost(String how) {
        return new BlobStoreException(
                BlobStoreException.Kind.DAMAGED,
                "An object that was put into " + bucket.settings().where() + " " + how + ".",
                "Use an S3 that keeps what it acknowledges.");
    }

    static String name(Hash hash) {
        return BLOBS + hash;
    }

    @Override
    public OptionalLong sizeBytes(Hash hash) {
        return bucket.sizeBytes(name(hash));
    }

    @Override
    public OpenOutcome open(Hash hash, ByteRange range) {
        OptionalLong size = sizeBytes(hash);
        if (size.isEmpty()) {
            return new OpenOutcome.Absent();
        }
        long sizeBytes = size.getAsLong();
        if (range.offset() > sizeBytes) {
            return new OpenOutcome.BehindEnd(sizeBytes);
        }
        long lengthBytes = range.within(sizeBytes);
        return bytes(hash, range.offset(), lengthBytes)
                .<OpenOutcome>map(bytes ->
                        new OpenOutcome.Opened(
                                new BlobStream(
                                        bytes,
                                        hash,
                                        lengthBytes,
                                        lengthBytes == sizeBytes,
                                        name(hash) + " in " + bucket.settings().where()),
                                sizeBytes))
                .orElseGet(OpenOutcome.Absent::new);
    }

    /** S3 has no ranges without bytes. */
    private Optional<InputStream> bytes(Hash hash, long offset, long lengthBytes) {
        return lengthBytes == 0
                ? Optional.of(InputStream.nullInputStream())
                : bucket.get(name(hash), offset, lengthBytes);
    }

    @Override
    public boolean put(Hash hash, byte[] bytes) {
        if (!Hash.of(bytes).equals(hash)) {
            return false;
        }
        if (bytes.length <= Limits.PART_BYTES) {
            bucket.put(name(hash), bytes, bytes.length);
        } else {
            putParts(hash, bytes);
        }
        return true;
    }

    private void putParts(Hash hash, byte[] bytes) {
        try (S3Assembly blob = new S3Assembly(bucket, name(hash))) {
            for (int from = 0; from < bytes.length; from += Limits.PART_BYTES) {
                int length = Math.min(Limits.PART_BYTES, bytes.length - from);
                byte[] part = Arrays.copyOfRange(bytes, from, from + length);
                blob.add(part, length);
            }
            blob.complete();
        }
    }

    @Override
    public void delete(Hash hash) {
        bucket.delete(name(hash));
    }

    @Override
    public List<StoredBlob> list(Hash after, int limit) {
        Limits.requirePage(limit);
        String from = after.equals(Hash.NONE) ? "" : name(after);
        return bucket.list(BLOBS, from, limit).stream().flatMap(S3BlobStore::stored).toList();
    }

    private static Stream<StoredBlob> stored(Listed object) {
        return Digests.named(object.name().substring(BLOBS.length())).stream()
                .map(hash -> new StoredBlob(hash, object.sizeBytes(), object.touched()));
    }

    @Override
    public Uploads uploads() {
        return uploads;
    }

    @Override
    public void close() {
        bucket.close();
    }
}
