package app.vaultnotes.crdt;

/** Reads a column of yes and no: runs of either in turn, beginning with no. Of no bytes: all no. */
final class FlagReader {
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

    boolean next() {
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

    void requireEnd() {
        if (left > 0 || in.remaining() > 0) {
            throw new CrdtException("column " + name + " has rows of no operation");
        }
    }
}
