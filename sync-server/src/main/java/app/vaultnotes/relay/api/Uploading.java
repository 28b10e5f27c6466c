package app.vaultnotes.relay.api;

import app.vaultnotes.relay.call.RelayException;
import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call that takes a description and then pieces of bytes, and answers once.
 *
 * @param <P> a message that is one of both
 * @param <D> the description
 * @param <A> the answer
 */
final class Uploading<P, D, A> implements StreamObserver<P> {

    private final ServerCallStreamObserver<A> answers;
    private final Executor executor;
    private final Shape<P, D> shape;
    private final Taking<D, A> taking;
    private final PieceStream pieces;
    private boolean isDescribed;

    /** What a message holds. */
    record Shape<P, D>(Function<P, Optional<D>> description, Function<P, ByteString> bytes) {}

    /** Takes bytes. */
    @FunctionalInterface
    interface Taking<D, A> {
        A take(D description, PieceStream bytes) throws IOException;
    }

    Uploading(
            ServerCallStreamObserver<A> answers,
            Executor executor,
            Shape<P, D> shape,
            Taking<D, A> taking) {
        this.answers = answers;
        this.executor = executor;
        this.shape = shape;
        this.taking = taking;
        pieces = new PieceStream(() -> answers.request(1));
        answers.disableAutoRequest();
        answers.setOnCancelHandler(() -> pieces.end(new IOException("the client is gone")));
        answers.request(2);
    }

    @Override
    public void onNext(P message) {
        Optional<D> description = shape.description().apply(message);
        if (description.isPresent() == isDescribed) {
            fail(RelayException.invalid("First and once comes a description, then bytes."));
        } else if (description.isPresent()) {
            isDescribed = true;
            executor.execute(() -> take(description.get()));
        } else {
            pieces.add(shape.bytes().apply(message));
        }
    }

    private void take(D description) {
        @Nullable A answer = null;
        try {
            answer = taking.take(description, pieces);
        } catch (IOException broken) {
            fail(RelayException.invalid("The bytes broke off: " + broken.getMessage()));
        } catch (RuntimeException e) {
            fail(e);
        }
        if (answer != null && !answers.isCancelled()) {
            answers.onNext(answer);
            answers.onCompleted();
        }
    }

    private void fail(RuntimeException failure) {
        pieces.end(new IOException("refused"));
        if (!answers.isCancelled()) {
            answers.onError(Failures.grpc(failure));
        }
    }

    @Override
    public void onError(Throwable failure) {
        pieces.end(new IOException("the client is gone"));
    }

    @Override
    public void onCompleted() {
        pieces.end(null);
        if (!isDescribed) {
            fail(RelayException.invalid("Nothing was sent."));
        }
    }
}
