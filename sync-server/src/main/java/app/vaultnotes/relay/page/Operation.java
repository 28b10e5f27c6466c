package app.vaultnotes.relay.page;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;

/**
 * A call as it is over REST.
 *
 * @param verb GET, POST, PUT or DELETE
 * @param path with fields of the request in braces
 * @param method the same call over gRPC, whose comments describe it
 * @param request what the path, the query and the body are fields of
 * @param answer what comes back as JSON, a page of it where gRPC has a stream
 * @param needsToken whether it is for whoever has a token
 * @param carries what its body and its answer are
 */
public record Operation(
        String verb,
        String path,
        MethodDescriptor method,
        Descriptor request,
        Descriptor answer,
        boolean needsToken,
        Carries carries) {

    /** What a call carries. */
    public enum Carries {
        /** Messages as JSON. */
        MESSAGES,
        /** Bytes to the relay, all but their description in the query; a message back. */
        BYTES_IN,
        /** Bytes from the relay, of which a range may be asked for. */
        BYTES_OUT,
        /** A zip from the relay. */
        ZIP_OUT,
        /** Bytes to the relay, with what describes them in a header; a message back. */
        SNAPSHOT_IN,
        /** Bytes from the relay, with what describes them in a header. */
        SNAPSHOT_OUT
    }
}
