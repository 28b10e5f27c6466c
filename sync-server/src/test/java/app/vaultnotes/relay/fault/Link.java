package app.vaultnotes.relay.fault;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.relay.api.TestApp;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.stub.StreamObserver;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** A connection of an app to a relay, over which messages go both ways. */
interface Link extends AutoCloseable {

    /** How one connects. */
    enum Way {
        LINE,
        WEB_SOCKET,
        /** Sends alone, and hears what was taken. */
        SENDING
    }

    /** Sends something; what a broken link does not take is lost, as on any network. */
    void send(ToRelay message);

    @Override
    void close();

    /** Connects; what comes goes to the listener. */
    static Link connect(Way way, TestApp app, int port, StreamObserver<ToClient> into) {
        app.reach(port);
        return switch (way) {
            case LINE -> line(app, into);
            case WEB_SOCKET -> webSocket(app, port, into);
            case SENDING -> sending(app, into);
        };
    }

    private static Link line(TestApp app, StreamObserver<ToClient> into) {
        StreamObserver<ToRelay> out = app.syncAsync().sync(into);
        return new Link() {
            @Override
            public void send(ToRelay message) {
                out.onNext(message);
            }

            @Override
            public void close() {
                app.close();
            }
        };
    }

    private static Link sending(TestApp app, StreamObserver<ToClient> into) {
        StreamObserver<Batch> out =
                app.syncAsync()
                        .sendChanges(
                                new StreamObserver<Ack>() {
                                    @Override
                                    public void onNext(Ack ack) {
                                        into.onNext(ToClient.newBuilder().setAck(ack).build());
                                    }

                                    @Override
                                    public void onError(Throwable failure) {
                                        into.onError(failure);
                                    }

                                    @Override
                                    public void onCompleted() {
                                        into.onCompleted();
                                    }
                                });
        return new Link() {
            @Override
            public void send(ToRelay message) {
                if (message.hasBatch()) {
                    out.onNext(message.getBatch());
                }
            }

            @Override
            public void close() {
                app.close();
            }
        };
    }

    private static Link webSocket(TestApp app, int port, StreamObserver<ToClient> into) {
        OkHttpClient client = new OkHttpClient();
        Request request =
                new Request.Builder()
                        .url("ws://127.0.0.1:" + port + "/v1/sync")
                        .header("Authorization", "Bearer " + app.token())
                        .build();
        WebSocket socket = client.newWebSocket(request, new Listener(into));
        return new Link() {
            @Override
            public void send(ToRelay message) {
                socket.send(okio.ByteString.of(message.toByteArray()));
            }

            @Override
            public void close() {
                socket.cancel();
                client.dispatcher().executorService().shutdown();
                client.connectionPool().evictAll();
            }
        };
    }

    /** Passes on what a WebSocket brings. */
    final class Listener extends WebSocketListener {
        private final StreamObserver<ToClient> into;

        private Listener(StreamObserver<ToClient> into) {
            this.into = into;
        }

        @Override
        public void onMessage(WebSocket socket, okio.ByteString bytes) {
            try {
                into.onNext(ToClient.parseFrom(bytes.toByteArray()));
            } catch (InvalidProtocolBufferException e) {
                into.onError(e);
            }
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
            into.onError(failure);
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            into.onCompleted();
        }
    }
}
