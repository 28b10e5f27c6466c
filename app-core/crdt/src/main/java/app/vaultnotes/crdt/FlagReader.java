package app.vaultnotes.crdt;

/** Reads a column of yes and no: runs of either in turn, beginning with no. Of no bytes: all no. */
public final class FlagReader {
    private final String name;
    private final ByteReader in;
    private final boolean absent;
    private long left;
    private boolean flag = true;
    private boolean started;

    FlagReader(String name, ByteReader in) {
        this.name = name;
        this.in = in;
        this.absent = in.remaining() == 0;
    }

    /** The next row. */
    public boolean next() {
        if (absent) {
            return false;
        }
        while (left == 0) {
            left = in.unsignedLeb();
            flag = !flag;
            if (left == 0 && started) {
                throw new CrdtException("empty run in column " + name);
            }
            started = true;
        }
        left--;
        return flag;
    }

    /** How many rows behind this one are the same. */
    public long repeats() {
        return absent ? Long.MAX_VALUE : left;
    }

    /** Passes rows that {@link #repeats} said are there. */
    public void skip(int rows) {
        left -= absent ? 0 : rows;
    }

    /** Refuses rows that no operation belongs to. */
    public void requireEnd() {
        if (left > 0 || in.remaining() > 0) {
            throw new CrdtException("column " + name + " has rows of no operation");
        }
    }
}
