package app.vaultnotes.relay.bench;

import app.vaultnotes.proto.v1.GetChangesRequest;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.Records;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One device writes, many others wait for it on their lines. */
final class Broadcast {

    private static final long PATIENCE_SECONDS = 60;

    private final BenchDevice writer;
    private final List<BenchDevice> readers;
    private final int perSecond;
    private final int messages;
    private final long[] sentNanos;
    private final Latencies latencies = new Latencies();

    Broadcast(BenchDevice writer, List<BenchDevice> readers, int perSecond, int messages) {
        this.writer = writer;
        this.readers = readers;
        this.perSecond = perSecond;
        this.messages = messages;
        sentNanos = new long[messages];
    }

    /** How long each record took to each reader. */
    Latencies run() throws InterruptedException {
        CountDownLatch opened = new CountDownLatch(readers.size());
        CountDownLatch all = new CountDownLatch(readers.size() * messages);
        List<StreamObserver<ToRelay>> lines = new ArrayList<>();
        long before = head();
        for (BenchDevice reader : readers) {
            StreamObserver<ToRelay> line = reader.sync().sync(new Reading(opened, all, before));
            line.onNext(open(reader));
            lines.add(line);
        }
        await(opened);
        StreamObserver<ToRelay> line = writer.sync().sync(new Reading(opened, all, -1));
        long periodNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long nextNanos = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            ToRelay message =
                    ToRelay.newBuilder().setBatch(writer.cut(UUID.randomUUID(), 1, 200)).build();
            TimeUnit.NANOSECONDS.sleep(nextNanos - System.nanoTime());
            sentNanos[i] = System.nanoTime();
            line.onNext(message);
            nextNanos += periodNanos;
        }
        await(all);
        lines.forEach(StreamObserver::onCompleted);
        line.onCompleted();
        return latencies;
    }

    private static ToRelay open(BenchDevice reader) {
        return ToRelay.newBuilder().setOpen(Open.newBuilder().setVaultId(reader.vaultId())).build();
    }

    private long head() {
        return writer.syncBlocking()
                .getChanges(GetChangesRequest.newBuilder().setVaultId(writer.vaultId()).build())
                .next()
                .getHead();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(latch.getCount() + " messages did not come");
        }
    }

    /** Notes when records come; a negative beginning notes nothing. */
    private final class Reading implements StreamObserver<ToClient> {
        private final CountDownLatch opened;
        private final CountDownLatch all;
        private final long before;

        Reading(CountDownLatch opened, CountDownLatch all, long before) {
            this.opened = opened;
            this.all = all;
            this.before = before;
        }

        @Override
        public void onNext(ToClient message) {
            if (message.hasOpened()) {
                opened.countDown();
            }
            if (message.hasRecords() && before >= 0) {
                note(message.getRecords());
            }
        }

        private void note(Records records) {
            long nowNanos = System.nanoTime();
            records.getRecordsList().stream()
                    .filter(record -> record.getVaultSeq() > before)
                    .forEach(record -> {
                        int index = (int) (record.getVaultSeq() - before - 1);
                        latencies.add(nowNanos - sentNanos[index]);
                        all.countDown();
                    });
        }

        @Override
        public void onError(Throwable failure) {
            System.err.println("a line ended: " + failure);
        }

        @Override
        public void onCompleted() {}
    }
}
