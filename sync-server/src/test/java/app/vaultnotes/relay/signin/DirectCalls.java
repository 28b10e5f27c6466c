package app.vaultnotes.relay.signin;

import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.vault.relay.RelayCalls;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.wire.Route;
import app.vaultnotes.wire.Routes;
import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Calls of a relay's services in the same process; notes them, and can lose the way. */
final class DirectCalls implements RelayCalls {

    private interface Answer {
        Message to(String token, Message request);
    }

    private final TestRelay relay;
    private final Map<Route<?, ?>, Answer> answers = new HashMap<>();

    /** The names of the calls that came, in their order. */
    final List<String> made = new CopyOnWriteArrayList<>();

    /** Whether the relay can be reached. */
    volatile boolean isUp = true;

    /** The name of a call that does not arrive. */
    volatile String lost = "";

    DirectCalls(TestRelay relay) {
        this.relay = relay;
        open(Routes.SIGN_UP, relay.openAuth::signUp);
        open(Routes.SIGN_IN, relay.auth::signIn);
        open(Routes.REFRESH_TOKEN, relay.auth::refreshToken);
        open(Routes.DEVICE_CHALLENGE, relay.auth::deviceChallenge);
        open(Routes.DEVICE_SIGN_IN, relay.auth::deviceSignIn);
        put(Routes.BIND_DEVICE, relay.auth::bindDevice);
        put(Routes.REVOKE_TOKEN, relay.auth::revokeToken);
        put(Routes.LIST_DEVICES, relay.auth::listDevices);
        put(Routes.REVOKE_DEVICE, relay.auth::revokeDevice);
        put(Routes.CHANGE_PASSPHRASE, relay.auth::changePassphrase);
        put(Routes.CREATE_VAULT, relay.vaults::createVault);
        put(Routes.LIST_VAULTS, relay.vaults::listVaults);
        put(Routes.INVITE, relay.vaults::invite);
        put(Routes.ACCEPT, relay.vaults::accept);
        put(Routes.LIST_MEMBERS, relay.vaults::listMembers);
        put(Routes.SET_ROLE, relay.vaults::setRole);
        put(Routes.REMOVE, relay.vaults::remove);
        put(Routes.LEAVE, relay.vaults::leave);
    }

    @SuppressWarnings("unchecked")
    private <Q extends Message, A extends Message> void open(
            Route<Q, A> route, Function<Q, A> answer) {
        answers.put(route, (token, request) -> answer.apply((Q) request));
    }

    @SuppressWarnings("unchecked")
    private <Q extends Message, A extends Message> void put(
            Route<Q, A> route, BiFunction<Caller, Q, A> answer) {
        answers.put(
                route,
                (token, request) -> answer.apply(relay.sessions.authenticate(token), (Q) request));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <Q extends Message, A extends Message> A call(
            Route<Q, A> route, Q request, String accessToken) {
        made.add(String.valueOf(route.method().getBareMethodName()));
        if (!isUp || lost.equals(route.method().getBareMethodName())) {
            throw new RelayFailure("Nothing answers.", Error.getDefaultInstance(), null);
        }
        try {
            return (A) Objects.requireNonNull(answers.get(route)).to(accessToken, request);
        } catch (RelayException e) {
            throw new RelayFailure(String.valueOf(e.getMessage()), e.toMessage(), e);
        }
    }

    /** The calls since the last time. */
    List<String> taken() {
        List<String> calls = List.copyOf(made);
        made.clear();
        return calls;
    }
}
