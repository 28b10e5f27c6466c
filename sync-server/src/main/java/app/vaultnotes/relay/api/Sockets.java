package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.SyncServiceGrpc;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.live.Lines;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Lines over WebSockets, from the request for one to its end. */
final class Sockets {

    private static final String PATH = "/v1/sync";
    private static final String CALLER = "caller";
    private static final String LINE = "line";

    private final Gate gate;
    private final RestCalls rest;
    private final Lines lines;

    Sockets(Gate gate, RestCalls rest, Lines lines) {
        this.gate = gate;
        this.rest = rest;
        this.lines = lines;
    }

    void add(RoutesConfig routes) {
        routes.wsBeforeUpgrade(PATH, this::enter);
        routes.ws(PATH, this::listen);
    }

    /** Whoever may not call hears so before there is a line. */
    private void enter(Context context) {
        Ongoing call =
                rest.begin(context, SyncServiceGrpc.getSyncMethod(), EndedCall.Way.WEBSOCKET);
        try {
            context.attribute(CALLER, gate.enter(call));
        } catch (RuntimeException refusal) {
            call.refused(RelayException.of(refusal).code());
            call.end();
            throw refusal;
        }
    }

    private void listen(WsConfig socket) {
        socket.onConnect(this::connect);
        socket.onBinaryMessage(context -> with(context, line -> line.receive(context.data())));
        socket.onClose(context -> with(context, LineSocket::close));
        socket.onError(context -> with(context, LineSocket::close));
    }

    private void connect(WsContext context) {
        Ongoing call = Objects.requireNonNull(context.attribute(RestCalls.PRESENT));
        try {
            context.attribute(
                    LINE,
                    new LineSocket(
                            Objects.requireNonNull(context.attribute(CALLER)),
                            () -> gate.again(call),
                            lines,
                            call,
                            context.session));
        } catch (RelayException refusal) {
            call.refused(refusal.code());
            call.end();
            LineSocket.refuse(context.session, refusal);
        }
    }

    /** There is none for whoever was refused one. */
    private static void with(WsContext context, Consumer<LineSocket> what) {
        Optional.<LineSocket>ofNullable(context.attribute(LINE)).ifPresent(what);
    }
}
