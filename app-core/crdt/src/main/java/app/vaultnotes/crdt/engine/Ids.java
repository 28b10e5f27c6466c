package app.vaultnotes.crdt.engine;

/**
 * Names of operations as numbers: the counter in the upper half, the author's index in {@link
 * Actors} in the lower one.
 */
final class Ids {

    /** The root map, and the place before a sequence's first element. */
    static final long NONE = 0;

    private Ids() {}

    static long of(int actor, int counter) {
        return (long) counter << Integer.SIZE | actor;
    }

    static int counter(long id) {
        return (int) (id >>> Integer.SIZE);
    }

    static int actor(long id) {
        return (int) id;
    }

    /** The name so many counters on, by the same author. */
    static long plus(long id, int counters) {
        return id + ((long) counters << Integer.SIZE);
    }
}
