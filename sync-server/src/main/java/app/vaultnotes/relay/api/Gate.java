package app.vaultnotes.relay.api;

import app.vaultnotes.relay.call.Authenticator;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.metrics.Metrics;
import app.vaultnotes.wire.Route;
import app.vaultnotes.wire.Routes;
import com.google.protobuf.Message;
import java.util.Set;
import java.util.function.Supplier;

/** What every call passes first, whichever way it came: its limits, and who calls. */
final class Gate {

    /** Open calls in which nothing can be guessed. */
    private static final Set<Route<?, ?>> PROVEN =
            Set.of(Routes.REFRESH_TOKEN, Routes.DEVICE_CHALLENGE, Routes.DEVICE_SIGN_IN);

    private final Authenticator authenticator;
    private final Limits limits;
    private final Metrics metrics;

    Gate(Authenticator authenticator, Limits limits, Metrics metrics) {
        this.authenticator = authenticator;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** Who calls, if they may now. */
    Caller enter(Ongoing call) {
        limits.takeAddress(call.source().address());
        Caller caller = call.source().caller(authenticator);
        call.by(caller.account());
        limits.takeAccount(caller.account());
        return caller;
    }

    /** Who goes on with a call, if they still may: the token may have ended, or been revoked. */
    Caller again(Ongoing call) {
        return call.source().caller(authenticator);
    }

    /** Lets anybody fetch what is the same for all, if their address may call now. */
    void pass(Source source) {
        limits.takeAddress(source.address());
    }

    /**
     * Answers a call.
     *
     * @param request what is asked; not read before it may be asked
     */
    <Q extends Message, A extends Message> A answer(
            Call<Q, A> call, Ongoing ongoing, Supplier<Q> request) {
        long startNanos = System.nanoTime();
        String outcome = "ok";
        try {
            return answerIn(call, ongoing, request);
        } catch (RuntimeException e) {
            outcome = RelayException.of(e).code().name();
            throw e;
        } finally {
            String name = call.route().method().getFullMethodName();
            metrics.called(name, outcome, System.nanoTime() - startNanos);
        }
    }

    private <Q extends Message, A extends Message> A answerIn(
            Call<Q, A> call, Ongoing ongoing, Supplier<Q> request) {
        return switch (call.answer()) {
            case Call.ForCaller<Q, A>(var answer) -> {
                Caller caller = enter(ongoing);
                yield answer.apply(caller, request.get());
            }
            case Call.ForAnybody<Q, A>(var answer) -> {
                takeOpen(call.route(), ongoing.source().address());
                yield answer.apply(request.get());
            }
        };
    }

    private void takeOpen(Route<?, ?> route, String address) {
        if (PROVEN.contains(route)) {
            limits.takeProven(address);
        } else {
            limits.takeOpen(address);
        }
    }
}
