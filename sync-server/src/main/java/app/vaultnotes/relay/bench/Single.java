package app.vaultnotes.relay.bench;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;

/** Waits for the one answer of a call. */
final class Single<T> implements StreamObserver<T> {

    private final CompletableFuture<T> answer;

    Single(CompletableFuture<T> answer) {
        this.answer = answer;
    }

    @Override
    public void onNext(T message) {
        answer.complete(message);
    }

    @Override
    public void onError(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
        answer.completeExceptionally(new IllegalStateException("the call had no answer"));
    }
}
