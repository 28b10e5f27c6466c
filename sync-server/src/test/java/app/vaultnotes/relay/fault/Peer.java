package app.vaultnotes.relay.fault;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.relay.api.TestApp;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A device that writes into a vault and follows it, whatever breaks: it connects again, goes on
 * from its cursor, and sends again what was not acknowledged. It looks at each record that comes
 * whether it is the next.
 */
final class Peer implements Runnable {

    private static final int WINDOW = 4;
    private static final int MOST_RECORDS = 4;
    private static final int MOST_BYTES = 400;
    private static final long PACE_MILLIS = 4;
    private static final long PAUSE_MILLIS = 50;

    /** What may be refused while relays and databases come and go. */
    private static final Set<ErrorCode> PASSING =
            EnumSet.of(
                    ErrorCode.ERROR_CODE_UNSPECIFIED,
                    ErrorCode.UNAVAILABLE,
                    ErrorCode.GAP,
                    ErrorCode.RATE_LIMITED);

    private final TestApp app;
    private final Link.Way way;
    private final IntSupplier port;
    private final Random random;

    /** Batches in their order that were not acknowledged. */
    private final Deque<SignedBatch> waiting = new ArrayDeque<>();

    private final List<ByteString> acknowledged = new ArrayList<>();
    private final List<ByteString> seen = new ArrayList<>();
    private final List<Error> refusals = new ArrayList<>();
    private String incarnation = "";
    private long acknowledgedSeq;
    private boolean isWriting = true;
    private boolean isEnding;
    private @Nullable Hearing hearing;
    private @Nullable AssertionError wrong;

    Peer(TestApp app, Link.Way way, IntSupplier port, Random random) {
        this.app = app;
        this.way = way;
        this.port = port;
        this.random = random;
    }

    /** What comes over one link. */
    private final class Hearing implements StreamObserver<ToClient> {
        boolean isBroken;

        @Override
        public void onNext(ToClient message) {
            synchronized (Peer.this) {
                if (hearing == this) {
                    heard(this, message);
                    Peer.this.notifyAll();
                }
            }
        }

        @Override
        public void onError(Throwable failure) {
            synchronized (Peer.this) {
                if (hearing == this && failure instanceof StatusRuntimeException refused) {
                    refused(TestApp.detail(refused));
                }
                isBroken = true;
                Peer.this.notifyAll();
            }
        }

        @Override
        public void onCompleted() {
            synchronized (Peer.this) {
                isBroken = true;
                Peer.this.notifyAll();
            }
        }
    }

    @Override
    public void run() {
        try {
            while (!isOver()) {
                connectOnce();
                pause(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private synchronized void fail(RuntimeException unexpected) {
        wrong = new AssertionError("it cannot go on", unexpected);
    }

    private synchronized boolean isOver() {
        return isEnding || wrong != null;
    }

    private void connectOnce() throws InterruptedException {
        Hearing now = new Hearing();
        synchronized (this) {
            hearing = now;
        }
        try (Link link = Link.connect(way, app, port.getAsInt(), now)) {
            link.send(open());
            for (SignedBatch batch : waiting()) {
                link.send(message(batch));
            }
            while (!isBroken(now) && !isOver()) {
                if (wantsMore()) {
                    link.send(message(next()));
                }
                pause(PACE_MILLIS);
            }
        } catch (IllegalStateException | StatusRuntimeException endedMeanwhile) {
            pause(PAUSE_MILLIS);
        }
    }

    private synchronized boolean isBroken(Hearing now) {
        return now.isBroken;
    }

    private synchronized void pause(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.timedWait(this, millis);
    }

    private synchronized ToRelay open() {
        return ToRelay.newBuilder()
                .setOpen(
                        Open.newBuilder()
                                .setVaultId(app.vaultId())
                                .setAfterVaultSeq(seen.size())
                                .setIncarnation(incarnation))
                .build();
    }

    private static ToRelay message(SignedBatch batch) {
        return ToRelay.newBuilder().setBatch(batch.toMessage()).build();
    }

    private synchronized List<SignedBatch> waiting() {
        return List.copyOf(waiting);
    }

    private synchronized boolean wantsMore() {
        return isWriting && waiting.size() < WINDOW;
    }

    private synchronized SignedBatch next() {
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(MOST_RECORDS); i++) {
            byte[] payload = new byte[1 + random.nextInt(MOST_BYTES)];
            random.nextBytes(payload);
            payloads.add(payload);
        }
        SignedBatch batch = app.cut(new UUID(random.nextLong(), random.nextLong()), payloads);
        waiting.add(batch);
        return batch;
    }

    private void heard(Hearing now, ToClient message) {
        switch (message.getMessageCase()) {
            case OPENED -> incarnation = message.getOpened().getIncarnation().getId();
            case RECORDS -> message.getRecords().getRecordsList().forEach(this::saw);
            case ACK -> took(message.getAck());
            case REFUSED -> {
                refused(message.getRefused().getError());
                now.isBroken = true;
            }
            case CLOSED -> wrong = new AssertionError("closed: " + message.getClosed());
            default -> {}
        }
    }

    private void saw(StoredRecord record) {
        if (record.getVaultSeq() != seen.size() + 1L) {
            wrong =
                    new AssertionError(
                            "after record " + seen.size() + " came " + record.getVaultSeq());
        }
        seen.add(record.getRecord());
    }

    private void took(Ack ack) {
        while (!waiting.isEmpty() && waiting.peek().last().deviceSeq() <= ack.getDeviceSeq()) {
            for (LogRecord record : waiting.remove().records()) {
                acknowledged.add(ByteString.copyFrom(record.toByteArray()));
                acknowledgedSeq = record.deviceSeq();
            }
        }
    }

    private void refused(Error error) {
        refusals.add(error);
        boolean isLost =
                error.getCode() == ErrorCode.GAP && error.getLastDeviceSeq() < acknowledgedSeq;
        if (isLost || !PASSING.contains(error.getCode())) {
            wrong = new AssertionError("up to " + acknowledgedSeq + " is there, but " + error);
        }
    }

    /** What it was refused so far. */
    synchronized List<Error> refusals() {
        return List.copyOf(refusals);
    }

    /** Looks whether all was right so far; then how many records were acknowledged. */
    synchronized int acknowledgedCount() {
        if (wrong != null) {
            throw wrong;
        }
        return acknowledged.size();
    }

    /** Records of its own that were acknowledged, in their order. */
    synchronized List<ByteString> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Records of all that came, in their order. */
    synchronized List<ByteString> seen() {
        return List.copyOf(seen);
    }

    boolean isFollowing() {
        return way != Link.Way.SENDING;
    }

    TestApp app() {
        return app;
    }

    /** Writes no more; what is not acknowledged is still sent. */
    synchronized void stopWriting() {
        isWriting = false;
    }

    synchronized boolean isAllAcknowledged() {
        return waiting.isEmpty();
    }

    synchronized void end() {
        isEnding = true;
        notifyAll();
    }
}
