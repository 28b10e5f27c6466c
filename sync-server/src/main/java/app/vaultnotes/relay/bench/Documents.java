package app.vaultnotes.relay.bench;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Batch;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A vault of many documents, each with a few changes. */
final class Documents {

    private static final int CHANGE_BYTES = 60;

    private final BenchDevice device;

    Documents(BenchDevice device) {
        this.device = device;
    }

    void write(int documents, int changes) {
        write(Stream.generate(UUID::randomUUID).limit(documents).toList(), changes);
    }

    void write(UUID document, int changes) {
        write(List.of(document), changes);
    }

    private void write(List<UUID> documents, int changes) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        StreamObserver<Batch> sending =
                device.sync()
                        .sendChanges(
                                new StreamObserver<Ack>() {
                                    @Override
                                    public void onNext(Ack ack) {}

                                    @Override
                                    public void onError(Throwable failure) {
                                        done.completeExceptionally(failure);
                                    }

                                    @Override
                                    public void onCompleted() {
                                        done.complete(true);
                                    }
                                });
        documents.forEach(each -> sending.onNext(device.cut(each, changes, CHANGE_BYTES)));
        sending.onCompleted();
        done.join();
    }
}
