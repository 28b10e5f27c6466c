package app.vaultnotes.relay.live;

import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.relay.call.RelayException;

/** The way to one client. Called by one thread at a time. */
public interface Outlet {

    /** Whether a message can go on its way now; when that changes, {@link Line#drain} is called. */
    boolean isReady();

    /** Sends a message; only when ready. */
    void send(ToClient message);

    /** Ends the line, telling the client why. */
    void end(RelayException reason);
}
