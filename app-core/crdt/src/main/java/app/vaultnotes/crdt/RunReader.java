package app.vaultnotes.crdt;

import org.jspecify.annotations.Nullable;

/**
 * Reads a column of numbers or strings in which runs of the same value, of different values and of
 * no values follow each other. A column of no bytes has no value in any row.
 */
public final class RunReader {

    /** How a column's values are written. */
    public enum Kind {
        /** Numbers that are never negative. */
        UNSIGNED,
        /** Numbers, each the difference from the one before. */
        DELTA,
        /** Strings. */
        TEXT
    }

    private final String name;
    private final ByteReader in;
    private final Kind kind;
    private final boolean absent;
    private long left;
    private boolean literal;
    private boolean present;
    private long read;
    private long number;
    private @Nullable String text;

    RunReader(String name, ByteReader in, Kind kind) {
        this.name = name;
        this.in = in;
        this.kind = kind;
        this.absent = in.remaining() == 0;
    }

    /** Whether there is another row. */
    public boolean hasNext() {
        return left > 0 || in.remaining() > 0;
    }

    /** Goes to the next row and says whether it has a value. */
    public boolean next() {
        if (absent) {
            return false;
        }
        if (left == 0) {
            beginRun();
        } else if (literal) {
            readValue();
        }
        left--;
        if (present && kind == Kind.DELTA) {
            number += read;
        }
        return present;
    }

    private void beginRun() {
        long count = in.signedLeb();
        literal = count < 0;
        present = count != 0;
        if (present) {
            left = Math.abs(count);
            readValue();
        } else {
            left = in.positive("run in column " + name);
        }
        if (left < 0) {
            throw new CrdtException("run too long in column " + name);
        }
    }

    private void readValue() {
        switch (kind) {
            case UNSIGNED -> number = in.unsignedLeb();
            case DELTA -> read = in.signedLeb();
            case TEXT -> text = in.text(in.boundedInt("string in column " + name, in.remaining()));
        }
    }

    /** How many rows behind this one repeat it: its value, difference or lack of one. */
    public long repeats() {
        return absent ? Long.MAX_VALUE : literal ? 0 : left;
    }

    /** The difference of this row to the one before, in a column of differences. */
    public long step() {
        return read;
    }

    /** Passes rows that {@link #repeats} said are there. */
    public void skip(int rows) {
        if (!absent) {
            left -= rows;
            if (present && kind == Kind.DELTA) {
                number += read * rows;
            }
        }
    }

    /** The value of this row; only after {@link #next} said that there is one. */
    public long number() {
        return number;
    }

    /** The number of this row, or 0; refuses one above the limit. */
    public int nextBounded(int limit) {
        if (!next()) {
            return 0;
        }
        return bounded(limit);
    }

    /** The number of this row; refuses one that is negative or above the limit. */
    public int bounded(int limit) {
        if (number < 0 || number > limit) {
            throw new CrdtException("column " + name + " says " + number + ", limit " + limit);
        }
        return (int) number;
    }

    /** The string of the next row. */
    public @Nullable String nextText() {
        return next() ? text : null;
    }

    /** Refuses rows that no operation belongs to. */
    public void requireEnd() {
        if (hasNext()) {
            throw new CrdtException("column " + name + " has rows of no operation");
        }
    }
}
