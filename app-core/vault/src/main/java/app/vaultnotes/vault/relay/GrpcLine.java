package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.SyncServiceGrpc;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A line over gRPC, on a connection of its own. The next message is asked for when the last was
 * dealt with, so a slow reader slows the relay down.
 */
final class GrpcLine implements Line {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private static final Metadata.Key<byte[]> DETAIL =
            Metadata.Key.of("vaultnotes-error-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private static final String[] TLS = {"TLSv1.3"};
    private static final String[] CIPHERS = {
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
    };
    private static final int FRAMING_BYTES = 1 << 16;
    private static final long KEEP_ALIVE_SECONDS = 30;
    private static final long KEEP_ALIVE_ANSWER_SECONDS = 15;

    private final Causes causes;
    private final Telling telling;
    private final SendQueue outbox;
    private final ManagedChannel channel;
    private final ClientCall<ToRelay, ToClient> call;

    private GrpcLine(Endpoint endpoint, WayEvents events) {
        causes = endpoint.causes();
        telling = new Telling(events);
        channel = channel(endpoint);
        call = channel.newCall(SyncServiceGrpc.getSyncMethod(), CallOptions.DEFAULT);
        outbox = new SendQueue(call::isReady, call::sendMessage);
    }

    static Line open(Endpoint endpoint, String accessToken, WayEvents events) {
        GrpcLine line = new GrpcLine(endpoint, events);
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + accessToken);
        line.call.start(line.new Listener(), headers);
        line.call.request(1);
        return line;
    }

    private static ManagedChannel channel(Endpoint endpoint) {
        RelayAddress at = endpoint.address();
        OkHttpChannelBuilder builder =
                OkHttpChannelBuilder.forAddress(at.host(), at.port())
                        .executor(endpoint.executor())
                        .offloadExecutor(endpoint.executor())
                        .transportExecutor(endpoint.executor())
                        .scheduledExecutorService(endpoint.timer())
                        .maxInboundMessageSize(WireLimits.MESSAGE_BYTES + FRAMING_BYTES)
                        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                        .keepAliveTimeout(KEEP_ALIVE_ANSWER_SECONDS, TimeUnit.SECONDS)
                        .disableRetry()
                        .disableServiceConfigLookUp()
                        .userAgent(Endpoint.PROGRAM);
        if (!at.secure()) {
            return builder.usePlaintext().build();
        }
        if (endpoint.isPinned()) {
            builder.hostnameVerifier((host, session) -> true);
        }
        return builder.sslSocketFactory(endpoint.sockets()).tlsConnectionSpec(TLS, CIPHERS).build();
    }

    @Override
    public void send(ToRelay message) {
        if (!telling.isOver() && !outbox.add(message)) {
            call.cancel(SendQueue.FULL, null);
        }
    }

    @Override
    public void close() {
        telling.hush();
        release();
    }

    private void release() {
        call.cancel("closed", null);
        channel.shutdownNow();
    }

    /** What the library tells, one thing at a time. */
    private final class Listener extends ClientCall.Listener<ToClient> {

        private boolean isOpen;

        @Override
        public void onReady() {
            if (!isOpen) {
                isOpen = true;
                telling.opened();
            }
            outbox.drain();
        }

        @Override
        public void onMessage(ToClient message) {
            telling.heard(message);
            call.request(1);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            telling.ended(why(status, trailers));
            release();
        }
    }

    private RelayFailure why(Status status, Metadata trailers) {
        Error said = said(trailers);
        if (said != null) {
            return Causes.refusal(said, codeOf(status.getCode()));
        }
        Throwable cause = status.getCause();
        if (cause != null) {
            return causes.failure(cause);
        }
        return causes.brokenOff(
                status.isOk() ? "the relay ended it" : status.getDescription(), null);
    }

    private static @Nullable Error said(Metadata trailers) {
        byte[] bytes = trailers.get(DETAIL);
        try {
            return bytes == null ? null : Error.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    /** What a code that nobody knows comes to. */
    private static ErrorCode codeOf(Status.Code status) {
        return switch (status) {
            case INVALID_ARGUMENT -> ErrorCode.INVALID;
            case UNAUTHENTICATED -> ErrorCode.UNAUTHENTICATED;
            case PERMISSION_DENIED -> ErrorCode.FORBIDDEN;
            case NOT_FOUND -> ErrorCode.NOT_FOUND;
            case OUT_OF_RANGE -> ErrorCode.TOO_LARGE;
            case RESOURCE_EXHAUSTED -> ErrorCode.RATE_LIMITED;
            case UNAVAILABLE -> ErrorCode.UNAVAILABLE;
            default -> ErrorCode.INTERNAL;
        };
    }
}
