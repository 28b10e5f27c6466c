package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ByteWriter;

/** Writes a column of yes and no: the lengths of runs of no, of yes, of no and so on. */
final class FlagWriter {
    private final ByteWriter out = new ByteWriter(16);
    private final boolean mayBeLeftOut;
    private boolean last;
    private boolean anyYes;
    private long count;

    /** Writes a column that has no bytes when it is all no, or one that always has some. */
    FlagWriter(boolean mayBeLeftOut) {
        this.mayBeLeftOut = mayBeLeftOut;
    }

    void clear() {
        out.clear();
        last = false;
        anyYes = false;
        count = 0;
    }

    void add(boolean flag, long times) {
        anyYes |= flag && times > 0;
        if (flag != last && times > 0) {
            out.unsigned(count);
            last = flag;
            count = 0;
        }
        count += times;
    }

    ByteWriter finish() {
        if (mayBeLeftOut && !anyYes) {
            out.clear();
        } else if (count > 0) {
            out.unsigned(count);
        }
        count = 0;
        return out;
    }
}
