package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Arrival;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Edit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes changes into a document, all that are given or none. What does not fit shows while it is
 * applied; the state is then made again from what it was made of.
 */
final class Intake {
    private final Waiting waiting;
    private final Limits limits;
    private State state;

    /** How many changes the state is to keep when taking in more fails; -1 while none are. */
    private int safeCount = -1;

    /** What arrived or had waited, and is neither applied nor rightly waiting. */
    private List<Change> unsettled = List.of();

    /** What to make the state of again, when a failure left a half-changed one behind. */
    private State.@Nullable Origin origin;

    /** What was wrong with a change that was left out; the last one of which that was so. */
    private @Nullable String leftOut;

    /** Whether it took something that does not fit behind the saved document it was loaded from. */
    private boolean outgrown;

    /** What decides where a saved document does not pay for what comes. */
    private final ChangePrices changePrices;

    /** How much it may yet read in vain. */
    private Reading reading;

    /** Whether something did not fit once it was applied; from then on all is tried before. */
    private boolean wary;

    /** Whether it takes in what it was kept as, so that nobody wants to know the edits. */
    private boolean loading;

    Intake(State state, Limits limits) {
        this.state = state;
        this.limits = limits;
        this.reading = new Reading(limits);
        this.changePrices = new ChangePrices(limits);
        this.waiting = new Waiting(limits.waitingBytes());
    }

    State state() {
        if (safeCount >= 0) {
            origin = state.origin(safeCount);
            safeCount = -1;
        }
        State.Origin from = origin;
        if (from != null) {
            state = new State(limits); // so that both need not fit into memory at once
            state = from.make();
            origin = null;
        }
        return state;
    }

    /** Forgets what was done since the last change. */
    void goBack() {
        safeCount = state.history.count();
        state();
    }

    @Nullable String leftOut() {
        return leftOut;
    }

    Waiting waiting() {
        return waiting;
    }

    /** Where the document stands, for {@link Waiting}. */
    Predicate<ChangeHash> known() {
        return hash -> state().find(hash) >= 0;
    }

    /** A change refused for what its operations say. */
    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Change change;

        /** Whether it was tried before, and seemed to fit. */
        private final boolean tried;

        Unfit(Change change, boolean tried, String flaw) {
            this(change, tried, new CrdtException(flaw));
        }

