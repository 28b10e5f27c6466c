package app.vaultnotes.relay.blob;

import app.vaultnotes.wire.WireLimits;

/** What both kinds of stores hold to. */
final class Limits {

    /**
     * Bytes of an upload that are in memory at once, and of a part in S3, where it is the least.
     */
    static final int PART_BYTES = WireLimits.MULTIPART_BYTES;

    private Limits() {}

    static void requirePage(int limit) {
        if (limit < 1 || limit > BlobStore.PAGE_BLOBS) {
            throw new IllegalArgumentException("a page of " + limit + " blobs");
        }
    }

    static void requireWithinBlob(long bytes) {
        if (bytes < 0 || bytes > WireLimits.BLOB_BYTES) {
            throw new IllegalArgumentException("a blob of " + bytes + " bytes");
        }
    }

    /** How many bytes fit into a buffer and into a blob, behind an end. */
    static int room(int most, long end) {
        return (int) Math.min(most, WireLimits.BLOB_BYTES - end);
    }
}
