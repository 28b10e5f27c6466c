package app.vaultnotes.ui.live;

/**
 * The smallest stretch of source whose rows depend on nothing but its own text and the state before
 * it. Where it ends may depend on text behind it; how far is known.
 */
final class Chunk {

    private final State in;
    private final State out;
    private final ChunkScan.Extent extent;
    private int reach;

    Chunk(State in, State out, ChunkScan.Extent extent) {
        this.in = in;
        this.out = out;
        this.extent = extent;
        this.reach = extent.reach();
    }

    State in() {
        return in;
    }

    State out() {
        return out;
    }

    ChunkScan.Extent extent() {
        return extent;
    }

    /** UTF-16 units of source that decided where it ends, counted from its start. */
    int reach() {
        return reach;
    }

    /** Takes note that another stretch of source decided the same end. */
    void setReach(int newReach) {
        reach = newReach;
    }
}
