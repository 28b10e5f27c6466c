package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.relay.call.RelayException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** How a refusal is told in the words of gRPC and of HTTP. */
final class Failures {

    /** Holds an {@code Error}. */
    static final Metadata.Key<byte[]> DETAIL =
            Metadata.Key.of("vaultnotes-error-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private static final Logger LOG = System.getLogger(Failures.class.getName());

    private Failures() {}

    /** What a failure is for whoever called; a bug is logged under the id that they are told. */
    static RelayException refusal(Throwable failure) {
        RelayException refusal = RelayException.of(failure);
        if (refusal.code() != ErrorCode.INTERNAL) {
            return refusal;
        }
        String id = UUID.randomUUID().toString();
        LOG.log(Level.ERROR, "failure " + id, failure);
        return new RelayException(
                ErrorCode.INTERNAL, "The relay has a bug; its log has it as " + id + ".", "");
    }

    static StatusRuntimeException grpc(Throwable failure) {
        RelayException refusal = refusal(failure);
        Metadata trailers = new Metadata();
        trailers.put(DETAIL, refusal.toMessage().toByteArray());
        return status(refusal.code())
                .withDescription(refusal.getMessage())
                .asRuntimeException(trailers);
    }

    private static Status status(ErrorCode code) {
        return switch (code) {
            case INVALID, BAD_PROOF -> Status.INVALID_ARGUMENT;
            case UNAUTHENTICATED, WRONG_CREDENTIALS -> Status.UNAUTHENTICATED;
            case FORBIDDEN -> Status.PERMISSION_DENIED;
            case NOT_FOUND -> Status.NOT_FOUND;
            case TAKEN -> Status.ALREADY_EXISTS;
            case FORKED -> Status.ABORTED;
            case GAP, OTHER_INCARNATION -> Status.FAILED_PRECONDITION;
            case TOO_LARGE -> Status.OUT_OF_RANGE;
            case QUOTA, RATE_LIMITED -> Status.RESOURCE_EXHAUSTED;
            case UNAVAILABLE -> Status.UNAVAILABLE;
            case INTERNAL, ERROR_CODE_UNSPECIFIED, UNRECOGNIZED -> Status.INTERNAL;
        };
    }

    static int http(ErrorCode code) {
        return switch (code) {
            case INVALID, BAD_PROOF -> 400;
            case UNAUTHENTICATED, WRONG_CREDENTIALS -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case TAKEN, FORKED, GAP, OTHER_INCARNATION -> 409;
            case TOO_LARGE -> 413;
            case QUOTA -> 507;
            case RATE_LIMITED -> 429;
            case UNAVAILABLE -> 503;
            case INTERNAL, ERROR_CODE_UNSPECIFIED, UNRECOGNIZED -> 500;
        };
    }
}
