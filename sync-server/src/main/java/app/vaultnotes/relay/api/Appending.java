package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call that takes batches and acknowledges each, in their order, until one is refused. */
final class Appending implements StreamObserver<Batch> {

    private static final int UNDER_WAY = 32;

    private final Supplier<Caller> caller;
    private final SyncStreams streams;
    private final ServerCallStreamObserver<Ack> answers;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(true);
    private boolean closed;
    private boolean ended;

    /**
     * A call that has begun.
     *
     * @param caller who makes it; asked for each batch, since a call may last longer than a token
     */
    Appending(Supplier<Caller> caller, SyncStreams streams, ServerCallStreamObserver<Ack> answers) {
        this.caller = caller;
        this.streams = streams;
        this.answers = answers;
        answers.disableAutoRequest();
        answers.setOnCancelHandler(this::end);
        answers.request(UNDER_WAY);
        streams.opened(this);
    }

    private synchronized void end() {
        ended = true;
        streams.ended(this);
    }

    /** Takes no more batches; those that are under way are acknowledged first. */
    synchronized void close(RelayException reason) {
        closed = true;
        last = last.whenComplete((ack, failure) -> answer(null, reason));
    }

    @Override
    public void onNext(Batch batch) {
        if (isClosed()) {
            return;
        }
        CompletableFuture<Ack> next;
        try {
            next = streams.append(caller.get(), batch);
        } catch (RuntimeException e) {
            next = CompletableFuture.failedFuture(e);
        }
        answerInTurn(next);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void answerInTurn(CompletableFuture<Ack> appended) {
        last =
                last.handle((before, failure) -> true)
                        .thenCompose(before -> appended)
                        .whenComplete(this::answer);
    }

    private synchronized void answer(@Nullable Ack ack, @Nullable Throwable failure) {
        if (ended) {
            return;
        }
        if (ack != null) {
            answers.onNext(ack);
            answers.request(1);
        } else if (failure != null) {
            end();
            answers.onError(Failures.grpc(failure));
        }
    }

    @Override
    public void onError(Throwable failure) {
        end();
    }

    @Override
    public synchronized void onCompleted() {
        last = last.whenComplete((ack, failure) -> complete());
    }

    private synchronized void complete() {
        if (!ended) {
            end();
            answers.onCompleted();
        }
    }
}
