package app.vaultnotes.relay.blob;

import app.vaultnotes.wire.Hash;
import java.time.Instant;

/**
 * A blob that is kept.
 *
 * @param hash its name
 * @param sizeBytes of all of it
 * @param touched when it was put last, by the clock of what keeps it, to the second
 */
public record StoredBlob(Hash hash, long sizeBytes, Instant touched) {}
