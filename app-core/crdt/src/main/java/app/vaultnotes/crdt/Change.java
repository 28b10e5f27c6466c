package app.vaultnotes.crdt;

import java.util.ArrayList;
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

    /** Most bytes of one change, as stored and inflated, where the reader says nothing else. */
    public static final int MAX_BYTES = 64 << 20;

    /**
     * Operations that are believed beside those that bytes speak for: a list of flags that are all
     * alike needs none. A hundred bytes can make a reader build this many things.
     */
    public static final int FREE_ROWS = 1 << 18;

    private final byte[] bytes;
    private final ChangeHash hash;
    private final ChangeHeader header;
    private final int decodedBytes;

    Change(byte[] bytes, ChangeHash hash, ChangeHeader header, int decodedBytes) {
        this.bytes = bytes;
        this.hash = hash;
        this.header = header;
        this.decodedBytes = decodedBytes;
    }

    /**
     * Reads exactly one change.
     *
     * @throws CrdtException when the bytes are no single valid change
     */
    public static Change parse(byte[] bytes) {
        return parse(bytes, MAX_BYTES);
    }

    /**
     * Reads exactly one change of at most so many bytes, inflated.
     *
     * @throws CrdtException when the bytes are no single valid change
     */
    public static Change parse(byte[] bytes, int limitBytes) {
        List<Change> all = parseAll(bytes, limitBytes);
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
        return parseAll(bytes, MAX_BYTES);
    }

    /**
     * Reads changes that stand one after the other.
     *
     * @param limitBytes most bytes of one, and of those together that were deflated
     * @throws CrdtException when any of them is damaged, or there is something else between them
     */
    public static List<Change> parseAll(byte[] bytes, int limitBytes) {
        List<Change> changes = new ArrayList<>();
        Inflation inflation = new Inflation(limitBytes);
        Chunk.each(bytes, (chunk, whole) -> changes.add(inflation.change(chunk, whole)));
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

    /** When it was made by its author's clock, as the author wrote it; 0 when not said. */
    public long time() {
        return header.time();
    }

    /** What its author said of it; mostly nothing. */
    public String message() {
        return header.message();
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
        operations(RowLimits.USUAL, each);
    }

    /**
     * Reads and checks the operations, in their order, no more than there may be.
     *
     * @throws CrdtException when they do not fit together; some may have been passed on already
     */
    public void operations(RowLimits limits, Consumer<Operation> each) {
        OperationReader.read(Chunk.read(bytes, 0).plainBody(decodedBytes), header, limits, each);
    }

    /** A copy of the chunk's bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** How many bytes its body has when inflated. */
    public int decodedBytes() {
        return decodedBytes;
    }

    /** How many bytes the columns have that say what its operations are. */
    public int columnBytes() {
        return header.columnBytes();
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
