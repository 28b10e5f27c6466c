package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.RowLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes that are applied in one go, and what is known by now of those that do not fit. */
final class Batch {

    /**
     * How often the state is made again in one call; once is enough where a {@link Trial} knows.
     */
    private static final int MOST_FAILURES = 3;

    /** Each after what it builds on, those that one frees right behind it. */
    private final List<Change> ready;

    final Decoded rows;

    /** Those that answer for themselves. */
    private final Set<ChangeHash> inOrder;

    private final Reading before;
    private Reading reading;

    private final List<Change> damaged = new ArrayList<>();
    private final Set<ChangeHash> out = new HashSet<>();

    /** Those whose misfit shows only when they are applied. */
    private final Set<ChangeHash> unfit = new HashSet<>();

    private int failures;
    private @Nullable String said;

    /** Whether one was not paid for. */
    private boolean spent;

    Batch(List<Change> ready, Set<ChangeHash> inOrder, RowLimits limits, Reading reading) {
        this.ready = ready;
        this.inOrder = inOrder;
        this.rows = new Decoded(limits);
        this.before = reading;
        this.reading = reading.fork();
    }

    /** All of them. */
    List<Change> ready() {
        return ready;
    }

    /** Those in front of the first that had to wait: all of them, as mostly. */
    List<Change> first() {
        int count = 0;
        while (count < ready.size() && !waited(ready.get(count))) {
            count++;
        }
        return ready.subList(0, count);
    }

    /** Begins anew; what is known of each shows again in its turn. */
    void begin() {
        damaged.clear();
        out.clear();
        reading = before.fork();
        said = null;
    }

    /** Begins anew on another state, as if nothing were known of any. */
    void again() {
        begin();
        unfit.clear();
        failures = 0;
    }

    /** What may be read once these are taken in. */
    Reading reading() {
        return reading;
    }

    /** Notes whether it was the price for which a change was refused. */
    void priced(Budget budget) {
        spent |= budget.isSpent();
    }

    /** Whether a change was not paid for, so that it may fit where others count otherwise. */
    boolean isSpent() {
        return spent;
    }

    /** Whether a change had to wait, so that it keeps no other out. */
    boolean waited(Change change) {
        return !inOrder.contains(change.hash());
    }

    /** Whether a change builds on one that stays out; then it goes on waiting. */
    boolean isBehindLeftOut(Change change) {
        return !out.isEmpty() && change.dependencies().stream().anyMatch(out::contains);
    }

    /** Leaves a change out that goes on waiting. */
    void holdBack(Change change) {
        out.add(change.hash());
    }

    /** Leaves a change out that had waited and does not fit, for which so much was read. */
    void leaveOut(Change change, String flaw, long read) {
        damaged.add(change);
        out.add(change.hash());
        said = "change " + change.hash() + ": " + flaw;
        reading.wasted(read);
    }

    /** Notes that the misfit of a change, or what it costs to find it, showed too late. */
    void failed(Change change, boolean tried) {
        failures++;
        if (tried) {
            unfit.add(change.hash());
        }
    }

    /** Whether something failed, so that all that had waited are tried before. */
    boolean hasFailed() {
        return failures > 0;
    }

    /** Whether a change that had waited is known to fit nowhere. */
    boolean isUnfit(Change change) {
        return failures > MOST_FAILURES || unfit.contains(change.hash());
    }

    /** Those that were left out, each for what is wrong with itself. */
    List<Change> damaged() {
        return damaged;
    }

    /** What is wrong with one of those that are left out; null when none is. */
    @Nullable String said() {
        return said;
    }

    /** Those that are part of the document, once all had their turn. */
    List<Change> taken() {
        return ready.stream().filter(change -> !out.contains(change.hash())).toList();
    }
}
