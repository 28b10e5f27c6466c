package app.vaultnotes.relay.frozen;

import com.google.protobuf.MessageLite;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;

/** Writes down every call of a client, which makes one at a time. */
final class Recorder implements ClientInterceptor {

    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    static final Metadata.Key<byte[]> DETAIL =
            Metadata.Key.of("vaultnotes-error-bin", Metadata.BINARY_BYTE_MARSHALLER);
    static final String BEARER = "Bearer ";

    private final List<Transcript.Call> calls = new ArrayList<>();
    private List<Transcript.Signed> signed = new ArrayList<>();

    /** What the next call has signed. */
    synchronized void signed(Transcript.Signed what) {
        signed.add(what);
    }

    synchronized Transcript transcript() {
        return new Transcript(List.copyOf(calls));
    }

    private synchronized void done(
            String method,
            String token,
            List<Transcript.Message> messages,
            Status status,
            byte[] error) {
        calls.add(
                new Transcript.Call(
                        method,
                        token,
                        List.copyOf(signed),
                        List.copyOf(messages),
                        status.getCode().name(),
                        error));
        signed = new ArrayList<>();
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new Recording<>(this, method.getFullMethodName(), next.newCall(method, options));
    }

    private static final class Recording<Q, A> extends SimpleForwardingClientCall<Q, A> {
        private final Recorder recorder;
        private final String method;
        private final List<Transcript.Message> messages = new ArrayList<>();
        private String token = "";

        Recording(Recorder recorder, String method, ClientCall<Q, A> call) {
            super(call);
            this.recorder = recorder;
            this.method = method;
        }

        @Override
        public void start(Listener<A> listener, Metadata headers) {
            String authorization = headers.get(AUTHORIZATION);
            token = authorization == null ? "" : authorization.substring(BEARER.length());
            super.start(
                    new SimpleForwardingClientCallListener<>(listener) {
                        @Override
                        public void onMessage(A message) {
                            add(false, message);
                            super.onMessage(message);
                        }

                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            byte[] error = trailers.get(DETAIL);
                            recorder.done(
                                    method,
                                    token,
                                    messages,
                                    status,
                                    error == null ? new byte[0] : error);
                            super.onClose(status, trailers);
                        }
                    },
                    headers);
        }

        @Override
        public void sendMessage(Q message) {
            add(true, message);
            super.sendMessage(message);
        }

        private void add(boolean isSent, Object message) {
            synchronized (recorder) {
                messages.add(new Transcript.Message(isSent, ((MessageLite) message).toByteArray()));
            }
        }
    }
}
