package app.vaultnotes.vault.relay;

import app.vaultnotes.wire.Route;
import com.google.protobuf.Message;

/** Calls of a relay, one request and one answer each. Any thread may call; it waits. */
public interface RelayCalls {

    /**
     * Makes a call.
     *
     * @param accessToken empty for a call that needs none
     * @throws RelayFailure when the relay refused, or none answered
     */
    <Q extends Message, A extends Message> A call(Route<Q, A> route, Q request, String accessToken);
}
