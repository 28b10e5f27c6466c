package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.call.Transfers;
import app.vaultnotes.wire.Route;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Puts calls under paths of REST. */
final class RestCalls {

    /** Most bytes of the body of a call that anybody may make. */
    private static final int OPEN_BYTES = 16 << 10;

    /** Most bytes of the body of others: what a device says it has, about 10,000 devices. */
    private static final int USUAL_BYTES = 2 << 20;

    /** Most bytes of a batch, in Base64 as JSON has it. */
    private static final int MOST_BYTES = 2 * WireLimits.MESSAGE_BYTES;

    /** The attribute of a request that is a call. */
    static final String PRESENT = "call";

    private final Gate gate;
    private final Proxies proxies;
    private final CallLog log;
    private final Transfers large = new Transfers(16, 4, 10_000);

    RestCalls(Gate gate, Proxies proxies, CallLog log) {
        this.gate = gate;
        this.proxies = proxies;
        this.log = log;
    }

    /** Answers a call under its path. */
    <Q extends Message, A extends Message> void add(RoutesConfig routes, Call<Q, A> call) {
        add(
                routes,
                call.route(),
                context ->
                        answer(
                                context,
                                gate.answer(call, present(context), () -> request(context, call))));
    }

    /** Puts a call where it belongs. */
    void add(RoutesConfig routes, Route<?, ?> route, Handler handler) {
        add(routes, route.verb(), route.path(), route.method(), handler);
    }

    /**
     * Puts a call under a path.
     *
     * @param method what it is over gRPC
     */
    void add(
            RoutesConfig routes,
            Route.Verb verb,
            String path,
            MethodDescriptor<?, ?> method,
            Handler handler) {
        HandlerType type = HandlerType.findOrCreate(verb.name());
        routes.addHttpHandler(
                type,
                path,
                context -> {
                    Ongoing call = begin(context, method, EndedCall.Way.REST);
                    call.about(context.pathParamMap().get("vault_id"));
                    Request.addCompletionListener(
                            ServletContextRequest.getServletContextRequest(context.req()),
                            failure -> end(call, failure));
                    handler.handle(context);
                });
    }

    private static void end(Ongoing call, @Nullable Throwable failure) {
        if (failure == null) {
            call.end();
        } else {
            call.breakOff();
        }
    }

    /** A call of which the log will tell when it ends. */
    Ongoing begin(Context context, MethodDescriptor<?, ?> method, EndedCall.Way way) {
        Ongoing call = new Ongoing(log, method, way, source(context));
        context.attribute(PRESENT, call);
        return call;
    }

    /** The call that a request makes. */
    static Ongoing present(Context context) {
        return Objects.requireNonNull(context.attribute(PRESENT));
    }

    /** Tells the log, if the request makes a call. */
    static void refused(Context context, ErrorCode code) {
        Ongoing call = context.attribute(PRESENT);
        if (call != null) {
            call.refused(code);
        }
    }

    private static <Q extends Message> Q request(Context context, Call<Q, ?> call) {
        Route<Q, ?> route = call.route();
        return request(
                context, route.emptyRequest(), route.needsToken() ? USUAL_BYTES : OPEN_BYTES);
    }

    /**
     * What a call asks for that may be large.
     *
     * @throws RelayException RATE_LIMITED when too much is on its way
     */
    <Q extends Message> Q largeRequest(Context context, Caller caller, Q prototype) {
        try (Transfers.Turn _ = large.take(caller.account())) {
            return request(context, prototype, MOST_BYTES);
        }
    }

    Source source(Context context) {
        String address =
                proxies.address(context.req().getRemoteAddr(), context.header("X-Forwarded-For"));
        return Source.of(address, context.header("Authorization"));
    }

    static void answer(Context context, Message message) {
        present(context).sent(message);
        context.header("Cache-Control", "no-store");
        RestBody.wanted(context).write(context, message);
    }

    /** What a call asks for: the body, then the query, then the path, which wins. */
    static <Q extends Message> Q request(Context context, Q prototype) {
        return request(context, prototype, USUAL_BYTES);
    }

    @SuppressWarnings("unchecked")
    private static <Q extends Message> Q request(Context context, Q prototype, int mostBytes) {
        Message.Builder builder = prototype.newBuilderForType();
        RestBody.sent(context).read(body(context, mostBytes), builder);
        context.queryParamMap().forEach((name, values) -> set(builder, name, values.get(0)));
        for (Map.Entry<String, String> each : context.pathParamMap().entrySet()) {
            set(builder, each.getKey(), each.getValue());
        }
        Q request = (Q) builder.build();
        present(context).received(request);
        return request;
    }

    private static byte[] body(Context context, int mostBytes) {
        byte[] body;
        try {
            body = context.bodyInputStream().readNBytes(mostBytes + 1);
        } catch (IOException e) {
            throw RelayException.unavailable("The request broke off.");
        }
        if (body.length > mostBytes) {
            throw new RelayException(
                    ErrorCode.TOO_LARGE, "The body has more than " + mostBytes + " bytes.", "");
        }
        return body;
    }

    private static void set(Message.Builder builder, String name, String value) {
        FieldDescriptor field = builder.getDescriptorForType().findFieldByName(name);
        if (field == null || field.isRepeated()) {
            throw RelayException.invalid("This call has no field " + name + " in its address.");
        }
        builder.setField(field, value(field, value));
    }

    private static Object value(FieldDescriptor field, String value) {
        try {
            return switch (field.getJavaType()) {
                case STRING -> value;
                case LONG -> Long.parseLong(value);
                case INT -> Integer.parseInt(value);
                case BOOLEAN -> Boolean.parseBoolean(value);
                default ->
                        throw RelayException.invalid(
                                "The field " + field.getName() + " belongs into the body.");
            };
        } catch (NumberFormatException e) {
            throw RelayException.invalid("The field " + field.getName() + " is a number.");
        }
    }
}
