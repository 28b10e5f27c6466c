package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.live.Line;
import app.vaultnotes.relay.live.Lines;
import app.vaultnotes.relay.live.Outlet;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** A line over a gRPC call of messages both ways. */
final class LineCall implements StreamObserver<ToRelay>, Outlet {

    private final ServerCallStreamObserver<ToClient> answers;
    private final Line line;

    LineCall(
            Caller caller,
            Runnable again,
            Lines lines,
            ServerCallStreamObserver<ToClient> answers) {
        this.answers = answers;
        line = lines.connect(caller, again, this);
        answers.disableAutoRequest();
        answers.setOnReadyHandler(line::drain);
        answers.setOnCancelHandler(line::drop);
        answers.request(1);
    }

    @Override
    public boolean isReady() {
        return answers.isReady();
    }

    @Override
    public synchronized void send(ToClient message) {
        answers.onNext(message);
    }

    @Override
    public synchronized void end(RelayException reason) {
        if (!answers.isCancelled()) {
            answers.onError(Failures.grpc(reason));
        }
    }

    @Override
    public void onNext(ToRelay message) {
        line.receive(message);
        answers.request(1);
    }

    @Override
    public void onError(Throwable failure) {
        line.drop();
    }

    @Override
    public void onCompleted() {
        line.drop();
        complete();
    }

    private synchronized void complete() {
        if (!answers.isCancelled()) {
            answers.onCompleted();
        }
    }
}
