package app.vaultnotes.relay.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.relay.call.RelayException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client that keeps what it is sent, and reads only when it is told to. */
final class TestClient implements Outlet {

    private static final long PATIENCE_SECONDS = 30;

    private final List<ToClient> received = new ArrayList<>();
    private boolean isReading = true;
    private @Nullable RelayException ended;

    @Override
    public synchronized boolean isReady() {
        return isReading;
    }

    @Override
    public synchronized void send(ToClient message) {
        received.add(message);
        notifyAll();
    }

    @Override
    public synchronized void end(RelayException reason) {
        ended = reason;
        notifyAll();
    }

    synchronized void setReading(boolean reading) {
        isReading = reading;
    }

    synchronized List<ToClient> received() {
        return List.copyOf(received);
    }

    synchronized List<StoredRecord> records() {
        return received.stream().flatMap(m -> m.getRecords().getRecordsList().stream()).toList();
    }

    /** Waits for a message. */
    synchronized ToClient await(Predicate<ToClient> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (received.stream().noneMatch(wanted)) {
            waitUntil(deadline);
        }
        return received.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** Waits until the line was ended. */
    synchronized RelayException awaitEnd() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        RelayException reason = ended;
        while (reason == null) {
            waitUntil(deadline);
            reason = ended;
        }
        return reason;
    }

    /** Waits until a record has come, then looks that all before it have, once and in order. */
    synchronized void awaitAll(long afterVaultSeq, long lastVaultSeq) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (records().isEmpty()
                || records().get(records().size() - 1).getVaultSeq() < lastVaultSeq) {
            waitUntil(deadline);
        }
        List<StoredRecord> records = records();
        for (int i = 0; i < records.size(); i++) {
            assertEquals(afterVaultSeq + 1 + i, records.get(i).getVaultSeq());
        }
    }

    private void waitUntil(long deadline) throws InterruptedException {
        long leftNanos = deadline - System.nanoTime();
        assertTrue(leftNanos > 0, () -> "waited in vain; ended: " + ended);
        TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
    }
}
