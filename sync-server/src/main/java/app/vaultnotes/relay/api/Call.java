package app.vaultnotes.relay.api;

import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.wire.Route;
import com.google.protobuf.Message;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A call with one request and one answer.
 *
 * @param route where it is, over gRPC and over REST
 * @param answer what it does
 */
record Call<Q extends Message, A extends Message>(Route<Q, A> route, Answer<Q, A> answer) {

    Call {
        if (route.needsToken() != answer instanceof ForCaller<?, ?>) {
            throw new IllegalArgumentException("who may call " + route.path() + " is said twice");
        }
    }

    /** What a call does; may wait. */
    sealed interface Answer<Q, A> {}

    /** For whoever has a token. */
    record ForCaller<Q, A>(BiFunction<Caller, Q, A> answer) implements Answer<Q, A> {}

    /** For anybody. */
    record ForAnybody<Q, A>(Function<Q, A> answer) implements Answer<Q, A> {}

    static <Q extends Message, A extends Message> Call<Q, A> of(
            Route<Q, A> route, BiFunction<Caller, Q, A> answer) {
        return new Call<>(route, new ForCaller<>(answer));
    }

    static <Q extends Message, A extends Message> Call<Q, A> open(
            Route<Q, A> route, Function<Q, A> answer) {
        return new Call<>(route, new ForAnybody<>(answer));
    }
}
