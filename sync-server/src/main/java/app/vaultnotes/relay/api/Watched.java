package app.vaultnotes.relay.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** A gRPC call of which what passes is noted: from outside everything else, it sees every end. */
final class Watched {

    private Watched() {}

    /** What the relay sends. */
    static final class Answers<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final Ongoing call;

        Answers(ServerCall<Q, A> watched, Ongoing call) {
            super(watched);
            this.call = call;
        }

        @Override
        public void sendMessage(A message) {
            if (message instanceof Message answer) {
                call.sent(answer);
            }
            super.sendMessage(message);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            super.close(status, trailers);
            call.end(outcome(status, trailers));
        }
    }

    /** What the client sends. */
    static final class Requests<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Ongoing call;

        Requests(ServerCall.Listener<Q> watched, Ongoing call) {
            super(watched);
            this.call = call;
        }

        @Override
        public void onMessage(@Nullable Q message) {
            if (message instanceof Message request) {
                call.received(request);
            }
            super.onMessage(message);
        }

        @Override
        public void onCancel() {
            super.onCancel();
            call.end(EndedCall.CANCELLED);
        }

        @Override
        public void onComplete() {
            super.onComplete();
            call.end();
        }
    }

    /** The relay's own code if it gave one, as over REST. */
    private static String outcome(Status status, Metadata trailers) {
        byte[] detail = trailers.get(Failures.DETAIL);
        if (status.isOk() || detail == null) {
            return status.isOk() ? EndedCall.OK : status.getCode().name();
        }
        try {
            return app.vaultnotes.proto.v1.Error.parseFrom(detail).getCode().name();
        } catch (InvalidProtocolBufferException e) {
            return status.getCode().name();
        }
    }
}
