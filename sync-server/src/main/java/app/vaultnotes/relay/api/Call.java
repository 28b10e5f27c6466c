package app.vaultnotes.relay.api;

import app.vaultnotes.relay.call.Caller;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A call with one request and one answer, and where it is over REST. Braces in the path are fields
 * of the request; what the path does not have is in the body, or, of a GET, in the query.
 *
 * @param method over gRPC
 * @param verb over REST
 * @param path over REST
 * @param answer what it does
 */
record Call<Q extends Message, A extends Message>(
        MethodDescriptor<Q, A> method, Verb verb, String path, Answer<Q, A> answer) {

    /** What HTTP calls them. */
    enum Verb {
        /** Changes nothing. */
        GET,
        /** Makes or does something. */
        POST,
        /** Sets something. */
        PUT,
        /** Removes something. */
        DELETE
    }

    /** What a call does; may wait. */
    sealed interface Answer<Q, A> {}

    /** For whoever has a token. */
    record ForCaller<Q, A>(BiFunction<Caller, Q, A> answer) implements Answer<Q, A> {}

    /** For anybody. */
    record ForAnybody<Q, A>(Function<Q, A> answer) implements Answer<Q, A> {}

    static <Q extends Message, A extends Message> Call<Q, A> of(
            MethodDescriptor<Q, A> method,
            Verb verb,
            String path,
            BiFunction<Caller, Q, A> answer) {
        return new Call<>(method, verb, path, new ForCaller<>(answer));
    }

    static <Q extends Message, A extends Message> Call<Q, A> open(
            MethodDescriptor<Q, A> method, Verb verb, String path, Function<Q, A> answer) {
        return new Call<>(method, verb, path, new ForAnybody<>(answer));
    }

    /** An empty request. */
    Q prototype() {
        return Objects.requireNonNull(
                ((PrototypeMarshaller<Q>) method.getRequestMarshaller()).getMessagePrototype());
    }
}
