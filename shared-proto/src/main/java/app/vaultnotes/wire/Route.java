package app.vaultnotes.wire;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.util.Objects;

/**
 * Where a call is over REST. Braces in the path are fields of the request; what the path does not
 * have is in the body, or, of a GET, in the query.
 *
 * @param method what it is over gRPC
 * @param verb what HTTP does
 * @param path from the root of the relay, such as {@code /v1/vaults/{vault_id}}
 * @param needsToken whether only those may make it who are signed in
 */
public record Route<Q extends Message, A extends Message>(
        MethodDescriptor<Q, A> method, Verb verb, String path, boolean needsToken) {

    /** What HTTP calls them. */
    public enum Verb {
        /** Changes nothing. */
        GET,
        /** Makes or does something. */
        POST,
        /** Sets something. */
        PUT,
        /** Removes something. */
        DELETE
    }

    /** An empty request. */
    public Q emptyRequest() {
        return prototype(method.getRequestMarshaller());
    }

    /** An empty answer. */
    public A emptyAnswer() {
        return prototype(method.getResponseMarshaller());
    }

    private static <M extends Message> M prototype(MethodDescriptor.Marshaller<M> marshaller) {
        return Objects.requireNonNull(((PrototypeMarshaller<M>) marshaller).getMessagePrototype());
    }
}
