package app.vaultnotes.crdt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * One change as it travels and is stored: a chunk of Automerge's binary format whose frame,
 * checksum and header have been checked without any engine, inflated size bounded.
 *
 * <p>The operations inside are looked at only when they are asked for. Layout and limits: see
 * {@code docs/data-format.md}.
 */
public final class Change {

    /** Most bytes of one change, as stored and inflated. */
    public static final int MAX_BYTES = 64 << 20;

    /** Most changes one change may directly depend on. */
    public static final int MAX_DEPENDENCIES = 4096;

    private final byte[] bytes;
    private final ChangeHash hash;
    private final ChangeHeader header;

    Change(byte[] bytes, ChangeHash hash, ChangeHeader header) {
        this.bytes = bytes;
        this.hash = hash;
        this.header = header;
    }

    /**
     * Reads exactly one change.
     *
     * @throws CrdtException when the bytes are no single valid change
     */
    public static Change parse(byte[] bytes) {
        List<Change> all = parseAll(bytes);
        if (all.size() != 1) {
            throw new CrdtException("expected one change, found " + all.size());
        }
        return all.get(0);
    }

    /**
     * Reads changes that stand one after the other.
     *
     * @throws CrdtException when any of them is damaged, or there is something else between them
     */
    public static List<Change> parseAll(byte[] bytes) {
        List<Change> changes = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            Chunk chunk = Chunk.read(bytes, at);
            changes.add(chunk.toChange(Arrays.copyOfRange(bytes, at, chunk.end())));
            at = chunk.end();
        }
        return changes;
    }

    /** The SHA-256 of the change's uncompressed form; its name everywhere. */
    public ChangeHash hash() {
        return hash;
    }

    /** Who made it. */
    public ActorId actor() {
        return header.actor();
    }

    /** Its number among its actor's changes, from 1. */
    public long sequence() {
        return header.sequence();
    }

    /** The counter of its first operation, from 1. */
    public long startOp() {
        return header.startOp();
    }

    /** The changes it was made on top of. */
    public List<ChangeHash> dependencies() {
        return header.dependencies();
    }

    /**
     * Reads and checks the operations, in their order.
     *
     * @throws CrdtException when they do not fit together; some may have been passed on already
     */
    public void operations(Consumer<Operation> each) {
        OperationReader.read(Chunk.read(bytes, 0).plainBody(), header, each);
    }

    /** A copy of the chunk's bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** How many bytes the chunk has. */
    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Change that && hash.equals(that.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return "Change["
                + hash.toHex().substring(0, 8)
                + " "
                + header.actor()
                + ":"
                + header.sequence()
                + "]";
    }
}
