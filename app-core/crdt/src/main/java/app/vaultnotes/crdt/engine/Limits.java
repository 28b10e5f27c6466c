package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.RowLimits;

/**
 * How much a document may be, so that a few bytes cannot fill the memory.
 *
 * @param decodedBytes most bytes of a document, inflated: of one change, of a saved document and
 *     the changes since
 * @param operations most operations of a document, with those they overwrite
 * @param freeRows operations a document may have beside those its bytes pay for
 * @param waitingBytes most bytes of changes that wait for others
 */
public record Limits(int decodedBytes, int operations, int freeRows, long waitingBytes) {

    /** Most bytes of a saved document's columns. */
    public static final int DECODED_BYTES = Change.MAX_BYTES;

    /** Most operations of a document. */
    public static final int OPERATIONS = RowLimits.USUAL.operations();

    /** A flag set over and over needs few bytes; this many operations are believed. */
    public static final int FREE_ROWS = Change.FREE_ROWS;

    /** Most bytes that wait. */
    public static final long WAITING_BYTES = 64L << 20;

    /** What is usual. */
    public static final Limits USUAL =
            new Limits(DECODED_BYTES, OPERATIONS, FREE_ROWS, WAITING_BYTES);

    /** How many operations one change may have. */
    RowLimits ofChange() {
        return new RowLimits(freeRows, operations);
    }

    /** The same, with so many operations that a document may have for nothing. */
    Limits withFreeRows(int rows) {
        return new Limits(decodedBytes, operations, rows, waitingBytes);
    }
}
