package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ByteWriter;
import java.util.Arrays;

/**
 * Writes one column of numbers: runs of equal ones, runs of different ones, runs of nothing. The
 * split into runs is the only one the format knows. May be cleared and used again.
 */
final class RunWriter {
    private final ByteWriter out = new ByteWriter(32);
    private final boolean signed;
    private long[] different = new long[16];
    private int differentCount;
    private long last;
    private boolean lastIsNothing;
    private long count;
    private boolean anyValue;
    private long base;

    private RunWriter(boolean signed) {
        this.signed = signed;
    }

    static RunWriter unsigned() {
        return new RunWriter(false);
    }

    /** A column of which each number is written as the difference from the one before. */
    static RunWriter deltas() {
        return new RunWriter(true);
    }

    void clear() {
        out.clear();
        differentCount = 0;
        count = 0;
        anyValue = false;
        base = 0;
    }

    /** Adds a number so many times. */
    void add(long value, long times) {
        if (times <= 0) {
            return;
        }
        anyValue = true;
        if (count > 0 && !lastIsNothing && value == last) {
            count += times;
            return;
        }
        endRun();
        last = value;
        lastIsNothing = false;
        count = times;
    }

    /** Adds so many rows of nothing. */
    void addNothing(long times) {
        if (times <= 0) {
            return;
        }
        if (count > 0 && lastIsNothing) {
            count += times;
            return;
        }
        endRun();
        lastIsNothing = true;
        count = times;
    }

    /** Adds a number to a column of differences. */
    void addDelta(long value) {
        add(value - base, 1);
        base = value;
    }

    /** Adds numbers to a column of differences, each so much above the one before. */
    void addDeltas(long first, long step, int times) {
        if (times > 0) {
            addDelta(first);
            add(step, times - 1L);
            base = first + step * (times - 1L);
        }
    }

    private void endRun() {
        if (count == 1 && !lastIsNothing) {
            if (differentCount == different.length) {
                different = Arrays.copyOf(different, 2 * differentCount);
            }
            different[differentCount++] = last;
        } else if (count > 0) {
            endDifferent();
            if (lastIsNothing) {
                out.signed(0);
                out.unsigned(count);
            } else {
                out.signed(count);
                write(last);
            }
        }
        count = 0;
    }

    private void endDifferent() {
        if (differentCount > 0) {
            out.signed(-differentCount);
            for (int i = 0; i < differentCount; i++) {
                write(different[i]);
            }
            differentCount = 0;
        }
    }

    private void write(long value) {
        if (signed) {
            out.signed(value);
        } else {
            out.unsigned(value);
        }
    }

    /** The column; of no bytes when it holds nothing but nothing. */
    ByteWriter finish() {
        if (anyValue) {
            endRun();
            endDifferent();
        }
        return out;
    }
}