        Unfit(Change change, boolean tried, RuntimeException cause) {
            super(String.valueOf(cause.getMessage()), cause);
            this.change = change;
            this.tried = tried;
        }
    }

    /**
     * Takes in changes.
     *
     * @throws CrdtException when one of them is damaged; the document is as it was
     */
    List<Edit> take(List<Change> changes) {
        settle();
        List<Change> arrived = new ArrayList<>();
        Set<ChangeHash> hashes = new HashSet<>();
        for (Change change : changes) {
            boolean fresh = !waiting.contains(change) && !state().contains(change);
            if (fresh && hashes.add(change.hash())) {
                arrived.add(change);
            }
        }
        if (arrived.isEmpty()) {
            return List.of();
        }
        unsettled = arrived;
        try {
            List<Change> ready = waiting.add(arrived, known());
            Set<ChangeHash> inOrder = Arrival.inOrder(arrived, ready);
            Batch batch = new Batch(ready, inOrder, state.rowLimits(), reading);
            if (!loading) {
                readAhead(arrived, batch);
            }
            waiting.requireRoom(ready);
            List<Edit> edits = decided(batch);
            waiting.remove(batch.taken());
            reading = batch.reading();
            unsettled = batch.damaged();
            leftOut = unsettled.isEmpty() ? leftOut : batch.said();
            if (!waiting.hasRoom(unsettled)) {
                // What came now stays behind what is left out, where it was to go.
                unsettled = joined(unsettled, arrived, new HashSet<>(ready));
            }
            return edits;
        } finally {
            settle();
        }
    }

    private static List<Change> joined(
            List<Change> damaged, List<Change> arrived, Set<Change> wentOn) {
        List<Change> all = new ArrayList<>(damaged);
        arrived.stream().filter(wentOn::contains).forEach(all::add);
        return all;
    }

    /** Notes a change of the document's own, as if it had come. */
    void made(Change change) {
        reading.taken(change);
    }

    /**
     * Lets go of what was not taken, and holds back what builds on it; should this fail as well,
     * the next call does it.
     */
    private void settle() {
        if (!unsettled.isEmpty()) {
            waiting.remove(unsettled);
            waiting.holdAgain(known());
            unsettled = List.of();
        }
    }

    /**
     * Reads those that cannot be applied yet, or are in front of what they build on, as far as they
     * pay for it themselves. How far that is depends on what comes together, so none of what a
     * document was kept as is refused here: it waits as it did.
     */
    private void readAhead(List<Change> arrived, Batch batch) {
        Budget budget = new Budget(limits);
        for (Change change : arrived) {
            if (batch.waited(change)) {
                batch.rows.readAhead(change, budget);
            }
        }
    }

    /** Takes in what a document is made of, whose edits nobody wants to know. */
    void restore(List<Change> changes) {
        loading = true;
        try {
            take(changes);
        } finally {
            loading = false;
        }
    }

    /**
     * Applies changes. What is not paid for is tried once more on the same document with all its
     * changes priced one by one, and that decides: a saved document pays for less than its changes,
     * and two copies must not differ in what they take because one of them was saved in between.
     */
    private List<Edit> decided(Batch batch) {
        int count = state.history.count();
        // A file is read as what it is: only bytes that are there pay for what is in it.
        boolean decides = loading || state.isOfChanges();
        List<Edit> edits = List.of();
        CrdtException refused = null;
        try {
            edits = applied(batch);
            if (decides || batch.damaged().isEmpty() || !batch.isSpent()) {
                return edits;
            }
        } catch (CrdtException e) {
            if (decides || !batch.isSpent()) {
                throw e; // it fits none, whatever it costs
            }
            refused = e;
        }
        ChangePrices.Prices prices = changePrices.of(state(), count);
        if (prices != null) {
            return appliedAt(prices, batch, count);
        }
        if (refused != null) {
            throw refused;
        }
        return edits;
    }

    /**
     * Applies changes where all that are there are priced as they came, or leaves all as it was.
     */
    private List<Edit> appliedAt(ChangePrices.Prices prices, Batch batch, int count) {
        if (state.history.count() > count) {
            safeCount = count;
        }
        State.Price price = state().price();
        State.Origin before = state.origin(count);
        boolean taken = false;
        try {
            state.price(new State.Price(prices.all(), prices.loaded(), true));
            batch.again();
            List<Edit> edits = applied(batch);
            outgrown |= before.base() != null && state.isOfChanges();
            taken = true;
            return edits;
        } finally {
            if (!taken && safeCount < 0 && origin == null) {
                state.price(price);
            } else if (!taken) {
                goBackTo(before);
            }
        }
    }

    private void goBackTo(State.Origin before) {
        safeCount = -1;
        state = new State(limits);
        origin = before;
    }

    /** Whether it holds more than the saved document it came from can be kept with. */
    boolean isOutgrown() {
        return outgrown;
    }

    /** Applies changes; leaves out such as had waited and prove to be damaged. */
    private List<Edit> applied(Batch batch) {
        while (true) {
            try {
                batch.begin();
                return attempt(batch);
            } catch (Unfit e) {
                wary |= safeCount >= 0;
                state();
                if (!batch.waited(e.change)) {
                    throw new CrdtException("change " + e.change.hash() + ": " + e.getMessage(), e);
                }
                batch.failed(e.change, e.tried);
            }
        }
    }

    /** Gives each change its turn, beside what of those before it is part of the document. */
    private List<Edit> attempt(Batch batch) throws Unfit {
        EditLog log = new EditLog(!loading);
        List<Change> prepared = batch.first();
        prepare(prepared, batch, log);
        if (prepared.size() < batch.ready().size()) {
            log.begin(state.history);
        }
        int place = 0;
        for (Change change : batch.ready()) {
            boolean ahead = place++ < prepared.size();
            if (batch.isBehindLeftOut(change)) {
                batch.holdBack(change);
            } else if (!ahead && batch.waited(change)) {
                takeWaited(change, batch, log);
            } else {
                takeInOrder(change, batch, log, ahead);
            }
        }
        List<Edit> edits = log.finish(state.store);
        safeCount = -1;
        return edits;
    }

    /** Prepares the log for changes that are all taken or none, each beside those before it. */
    private void prepare(List<Change> changes, Batch batch, EditLog log) throws Unfit {
        Budget budget = state.budget().fork();
        for (Change change : changes) {
            prepare(change, budget, batch, log);
        }
    }

    private void prepare(Change change, Budget budget, Batch batch, EditLog log) throws Unfit {
        if (loading) {
            return; // nobody is told, and applying it shows the same
        }
        try {
            batch.rows.batches(change, budget, each -> log.prepare(state, each));
        } catch (CrdtException e) {
            batch.priced(budget);
            throw new Unfit(change, false, e);
        }
    }

    private void takeInOrder(Change change, Batch batch, EditLog log, boolean prepared)
            throws Unfit {
        if (wary && !loading) {
            String flaw = state.flaw(change);
            Trial trial = new Trial(state, change, Long.MAX_VALUE);
            flaw = flaw == null ? trial.flaw() : flaw;
            batch.priced(trial.budget());
            if (flaw != null) {
                throw new Unfit(change, true, flaw);
            }
        }
        if (!prepared) {
            prepare(change, state.budget().fork(), batch, log);
        }
        apply(change, batch, log, wary);
        batch.reading().begin();
    }

    /**
     * Takes in a change that had waited, or leaves it out: it does not fit, or is long beside so
     * much that was read in vain. It is tried first, since applying one that does not fit costs
     * what loading the document costs; while that is loaded only once one has failed.
     */
    private void takeWaited(Change change, Batch batch, EditLog log) throws Unfit {
        boolean tried = !loading || batch.hasFailed();
        String flaw = batch.isUnfit(change) ? "it does not fit" : state.flaw(change);
        long read = 0;
        if (flaw == null && tried) {
            Trial trial = new Trial(state, change, batch.reading().most(change));
            flaw = trial.flaw();
            read = trial.read();
            batch.priced(trial.budget());
        }
        if (flaw != null) {
            batch.leaveOut(change, flaw, read);
            return;
        }
        prepare(change, state.budget().fork(), batch, log);
        apply(change, batch, log, tried);
    }

    private void apply(Change change, Batch batch, EditLog log, boolean tried) throws Unfit {
        String flaw = state.flaw(change);
        if (flaw != null) {
            throw new Unfit(change, tried, flaw);
        }
        if (safeCount < 0) {
            safeCount = state.history.count(); // whatever ends this leaves a state to be made again
        }
        try {
            state.apply(change, each -> batch.rows.each(change, each), log);
        } catch (RuntimeException e) {
            batch.priced(state.budget());
            throw new Unfit(change, tried, e);
        }
        batch.reading().taken(change);
    }
}
