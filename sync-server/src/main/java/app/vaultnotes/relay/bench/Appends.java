package app.vaultnotes.relay.bench;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Batch;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Devices that send what they have cut before, as fast as the relay acknowledges it. */
final class Appends {

    /** Of a batch. */
    static final int RECORDS = 64;

    private static final int UNDER_WAY = 16;

    private final List<BenchDevice> devices;
    private final int payloadBytes;

    Appends(List<BenchDevice> devices, int payloadBytes) {
        this.devices = devices;
        this.payloadBytes = payloadBytes;
    }

    /** Records a second, for so many batches of each device; cutting and signing are not timed. */
    double recordsPerSecond(int batches) {
        List<List<Batch>> cut = new ArrayList<>();
        for (BenchDevice device : devices) {
            List<Batch> own = new ArrayList<>();
            for (int i = 0; i < batches; i++) {
                own.add(device.cut(RECORDS, payloadBytes));
            }
            cut.add(own);
        }
        long startNanos = System.nanoTime();
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            Sending sending = new Sending(cut.get(i).iterator());
            devices.get(i).sync().sendChanges(sending);
            all.add(sending.done);
        }
        all.forEach(CompletableFuture::join);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        return devices.size() * (double) batches * RECORDS / seconds;
    }

    /** Keeps a few batches under way. */
    private static final class Sending implements ClientResponseObserver<Batch, Ack> {
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();
        private final Iterator<Batch> batches;
        private @Nullable ClientCallStreamObserver<Batch> requests;

        Sending(Iterator<Batch> batches) {
            this.batches = batches;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<Batch> stream) {
            requests = stream;
            boolean[] begun = new boolean[1];
            stream.setOnReadyHandler(() -> {
                for (int i = 0; !begun[0] && i < UNDER_WAY; i++) {
                    sendNext();
                }
                begun[0] = true;
            });
        }

        private void sendNext() {
            ClientCallStreamObserver<Batch> stream = Objects.requireNonNull(requests);
            if (batches.hasNext()) {
                stream.onNext(batches.next());
                if (!batches.hasNext()) {
                    stream.onCompleted();
                }
            }
        }

        @Override
        public void onNext(Ack ack) {
            sendNext();
        }

        @Override
        public void onError(Throwable failure) {
            done.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            done.complete(true);
        }
    }
}
