package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.wire.Route;
import app.vaultnotes.wire.Routes;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Calls over REST, with messages as their own bytes. */
final class HttpCalls implements RelayCalls {

    static final String PROTOBUF = "application/x-protobuf";

    private static final MediaType PROTOBUF_TYPE = MediaType.get(PROTOBUF);

    /** Most bytes of an answer: a page of records, and what stands around it. */
    private static final int USUAL_BYTES = WireLimits.MESSAGE_BYTES + (1 << 16);

    /** Most bytes of what all devices of a vault say that they have. */
    private static final int RECEIPTS_BYTES = (16 << 20) + (1 << 16);

    private static final int ERROR_BYTES = 1 << 16;

    private final RelayAddress relay;
    private final Causes causes;
    private final OkHttpClient http;

    HttpCalls(RelayAddress relay, Causes causes, OkHttpClient http) {
        this.relay = relay;
        this.causes = causes;
        this.http = http;
    }

    @Override
    public <Q extends Message, A extends Message> A call(
            Route<Q, A> route, Q request, String accessToken) {
        Request.Builder call =
                new Request.Builder()
                        .url(RestUrl.of(relay, route, request))
                        .header("Accept", PROTOBUF)
                        .method(
                                route.verb().name(),
                                RestUrl.hasBody(route) ? new Body(request) : null);
        if (!accessToken.isEmpty()) {
            call.header("Authorization", "Bearer " + accessToken);
        }
        try (Response response = http.newCall(call.build()).execute()) {
            return answer(route, response);
        } catch (IOException e) {
            throw causes.failure(e);
        }
    }

    /** Is sent once: of some calls the second would do something else than the first. */
    private static final class Body extends RequestBody {
        private final Message message;

        Body(Message message) {
            this.message = message;
        }

        @Override
        public MediaType contentType() {
            return PROTOBUF_TYPE;
        }

        @Override
        public long contentLength() {
            return message.getSerializedSize();
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            message.writeTo(sink.outputStream());
        }
    }

    private <A extends Message> A answer(Route<?, A> route, Response response) throws IOException {
        int most = route.method() == Routes.GET_RECEIPTS.method() ? RECEIPTS_BYTES : USUAL_BYTES;
        return answer(response, route.emptyAnswer(), most);
    }

    /** A page of something, that over gRPC is a stream. */
    <A extends Message> A page(Response response, A empty) throws IOException {
        return answer(response, empty, USUAL_BYTES);
    }

    private <A extends Message> A answer(Response response, A empty, int most) throws IOException {
        if (response.code() != 200) {
            throw refusal(response);
        }
        requireMessage(response);
        try {
            @SuppressWarnings("unchecked")
            A answer = (A) empty.getParserForType().parseFrom(bytes(response, most));
            return answer;
        } catch (InvalidProtocolBufferException e) {
            throw noRelay("an answer that cannot be read", e);
        }
    }

    private byte[] bytes(Response response, int most) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(most + 1L)) {
            throw noRelay("more than " + most + " bytes", null);
        }
        return source.readByteArray();
    }

    /** What the answer to a call that failed says. */
    RelayFailure refusal(Response response) {
        try {
            requireMessage(response);
            Error said = Error.parseFrom(bytes(response, ERROR_BYTES));
            long waitMillis = Math.max(said.getRetryAfterMillis(), waitMillis(response));
            return Causes.refusal(
                    said.toBuilder().setRetryAfterMillis(waitMillis).build(),
                    codeOf(response.code()));
        } catch (IOException e) {
            return causes.failure(e);
        } catch (RelayFailure e) {
            return e;
        }
    }

    /** Whoever is refused a WebSocket hears no more than this. */
    private static long waitMillis(Response response) {
        String seconds = response.header("Retry-After");
        return seconds != null && seconds.matches("\\d{1,6}")
                ? Integer.parseInt(seconds) * 1_000L
                : 0;
    }

    private static ErrorCode codeOf(int status) {
        return switch (status) {
            case 400 -> ErrorCode.INVALID;
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 413 -> ErrorCode.TOO_LARGE;
            case 429 -> ErrorCode.RATE_LIMITED;
            case 503 -> ErrorCode.UNAVAILABLE;
            case 507 -> ErrorCode.QUOTA;
            default -> ErrorCode.INTERNAL;
        };
    }

    /** A relay answers with messages alone; whatever else answers is in front of it, or none. */
    private void requireMessage(Response response) {
        MediaType type = response.body().contentType();
        boolean isMessage =
                type != null
                        && type.type().equals(PROTOBUF_TYPE.type())
                        && type.subtype().equals(PROTOBUF_TYPE.subtype());
        if (isMessage) {
            return;
        }
        int status = response.code();
        String at = relay.shown();
        if (response.isRedirect()) {
            throw Causes.silent(
                    "What answers at %s sends on to %s. Give that address if your relay is there."
                            .formatted(at, target(response)),
                    null);
        }
        if (status == 502 || status == 503 || status == 504) {
            throw Causes.silent(
                    "What stands in front of the relay at %s cannot reach it (status %d). Try again"
                                    .formatted(at, status)
                            + " later, or tell whoever runs it.",
                    null);
        }
        if (status == 407) {
            throw Causes.silent(
                    "A proxy on the way to " + at + " wants you to sign in to it first.", null);
        }
        throw noRelay(
                "status %d and %s".formatted(status, type == null ? "no type" : type.subtype()),
                null);
    }

    private static String target(Response response) {
        String location = response.header("Location");
        HttpUrl url = location == null ? null : response.request().url().resolve(location);
        return url == null
                ? "elsewhere"
                : Causes.quoted(url.scheme() + "://" + url.host() + ":" + url.port());
    }

    private RelayFailure noRelay(String what, @Nullable Throwable cause) {
        return Causes.silent(
                "What answers at %s is no Vault Notes relay, or a newer one: it sent %s. Look whether the address is right."
                        .formatted(relay.shown(), Causes.quoted(what)),
                cause);
    }
}
