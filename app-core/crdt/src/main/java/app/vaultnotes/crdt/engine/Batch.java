package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.RowLimits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes that are applied in one go, and what is known by now of those that do not fit. */
final class Batch {

    /**
     * Operations that are read for nothing in one call, of changes that had waited and prove to be
     * damaged. A hundred bytes may have hundreds of thousands, and many such changes wait at once.
     */
    private static final int MOST_WASTED = 1 << 22;

    /** Who has no more operations than this for each byte is read all the same. */
    private static final int ROWS_FOR_A_BYTE = 4;

    /**
     * How often the state is made again in one call; once is enough where a {@link Trial} knows.
     */
    private static final int MOST_FAILURES = 3;

    private static final String TOO_LONG = "too long beside so many that are damaged";

    /** Each after what it builds on. */
    private final List<Change> came;

    private List<Change> ready;

    final Decoded rows;

    /** Those that answer for themselves. */
    private final Set<ChangeHash> inOrder;

    /** Those that answer for themselves, and build on some that had waited. */
    private final Set<ChangeHash> hanging = new HashSet<>();

    private final Set<Change> damaged = new HashSet<>();
    private final Map<ChangeHash, Long> counts = new HashMap<>();
    private long wasted;
    private int failures;
    private @Nullable String said;

    /** Whether one was not paid for. */
    private boolean spent;

    Batch(List<Change> ready, Set<ChangeHash> inOrder, RowLimits limits) {
        this.came = ready;
        this.ready = ready;
        this.inOrder = inOrder;
        this.rows = new Decoded(limits);
        findHanging();
    }

    private void findHanging() {
        if (inOrder.size() == came.size()) {
            return; // as mostly
        }
        Set<ChangeHash> behind = new HashSet<>();
        for (Change change : came) {
            boolean hangs = change.dependencies().stream().anyMatch(behind::contains);
            if (hangs || waited(change)) {
                behind.add(change.hash());
            }
            if (hangs && !waited(change)) {
                hanging.add(change.hash());
            }
        }
    }

    /** Whether a change answers for itself, but stays out where one that had waited does. */
    boolean hangs(Change change) {
        return hanging.contains(change.hash());
    }

    /** Begins anew, with those left out that are damaged by what is known now. */
    void beginsAgain() {
        failures++;
    }

    /** Those that are not left out, each after what it builds on. */
    List<Change> ready() {
        return ready;
    }

    /** Goes on without those that are left out. */
    void leaveOut(Set<ChangeHash> out) {
        if (!out.isEmpty()) {
            ready = ready.stream().filter(change -> !out.contains(change.hash())).toList();
        }
    }

    /** Begins anew, as if nothing were known of any. */
    void again() {
        ready = came;
        damaged.clear();
        counts.clear();
        wasted = 0;
        failures = 0;
        said = null;
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

    /** Notes a change that had waited and does not fit, for which so much was read. */
    void damaged(Change change, @Nullable String flaw, long read) {
        damaged.add(change);
        said = "change " + change.hash() + ": " + flaw;
        wasted += read;
    }

    /** Notes one whose misfit showed when it was applied. */
    void failed(Change change, @Nullable String flaw) {
        damaged(change, flaw, 0);
        failures++;
    }

    /** What is wrong with one of those that are left out; null when none is. */
    @Nullable String said() {
        return said;
    }

    /** How many operations of a change may be read. */
    long most(Change change) {
        if (!waited(change) || (wasted <= MOST_WASTED && failures <= MOST_FAILURES)) {
            return Long.MAX_VALUE;
        }
        return failures > MOST_FAILURES ? 0 : (long) ROWS_FOR_A_BYTE * change.decodedBytes();
    }

    /** Notes how many operations of a change were read, and whether that was all. */
    void read(Change change, long operations, boolean whole) {
        if (!whole) {
            damaged(change, TOO_LONG, operations);
        } else if (waited(change)) {
            counts.put(change.hash(), operations);
        }
    }

    /**
     * Whether a change is left out: it is damaged, or had waited with so many that are that it is
     * not read because it is long. Who sent it sends it again; then it need not wait.
     */
    boolean leavesOut(Change change) {
        if (!isDamaged(change) && counts.getOrDefault(change.hash(), 0L) > most(change)) {
            damaged(change, TOO_LONG, 0);
        }
        return isDamaged(change);
    }

    boolean isDamaged(Change change) {
        return damaged.contains(change);
    }

    List<Change> damaged() {
        return List.copyOf(damaged);
    }

    boolean hasDamaged() {
        return !damaged.isEmpty();
    }
}
