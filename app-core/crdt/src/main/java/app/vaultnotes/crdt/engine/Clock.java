package app.vaultnotes.crdt.engine;

/** A moment in a document's history: for each actor the highest counter that belongs to it. */
final class Clock {

    /** The present: everything. */
    static final Clock NOW = new Clock(new int[0]);

    private final int[] highest;

    Clock(int[] highest) {
        this.highest = highest;
    }

    boolean covers(long id) {
        return covers(Ids.actor(id), Ids.counter(id));
    }

    boolean covers(int actor, int counter) {
        return this == NOW || (actor < highest.length && counter <= highest[actor]);
    }

    /** The highest counter of an actor. */
    int highest(int actor) {
        return this == NOW ? Integer.MAX_VALUE : actor < highest.length ? highest[actor] : 0;
    }
}
