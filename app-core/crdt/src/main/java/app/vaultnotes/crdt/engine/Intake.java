package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Arrival;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Edit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** Whether something did not fit once it was applied; from then on all is tried before. */
    private boolean wary;

    /** Whether it takes in what it was kept as, so that nobody wants to know the edits. */
    private boolean loading;

    Intake(State state, Limits limits) {
        this.state = state;
        this.limits = limits;
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

        /** How many others were known to be damaged when it was read. */
        private final int knowing;

        Unfit(Change change, String flaw, Throwable cause) {
            this(change, flaw, cause, Integer.MAX_VALUE);
        }

        Unfit(Change change, String flaw, Throwable cause, int knowing) {
            super(flaw, cause);
            this.change = change;
            this.knowing = knowing;
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
            Batch batch = new Batch(ready, Arrival.inOrder(arrived, ready), state.rowLimits());
            readAhead(arrived, batch);
            waiting.requireRoom(ready);
            List<Edit> edits = decided(batch);
            waiting.remove(batch.ready());
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
     * pay for it themselves. How far that is depends on what comes together; so a damaged one that
     * is loaded may have waited unread, and is let go as it would have been when its turn came.
     */
    private void readAhead(List<Change> arrived, Batch batch) {
        Budget budget = new Budget(limits);
        for (Change change : arrived) {
            if (!batch.waited(change)) {
                continue;
            }
            try {
                batch.rows.readAhead(change, budget);
            } catch (CrdtException e) {
                if (!loading) {
                    throw e;
                }
                batch.damaged(change, e.getMessage(), 0);
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
     * Applies changes. What is not paid for is tried once more on the same document made of all its
     * changes one by one, and that decides: a saved document pays for less than its changes, and
     * two copies must not differ in what they take because one of them was saved in between.
     */
    private List<Edit> decided(Batch batch) {
        int count = state.history.count();
        // A file is read as what it is: only bytes that are there pay for what is in it.
        boolean decides = loading || state.isOfChanges();
        try {
            List<Edit> edits = applied(batch);
            if (decides || !batch.hasDamaged() || !batch.isSpent()) {
                return edits;
            }
        } catch (CrdtException e) {
            if (decides || !batch.isSpent()) {
                throw e; // it fits none, whatever it costs
            }
        }
        State.Origin before = state().origin(count);
        boolean taken = false;
        try {
            writeOut(before, count);
            batch.again();
            List<Edit> edits = applied(batch);
            outgrown |= before.base() != null && state.isOfChanges();
            taken = true;
            return edits;
        } finally {
            if (!taken) {
                goBackTo(before);
            }
        }
    }

    /** Makes the state of its changes alone, where they can be made again. */
    private void writeOut(State.Origin before, int count) {
        try {
            List<Change> changes = state.changes(count);
            state = new State(limits);
            state = new State.Origin(limits, null, changes).make();
        } catch (CrdtException e) {
            goBackTo(before); // forged, or of an earlier version that took more
            state();
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
                return attempt(batch);
            } catch (Unfit e) {
                wary |= safeCount >= 0;
                state();
                if (batch.damaged().size() > e.knowing) {
                    batch.beginsAgain(); // it was priced beside what is left out by now
                    continue;
                }
                if (!batch.waited(e.change)) {
                    throw new CrdtException("change " + e.change.hash() + ": " + e.getMessage(), e);
                }
                batch.failed(e.change, e.getMessage());
            }
        }
    }

    private List<Edit> attempt(Batch batch) throws Unfit {
        EditLog log = new EditLog(!loading);
        Map<ChangeHash, CrdtException> unread = prepare(batch, log);
        int knowing = batch.damaged().size();
        Set<ChangeHash> out = new HashSet<>();
        for (Change change : batch.ready()) {
            if (isOut(batch, change, out)) {
                out.add(change.hash());
            } else {
                CrdtException flaw = unread.get(change.hash());
                if (flaw != null) {
                    throw new Unfit(change, String.valueOf(flaw.getMessage()), flaw, knowing);
                }
                apply(change, batch, log);
            }
        }
        List<Edit> edits = log.finish(state.store);
        safeCount = -1;
        batch.leaveOut(out);
        return edits;
    }

    /**
     * Prepares the log for all that is to come, each paid for by what it builds on and itself; what
     * had waited was perhaps not read before.
     *
     * @return what is wrong with those that hang on such, which only counts when their turn comes:
     *     behind one that is left out they go on waiting
     */
    private Map<ChangeHash, CrdtException> prepare(Batch batch, EditLog log) throws Unfit {
        Budget budget = state.budget().fork();
        Map<ChangeHash, CrdtException> unread = new HashMap<>();
        for (Change change : batch.ready()) {
            if (batch.leavesOut(change)) {
                continue;
            }
            Budget before = budget.fork();
            try {
                if (!isRead(batch, change, budget, log)) {
                    budget = before;
                }
            } catch (CrdtException e) {
                if (!batch.hangs(change)) {
                    throw new Unfit(change, String.valueOf(e.getMessage()), e);
                }
                unread.put(change.hash(), e);
                budget = before;
            }
        }
        return unread;
    }

    private boolean isRead(Batch batch, Change change, Budget budget, EditLog log) {
        long read = batch.rows.read();
        try {
            boolean whole =
                    batch.rows.batches(
                            change, budget, batch.most(change), each -> log.prepare(state, each));
            batch.read(change, batch.rows.read() - read, whole);
            return whole;
        } catch (CrdtException e) {
            batch.priced(budget);
            if (!batch.waited(change)) {
                throw e;
            }
            batch.damaged(change, e.getMessage(), batch.rows.read() - read);
            return false;
        }
    }

    /**
     * Whether a change stays out. Once one has proven to be damaged, the others are tried first:
     * applying one that does not fit costs what loading the document costs.
     */
    private boolean isOut(Batch batch, Change change, Set<ChangeHash> out) throws Unfit {
        if (batch.leavesOut(change) || change.dependencies().stream().anyMatch(out::contains)) {
            return true;
        }
        boolean waited = batch.waited(change);
        boolean tried = (wary && !loading) || (waited && batch.hasDamaged());
        String flaw = waited || tried ? state.flaw(change) : null;
        long read = 0;
        if (flaw == null && tried) {
            Trial trial = new Trial(state, change);
            flaw = trial.flaw();
            read = trial.read();
            batch.priced(trial.budget());
        }
        if (flaw != null && !waited) {
            throw new Unfit(change, flaw, new CrdtException(flaw));
        }
        if (flaw != null) {
            batch.damaged(change, flaw, read);
        }
        return flaw != null;
    }

    private void apply(Change change, Batch batch, EditLog log) throws Unfit {
        String flaw = state.flaw(change);
        if (flaw != null) {
            throw new Unfit(change, flaw, new CrdtException(flaw));
        }
        if (safeCount < 0) {
            safeCount = state.history.count(); // whatever ends this leaves a state to be made again
        }
        try {
            state.apply(change, each -> batch.rows.each(change, each), log);
        } catch (RuntimeException e) {
            batch.priced(state.budget());
            throw new Unfit(change, String.valueOf(e.getMessage()), e);
        }
    }
}
