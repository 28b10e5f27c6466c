package app.vaultnotes.vault;

/** When a document's loose changes are put into a snapshot. */
public final class Compaction {

    /** Below this many bytes of loose changes there is no snapshot, however small the last one. */
    public static final long MIN_LOOSE_BYTES = 64 << 10;

    /** Above this many loose changes there is a snapshot, however small they are. */
    public static final int MAX_LOOSE_CHANGES = 500;

    /**
     * Longer texts, in UTF-16 units, stay as loose changes: checking a snapshot takes a few hundred
     * bytes for each, and the vault must do with little memory.
     */
    public static final int MAX_CHARS = 800_000;

    private Compaction() {}

    /** Whether loose changes have grown past what is quick to load. */
    public static boolean due(int looseChanges, long looseBytes, long snapshotBytes) {
        return looseChanges > MAX_LOOSE_CHANGES
                || looseBytes > Math.max(MIN_LOOSE_BYTES, snapshotBytes);
    }
}
