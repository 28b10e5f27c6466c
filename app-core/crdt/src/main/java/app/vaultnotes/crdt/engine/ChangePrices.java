package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtException;
import org.jspecify.annotations.Nullable;

/**
 * What a document has used of its limits if each of its changes is priced as it came, though it was
 * loaded from a saved document. Making that one's changes again costs many times what loading it
 * costs, so it is done once in the life of a document; later changes are added as they are.
 */
final class ChangePrices {
    private final Limits limits;
    private @Nullable Budget loaded;
    private @Nullable Budget all;
    private int count;

    /** Whether they cannot all be priced, and so nothing is decided by their prices. */
    private boolean none;

    ChangePrices(Limits limits) {
        this.limits = limits;
    }

    /**
     * What a saved document and the changes since have used.
     *
     * @param loaded what those of the saved document have
     * @param all what all of them have
     */
    record Prices(Budget loaded, Budget all) {}

    /**
     * The prices of the first changes of a state, of which none is ever taken back; null where they
     * cannot be made again one by one or are more than they may be.
     *
     * @param upTo how many, at least as many as the last time
     */
    @Nullable Prices of(State state, int upTo) {
        Budget ofLoaded = null;
        Budget ofAll = null;
        if (!none) {
            none = true; // whatever ends this, it is not tried again
            try {
                ofLoaded = ofLoaded(state);
                ofAll = ofAll(ofLoaded, state, upTo);
                none = false;
            } catch (CrdtException e) {
                return null; // forged, or of an earlier version that took more
            }
        }
        return ofLoaded == null || ofAll == null ? null : new Prices(ofLoaded, ofAll.fork());
    }

    private Budget ofLoaded(State state) {
        Budget known = loaded;
        if (known == null) {
            Budget budget = new Budget(limits);
            state.eachLoaded(change -> add(change, state, budget));
            known = budget;
            loaded = budget;
            count = state.history.loaded();
        }
        return known;
    }

    private Budget ofAll(Budget ofLoaded, State state, int upTo) {
        Budget known = all == null ? ofLoaded.fork() : all;
        all = known;
        for (; count < upTo; count++) {
            add(state.history.tail(count), state, known);
        }
        return known;
    }

    private void add(Change change, State state, Budget budget) {
        budget.add(change);
        change.operations(
                limits.ofChange(), operation -> budget.add(operation, state.isOnText(operation)));
    }
}
