package app.vaultnotes.wire;

/** What no message may exceed, on either side. */
public final class WireLimits {

    /** Most bytes of a record's payload. */
    public static final int PAYLOAD_BYTES = 1 << 20;

    /** Most bytes of a payload, of all its parts together, when it is inflated. */
    public static final int INFLATED_BYTES = 72 << 20;

    /** Most records of a batch, and of a message to a client. */
    public static final int BATCH_RECORDS = 256;

    /**
     * Most bytes of the records of a batch together; a single record may be as large as one may.
     */
    public static final int BATCH_BYTES = 4 << 20;

    /** Most bytes of a saved document. */
    public static final int SNAPSHOT_BYTES = 64 << 20;

    /** Most devices that a snapshot or a statement names. */
    public static final int DEVICES_NAMED = 10_000;

    /** Most bytes of a piece of a snapshot or blob. */
    public static final int PIECE_BYTES = 1 << 20;

    /** Blobs above this may come in several calls. */
    public static final int MULTIPART_BYTES = 5 << 20;

    /** Most bytes of a blob. */
    public static final long BLOB_BYTES = Integer.MAX_VALUE;

    /** Most bytes of what someone does right now. */
    public static final int PRESENCE_BYTES = 4_096;

    /** Most vaults that are followed on one line. */
    public static final int OPEN_VAULTS = 100;

    /** Most hashes that are asked for at once. */
    public static final int HASHES_ASKED = 1_000;

    /** Most bytes of one message: a batch and what stands around it. */
    public static final int MESSAGE_BYTES = BATCH_BYTES + PAYLOAD_BYTES;

    /** How long a device is seen that says nothing any more. */
    public static final int PRESENCE_MILLIS = 10_000;

    /** Someone who has nothing to say says so this often. */
    public static final int PING_MILLIS = 20_000;

    /** Whoever was not heard of for so long is gone. */
    public static final int SILENCE_MILLIS = 60_000;

    private WireLimits() {}
}
