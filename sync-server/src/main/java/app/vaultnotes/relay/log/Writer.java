package app.vaultnotes.relay.log;

import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseException;
import app.vaultnotes.relay.database.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Writes the batches of some vaults: all that wait at once, in one transaction. */
final class Writer implements AutoCloseable {

    /** A device in a vault: whose records follow each other. */
    record Line(UUID vault, UUID device) {}

    private static final Logger LOG = System.getLogger(Writer.class.getName());
    private static final int GROUP_BATCHES = 512;
    private static final int GROUP_RECORDS = 4_096;
    private static final long GROUP_BYTES = 8L << 20;

    private final Database database;
    private final Log.Place place;
    private final LogListener listener;

    /** Nothing at its end lets the thread end. */
    private final BlockingQueue<Optional<Pending>> waiting = new LinkedBlockingQueue<>();

    private final Thread thread;
    private boolean ending;
    private volatile boolean ended;

    Writer(int number, Database database, Log.Place place, LogListener listener) {
        this.database = database;
        this.place = place;
        this.listener = listener;
        thread = Thread.ofPlatform().name("log-writer-" + number).start(this::run);
    }

    void add(Pending pending) {
        waiting.add(Optional.of(pending));
        if (ended) {
            refuseWaiting();
        }
    }

    private void run() {
        try {
            List<Pending> left = List.of();
            while (!ending || !left.isEmpty()) {
                left = write(group(left));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended = true;
        refuseWaiting();
    }

    private void refuseWaiting() {
        List<Optional<Pending>> late = new ArrayList<>();
        waiting.drainTo(late);
        RelayException reason = RelayException.unavailable("The relay is shutting down.");
        late.stream().flatMap(Optional::stream).forEach(pending -> pending.refuse(reason));
    }

    /** What is written next: first what could not go with the last group. */
    private List<Pending> group(List<Pending> left) throws InterruptedException {
        List<Pending> group = new ArrayList<>(left);
        int records = 0;
        long bytes = 0;
        Optional<Pending> next = group.isEmpty() ? waiting.take() : waiting.poll();
        while (next != null) {
            ending |= next.isEmpty();
            for (Pending pending : next.stream().toList()) {
                group.add(pending);
                records += pending.batch().records().size();
                bytes += pending.sizeBytes();
            }
            boolean isFull =
                    ending
                            || records >= GROUP_RECORDS
                            || bytes >= GROUP_BYTES
                            || group.size() >= GROUP_BATCHES;
            next = isFull ? null : waiting.poll();
        }
        return group;
    }

    /** Writes a group; what is left over has to be tried again in the next. */
    private List<Pending> write(List<Pending> group) {
        if (group.isEmpty()) {
            return List.of();
        }
        try {
            GroupWrite write =
                    database.transact(
                            Scope.appender(),
                            transaction -> GroupWrite.run(transaction, group, place));
            write.records().forEach(this::tell);
            write.settle();
            return write.postponed();
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "records were not written", e);
            return failed(group, e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "records were not written", e);
            return failed(group, e);
        }
    }

    private void tell(UUID vault, List<StoredRecord> records) {
        try {
            listener.appended(vault, records);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "nobody was told of new records", e);
        }
    }

    /** What the database refuses may be one batch's fault: then the others go without it. */
    private List<Pending> failed(List<Pending> group, RuntimeException reason) {
        RelayException refusal = RelayException.of(reason);
        boolean isAway =
                reason instanceof DatabaseException failure
                        && failure.kind() != DatabaseException.Kind.BROKEN
                        && failure.kind() != DatabaseException.Kind.TAKEN;
        if (isAway || group.size() == 1) {
            group.forEach(pending -> pending.refuse(refusal));
        } else {
            group.forEach(pending -> write(List.of(pending)).forEach(this::add));
        }
        return List.of();
    }

    @Override
    public void close() {
        waiting.add(Optional.empty());
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
