package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.Refused;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.live.Line;
import app.vaultnotes.relay.live.Lines;
import app.vaultnotes.relay.live.Outlet;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** A line over a WebSocket: each binary message is one message of the protocol. */
final class LineSocket implements Outlet {

    /** Codes from 4000 on are for programs; ours adds the number of the error. */
    private static final int CLOSED_FOR = 4_000;

    private static final int REASON_CHARACTERS = 100;

    private final Session session;
    private final Ongoing call;
    private final Line line;
    private volatile boolean isSending;

    LineSocket(Caller caller, Runnable again, Lines lines, Ongoing call, Session session) {
        this.session = session;
        this.call = call;
        line = lines.connect(caller, again, this);
    }

    /** Bytes of the client. */
    void receive(ByteBuffer bytes) {
        try {
            ToRelay message = ToRelay.parseFrom(bytes);
            call.received(message);
            line.receive(message);
        } catch (InvalidProtocolBufferException e) {
            line.end(RelayException.invalid("Bytes that are no message."));
        }
    }

    /** The client is gone. */
    void close() {
        line.drop();
        call.end();
    }

    @Override
    public boolean isReady() {
        return !isSending;
    }

    @Override
    public void send(ToClient message) {
        isSending = true;
        call.sent(message);
        session.sendBinary(
                ByteBuffer.wrap(message.toByteArray()),
                Callback.from(this::sent, failure -> line.drop()));
    }

    private void sent() {
        isSending = false;
        line.drain();
    }

    /** Nothing more is sent while a client does not read: then the line is cut. */
    @Override
    public void end(RelayException reason) {
        call.refused(reason.code());
        call.end();
        if (isSending) {
            session.disconnect();
        } else {
            refuse(session, reason);
        }
    }

    /** Says why there is no line, or no more. */
    static void refuse(Session session, RelayException reason) {
        ToClient last =
                ToClient.newBuilder()
                        .setRefused(Refused.newBuilder().setError(reason.toMessage()))
                        .build();
        session.sendBinary(
                ByteBuffer.wrap(last.toByteArray()),
                Callback.from(() -> close(session, reason), failure -> session.disconnect()));
    }

    private static void close(Session session, RelayException reason) {
        String text = String.valueOf(reason.getMessage());
        session.close(
                CLOSED_FOR + reason.code().getNumber(),
                text.substring(0, Math.min(text.length(), REASON_CHARACTERS)),
                Callback.NOOP);
    }
}
