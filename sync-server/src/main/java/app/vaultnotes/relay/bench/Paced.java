package app.vaultnotes.relay.bench;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Batch;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Devices that send a record each at a steady rate, however long the relay takes: what waits for a
 * slow answer counts from when it was due.
 */
final class Paced {

    private static final long PATIENCE_SECONDS = 60;

    private final List<BenchDevice> devices;
    private final int payloadBytes;

    Paced(List<BenchDevice> devices, int payloadBytes) {
        this.devices = devices;
        this.payloadBytes = payloadBytes;
    }

    Latencies run(int perSecond, int seconds) throws InterruptedException {
        Latencies latencies = new Latencies();
        int each = perSecond * seconds / devices.size();
        List<List<Batch>> cut = new ArrayList<>();
        for (BenchDevice device : devices) {
            List<Batch> own = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                own.add(device.cut(1, payloadBytes));
            }
            cut.add(own);
        }
        long periodNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long startNanos = System.nanoTime();
        CountDownLatch all = new CountDownLatch(each * devices.size());
        List<StreamObserver<Batch>> lines = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            long firstNanos = startNanos + i * periodNanos;
            lines.add(
                    devices.get(i)
                            .sync()
                            .sendChanges(
                                    new Acks(
                                            latencies,
                                            all,
                                            firstNanos,
                                            periodNanos * devices.size())));
        }
        for (int i = 0; i < each * devices.size(); i++) {
            TimeUnit.NANOSECONDS.sleep(startNanos + i * periodNanos - System.nanoTime());
            lines.get(i % devices.size())
                    .onNext(cut.get(i % devices.size()).get(i / devices.size()));
        }
        lines.forEach(StreamObserver::onCompleted);
        if (!all.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(all.getCount() + " records were not acknowledged");
        }
        return latencies;
    }

    /** The answers to one device, which come in the order of what it sent. */
    private static final class Acks implements StreamObserver<Ack> {
        private final Latencies latencies;
        private final CountDownLatch all;
        private final long periodNanos;
        private long dueNanos;

        Acks(Latencies latencies, CountDownLatch all, long firstNanos, long periodNanos) {
            this.latencies = latencies;
            this.all = all;
            this.periodNanos = periodNanos;
            dueNanos = firstNanos;
        }

        @Override
        public void onNext(Ack ack) {
            latencies.add(System.nanoTime() - dueNanos);
            dueNanos += periodNanos;
            all.countDown();
        }

        @Override
        public void onError(Throwable failure) {
            System.err.println("appending ended: " + failure);
        }

        @Override
        public void onCompleted() {}
    }
}
