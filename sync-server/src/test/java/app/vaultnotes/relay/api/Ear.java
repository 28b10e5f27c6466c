package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.vault.relay.LineEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Hears what happens on a line of an app, and that it happens one after the other. */
final class Ear implements LineEvents {

    private static final long PATIENCE_SECONDS = 60;

    private final List<ToClient> heard = new ArrayList<>();
    private final Semaphore mayHear = new Semaphore(Integer.MAX_VALUE);
    private int openedTimes;
    private boolean isWithin;
    private @Nullable Error ended;
    private @Nullable String broken;

    private synchronized void enter() {
        if (isWithin || ended != null) {
            broken = "told at once, or behind the end";
        }
        isWithin = true;
        notifyAll();
    }

    private synchronized void leave() {
        isWithin = false;
        notifyAll();
    }

    @Override
    public void opened() {
        enter();
        synchronized (this) {
            openedTimes++;
        }
        leave();
    }

    @Override
    public void heard(ToClient message) {
        enter();
        synchronized (this) {
            heard.add(message);
            notifyAll();
        }
        mayHear.acquireUninterruptibly();
        leave();
    }

    @Override
    public void ended(Error error) {
        enter();
        leave();
        synchronized (this) {
            ended = error;
            notifyAll();
        }
    }

    /** From the next message on, hearing takes until {@link #goOn}. */
    void block() {
        mayHear.drainPermits();
    }

    void goOn() {
        mayHear.release(1 << 30);
    }

    synchronized List<ToClient> heard() {
        return List.copyOf(heard);
    }

    synchronized List<StoredRecord> records() {
        return heard.stream().flatMap(each -> each.getRecords().getRecordsList().stream()).toList();
    }

    synchronized void awaitOpened() throws InterruptedException {
        await(() -> openedTimes > 0);
    }

    /** Waits for a message. */
    synchronized ToClient await(Predicate<ToClient> wanted) throws InterruptedException {
        await(() -> heard.stream().anyMatch(wanted));
        return heard.stream().filter(wanted).findFirst().orElseThrow();
    }

    synchronized void awaitRecords(int count) throws InterruptedException {
        await(() -> records().size() >= count);
    }

    /** Waits for the end. */
    synchronized Error awaitEnd() throws InterruptedException {
        await(() -> ended != null);
        return java.util.Objects.requireNonNull(ended);
    }

    private synchronized void await(BooleanSupplier wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!wanted.getAsBoolean()) {
            long leftNanos = deadline - System.nanoTime();
            if (leftNanos <= 0 || broken != null || (ended != null && !wanted.getAsBoolean())) {
                throw new AssertionError(
                        "waited in vain: %s, ended %s, heard %d, opened %d"
                                .formatted(broken, ended, heard.size(), openedTimes));
            }
            TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
        }
        if (broken != null || openedTimes > 1) {
            throw new AssertionError(broken + ", opened " + openedTimes);
        }
    }
}
