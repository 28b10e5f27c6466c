package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A line over a WebSocket: each binary message is one of the protocol. Nothing more is read from
 * the connection until the last message was dealt with.
 */
final class WebSocketLine implements Line {

    private static final String PATH = "v1/sync";

    /** Codes from here on have the number of an error added. */
    private static final int CLOSED_FOR = 4_000;

    private static final int GONE = 1_000;
    private static final int SWITCHED = 101;
    private static final long FRAMING_BYTES = 1 << 16;
    private static final Duration PING = Duration.ofSeconds(30);

    /** Beneath what the library itself lets wait. */
    private static final long MOST_WAITING_BYTES = 12L << 20;

    private final Endpoint endpoint;
    private final Telling telling;
    private final BoundedSockets sockets =
            new BoundedSockets(WireLimits.MESSAGE_BYTES + FRAMING_BYTES);
    private final WebSocket socket;
    private volatile boolean isFull;
    private Error lastRefusal = Error.getDefaultInstance();

    private WebSocketLine(Endpoint endpoint, String accessToken, WayEvents events) {
        this.endpoint = endpoint;
        telling = new Telling(events);
        OkHttpClient http =
                endpoint.http()
                        .newBuilder()
                        .socketFactory(sockets)
                        .pingInterval(PING)
                        .addInterceptor(WebSocketLine::withoutCompression)
                        .build();
        Request request =
                new Request.Builder()
                        .url(endpoint.address().url().newBuilder().addPathSegments(PATH).build())
                        .header("Accept", HttpCalls.PROTOBUF)
                        .header("Authorization", "Bearer " + accessToken)
                        .build();
        socket = http.newWebSocket(request, new Listener());
    }

    static Line open(Endpoint endpoint, String accessToken, WayEvents events) {
        return new WebSocketLine(endpoint, accessToken, events);
    }

    /** A message that is small on its way could be of any size in memory. */
    private static Response withoutCompression(Interceptor.Chain chain) throws IOException {
        Request request =
                chain.request().newBuilder().removeHeader("Sec-WebSocket-Extensions").build();
        return chain.proceed(request).newBuilder().removeHeader("Sec-WebSocket-Extensions").build();
    }

    @Override
    public void send(ToRelay message) {
        if (telling.isOver()) {
            return;
        }
        boolean isRoom = socket.queueSize() + message.getSerializedSize() <= MOST_WAITING_BYTES;
        if (isRoom) {
            socket.send(ByteString.of(message.toByteArray()));
        } else {
            isFull = true;
            socket.cancel();
        }
    }

    @Override
    public void close() {
        telling.hush();
        socket.cancel();
    }

    private void end(WebSocket ended, RelayFailure why) {
        telling.ended(why);
        ended.cancel();
    }

    /** What the library tells; of a failure on any thread. */
    private final class Listener extends WebSocketListener {

        @Override
        public void onOpen(WebSocket webSocket, Response response) {
            telling.opened();
        }

        @Override
        public void onMessage(WebSocket webSocket, ByteString bytes) {
            try {
                ToClient message = ToClient.parseFrom(bytes.asByteBuffer());
                if (message.hasRefused() && message.getRefused().getVaultId().isEmpty()) {
                    lastRefusal = message.getRefused().getError();
                }
                telling.heard(message);
                sockets.goOn();
            } catch (InvalidProtocolBufferException e) {
                end(webSocket, endpoint.causes().brokenOff("bytes that are no message", e));
            }
        }

        @Override
        public void onMessage(WebSocket webSocket, String text) {
            end(webSocket, endpoint.causes().brokenOff("words instead of a message", null));
        }

        @Override
        public void onClosing(WebSocket webSocket, int code, String reason) {
            end(webSocket, closedFor(code, reason));
        }

        @Override
        public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
            if (response != null && response.code() != SWITCHED) {
                end(webSocket, endpoint.calls(endpoint.http()).refusal(response));
            } else if (isFull) {
                end(webSocket, endpoint.causes().brokenOff(SendQueue.FULL, failure));
            } else {
                end(webSocket, endpoint.causes().failure(failure));
            }
        }
    }

    /** What the relay said last tells more than the number that it closed with. */
    private RelayFailure closedFor(int code, String reason) {
        if (code < CLOSED_FOR) {
            return endpoint.causes()
                    .brokenOff(code == GONE ? "the relay ended it" : "code " + code, null);
        }
        Error closed =
                Error.newBuilder().setCodeValue(code - CLOSED_FOR).setMessage(reason).build();
        boolean isSame = lastRefusal.getCodeValue() == closed.getCodeValue();
        return Causes.refusal(isSame ? lastRefusal : closed, ErrorCode.UNAVAILABLE);
    }
}
