package app.vaultnotes.relay.log;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.wire.SignedBatch;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Where records go. A few writers each own some of the vaults and write what waits for them in one
 * transaction, so that many devices, or one busy vault, cost one commit. Safe for any number of
 * threads.
 */
public final class Log implements AutoCloseable {

    /** A writer for each two processors: more make smaller groups, which cost more in all. */
    private static final int WRITERS =
            Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 2, 8);

    private static final long WAITING_BYTES = 64L << 20;

    private final DeviceKeys keys;
    private final List<Writer> writers;
    private final AtomicLong waitingBytes = new AtomicLong();

    /**
     * Where it is written.
     *
     * @param relay names this process to others on the same database
     * @param isHeard whether there may be others, which are told of what is written here: that
     *     takes a lock of the whole database in each commit
     */
    public record Place(UUID relay, boolean isHeard, InstantSource clock) {}

    /**
     * A log whose writers run until it is closed.
     *
     * @param listener hears of every record that is written here
     */
    public Log(Database database, DeviceKeys keys, Place place, LogListener listener) {
        this.keys = keys;
        writers =
                IntStream.range(0, WRITERS)
                        .mapToObj(i -> new Writer(i, database, place, listener))
                        .toList();
    }

    /**
     * Takes a batch. The result comes when it is durable, or fails with a {@link RelayException}:
     * FORKED, GAP, QUOTA, FORBIDDEN, NOT_FOUND, BAD_PROOF or UNAVAILABLE. After UNAVAILABLE it may
     * be there all the same; sending it again is harmless.
     *
     * @throws RelayException at once, when the caller cannot have made it or too much waits already
     */
    public CompletableFuture<Appended> append(Caller caller, SignedBatch batch) {
        requireOwn(caller, batch);
        Pending pending = new Pending(batch, caller.account());
        long size = pending.sizeBytes();
        if (waitingBytes.addAndGet(size) > WAITING_BYTES) {
            waitingBytes.addAndGet(-size);
            throw RelayException.unavailable(
                    "The relay has more to write than it can keep up with.");
        }
        writers.get(Math.floorMod(pending.vault().hashCode(), WRITERS)).add(pending);
        return pending.done().whenComplete((appended, failure) -> waitingBytes.addAndGet(-size));
    }

    private void requireOwn(Caller caller, SignedBatch batch) {
        UUID device = caller.requireDevice();
        boolean isOwn =
                batch.first().device().equals(device)
                        && keys.of(device).filter(batch::isSignedBy).isPresent();
        if (!isOwn) {
            throw new RelayException(
                    ErrorCode.BAD_PROOF,
                    "The batch is not signed by the device that sends it.",
                    "");
        }
    }

    /** Bytes of records that wait to be written. */
    public long waitingBytes() {
        return waitingBytes.get();
    }

    /** Writes what waits, then ends; nothing may be appended any more. */
    @Override
    public void close() {
        writers.forEach(Writer::close);
    }
}
