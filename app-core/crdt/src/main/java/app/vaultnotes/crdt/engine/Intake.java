package app.vaultnotes.crdt.engine;

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

    /** What arrived and is neither applied nor rightly waiting. */
    private List<Change> unsettled = List.of();

    /** What to make the state of again, when a failure left a half-changed one behind. */
    private State.@Nullable Origin origin;

    /** Whether somebody wants to know the edits. */
    private boolean told = true;

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

        Unfit(Change change, String flaw, Throwable cause) {
            super(flaw, cause);
            this.change = change;
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
            Decoded rows = checked(arrived, ready);
            waiting.requireRoom(ready);
            List<Edit> edits = applied(ready, hashes, rows);
            waiting.remove(ready);
            unsettled = List.of();
            return edits;
        } finally {
            settle();
        }
    }

    /** Lets go of what was not taken; should this fail as well, the next call does it. */
    private void settle() {
        if (!unsettled.isEmpty()) {
            waiting.remove(unsettled);
            waiting.holdAgain(known());
            unsettled = List.of();
        }
    }

    /**
     * Reads changes for the first time. Of one that has to wait it cannot be said yet whether it
     * has more operations than the document can pay for; it may wait for what they are on.
     */
    private Decoded checked(List<Change> arrived, List<Change> ready) {
        Decoded rows = new Decoded();
        Budget budget = state.budget().fork();
        Budget ahead = state.budget().fork();
        Set<Change> now = new HashSet<>(ready);
        for (Change change : arrived) {
            if (now.contains(change)) {
                rows.check(change, budget);
            } else {
                rows.checkSoFar(change, ahead);
            }
        }
        return rows;
    }

    /** Takes in what a document is made of, whose edits nobody wants to know. */
    void restore(List<Change> changes) {
        told = false;
        try {
            take(changes);
        } finally {
            told = true;
        }
    }

    /** Applies changes; leaves out such as had waited and prove to be damaged. */
    private List<Edit> applied(List<Change> ready, Set<ChangeHash> arrived, Decoded rows) {
        Set<ChangeHash> damaged = new HashSet<>();
        while (true) {
            try {
                return attempt(ready, arrived, rows, damaged);
            } catch (Unfit e) {
                state();
                if (arrived.contains(e.change.hash())) {
                    throw new CrdtException("change " + e.change.hash() + ": " + e.getMessage(), e);
                }
                damaged.add(e.change.hash());
            }
        }
    }

    private List<Edit> attempt(
            List<Change> ready, Set<ChangeHash> arrived, Decoded rows, Set<ChangeHash> damaged)
            throws Unfit {
        EditLog log = new EditLog(told);
        prepare(log, ready, arrived, rows, damaged);
        Set<ChangeHash> out = new HashSet<>();
        safeCount = state.history.count(); // whatever ends this leaves a state to be made again
        for (Change change : ready) {
            boolean waited = !arrived.contains(change.hash());
            if (damaged.contains(change.hash())
                    || change.dependencies().stream().anyMatch(out::contains)) {
                out.add(change.hash());
            } else if (waited && flaw(change, damaged) != null) {
                damaged.add(change.hash());
                out.add(change.hash());
            } else {
                apply(change, rows, log);
            }
        }
        List<Edit> edits = log.finish(state.store);
        safeCount = -1;
        leaveOut(ready, damaged, out);
        return edits;
    }

    /** Prepares the log for all that is to come; what had waited was perhaps not read before. */
    private void prepare(
            EditLog log,
            List<Change> ready,
            Set<ChangeHash> arrived,
            Decoded rows,
            Set<ChangeHash> damaged)
            throws Unfit {
        Budget budget = state.budget().fork();
        for (Change change : ready) {
            if (damaged.contains(change.hash())) {
                continue;
            }
            Budget before = budget.fork();
            try {
                rows.batches(change, budget, each -> log.prepare(state, each));
            } catch (CrdtException e) {
                if (arrived.contains(change.hash())) {
                    throw new Unfit(change, String.valueOf(e.getMessage()), e);
                }
                damaged.add(change.hash());
                budget = before;
            }
        }
    }

    /**
     * What is wrong with a change that had waited. Once one of them has proven to be damaged, the
     * others are tried first: applying one that does not fit costs what loading the document costs.
     */
    private @Nullable String flaw(Change change, Set<ChangeHash> damaged) {
        String flaw = state.flaw(change);
        return flaw != null || damaged.isEmpty() ? flaw : new Trial(state, change).flaw();
    }

    /** Drops damaged changes; what builds on them goes on waiting. */
    private void leaveOut(List<Change> ready, Set<ChangeHash> damaged, Set<ChangeHash> out) {
        if (!out.isEmpty()) {
            waiting.remove(ready.stream().filter(c -> damaged.contains(c.hash())).toList());
            ready.removeIf(change -> out.contains(change.hash()));
            waiting.remove(ready);
            waiting.holdAgain(known());
        }
    }

    private void apply(Change change, Decoded rows, EditLog log) throws Unfit {
        String flaw = state.flaw(change);
        if (flaw != null) {
            throw new Unfit(change, flaw, new CrdtException(flaw));
        }
        try {
            state.apply(change, each -> rows.each(change, each), log);
        } catch (RuntimeException e) {
            throw new Unfit(change, String.valueOf(e.getMessage()), e);
        }
    }
}
