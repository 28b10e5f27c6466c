package app.vaultnotes.vault.sync;

/**
 * When a document is due for a snapshot.
 *
 * @param minBytes below so many bytes of records since the last one it is not
 * @param quietMillis for so long nobody has to have edited it: only then others have just the same
 *     and can vouch for it
 */
public record SnapshotPace(long minBytes, long quietMillis) {
    /** What holds outside of tests. */
    public static final SnapshotPace USUAL = new SnapshotPace(64 << 10, 60_000);
}
