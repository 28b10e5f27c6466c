package app.vaultnotes.relay.api;

import app.vaultnotes.relay.call.RelayException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Map;

/** Puts calls under paths of REST: JSON with the names of the messages' fields. */
final class RestCalls {

    private static final String JSON = "application/json; charset=utf-8";

    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer()
                    .preservingProtoFieldNames()
                    .alwaysPrintFieldsWithNoPresence()
                    .omittingInsignificantWhitespace();

    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    private final Gate gate;
    private final Proxies proxies;

    RestCalls(Gate gate, Proxies proxies) {
        this.gate = gate;
        this.proxies = proxies;
    }

    /** Answers a call under its path. */
    <Q extends Message, A extends Message> void add(RoutesConfig routes, Call<Q, A> call) {
        routes.addHttpHandler(
                HandlerType.findOrCreate(call.verb().name()),
                call.path(),
                context ->
                        answer(
                                context,
                                gate.answer(
                                        call,
                                        source(context),
                                        request(context, call.prototype()))));
    }

    Source source(Context context) {
        String address =
                proxies.address(context.req().getRemoteAddr(), context.header("X-Forwarded-For"));
        return Source.of(address, context.header("Authorization"));
    }

    static void answer(Context context, Message message) {
        context.contentType(JSON).header("Cache-Control", "no-store").result(json(message));
    }

    static String json(Message message) {
        try {
            return PRINTER.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message that has no JSON", e);
        }
    }

    /** What a call asks for: the body, then the query, then the path, which wins. */
    @SuppressWarnings("unchecked")
    static <Q extends Message> Q request(Context context, Q prototype) {
        Message.Builder builder = prototype.newBuilderForType();
        try {
            String body = context.body();
            if (!body.isBlank()) {
                PARSER.merge(body, builder);
            }
        } catch (InvalidProtocolBufferException e) {
            throw RelayException.invalid(
                    "The body is not the JSON of this call: " + e.getMessage());
        }
        context.queryParamMap().forEach((name, values) -> set(builder, name, values.get(0)));
        for (Map.Entry<String, String> each : context.pathParamMap().entrySet()) {
            set(builder, each.getKey(), each.getValue());
        }
        return (Q) builder.build();
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
