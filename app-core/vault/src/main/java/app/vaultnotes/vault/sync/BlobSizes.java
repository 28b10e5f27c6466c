package app.vaultnotes.vault.sync;

import app.vaultnotes.wire.WireLimits;

/**
 * How much of an attachment a call is about.
 *
 * @param rangeBytes most that is fetched at once
 * @param wholeBytes above this, an upload may go on where it was broken off
 */
public record BlobSizes(int rangeBytes, long wholeBytes) {
    /** Those of the protocol. */
    public static final BlobSizes USUAL = new BlobSizes(4 << 20, WireLimits.MULTIPART_BYTES);
}
