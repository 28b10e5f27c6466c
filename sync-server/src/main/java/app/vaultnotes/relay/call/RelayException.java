package app.vaultnotes.relay.call;

import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.relay.blob.BlobStoreException;
import app.vaultnotes.relay.database.DatabaseException;
import app.vaultnotes.wire.WireException;
import java.io.Serial;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Why a call is refused, in words for whoever called. */
public final class RelayException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;

    private static final long SOON_MILLIS = 1_000;

    private final ErrorCode code;
    private final String hint;
    private final long retryAfterMillis;
    private final long lastDeviceSeq;

    /**
     * A refusal.
     *
     * @param message one sentence: what and where, without content of notes
     * @param hint what to do; may be empty
     */
    public RelayException(ErrorCode code, String message, String hint) {
        this(code, message, hint, 0, 0);
    }

    private RelayException(
            ErrorCode code, String message, String hint, long retryAfterMillis, long lastSeq) {
        super(message);
        this.code = code;
        this.hint = hint;
        this.retryAfterMillis = retryAfterMillis;
        lastDeviceSeq = lastSeq;
    }

    /** A field that breaks its rule. */
    public static RelayException invalid(String message) {
        return new RelayException(ErrorCode.INVALID, message, "");
    }

    /** Something that is not there, or that the caller may not know of. */
    public static RelayException notFound(String what) {
        return new RelayException(ErrorCode.NOT_FOUND, "There is no such " + what + ".", "");
    }

    /** Something that works again later. */
    public static RelayException unavailable(String message) {
        return new RelayException(
                ErrorCode.UNAVAILABLE, message, "Try again in a moment.", SOON_MILLIS, 0);
    }

    /** Too much at once. */
    public static RelayException rateLimited(String message, long retryAfterMillis) {
        return new RelayException(
                ErrorCode.RATE_LIMITED, message, "Wait, then try again.", retryAfterMillis, 0);
    }

    /** A record that does not follow the last one of its device. */
    public static RelayException gap(long lastDeviceSeq) {
        return new RelayException(
                ErrorCode.GAP,
                "The last record of this device here is " + lastDeviceSeq + ".",
                "Send from the next one on.",
                0,
                lastDeviceSeq);
    }

    /** What a failure of any kind is for whoever called. */
    public static RelayException of(Throwable failure) {
        return switch (failure) {
            case RelayException refusal -> refusal;
            case WireException broken ->
                    new RelayException(broken.code(), String.valueOf(broken.getMessage()), "");
            case DatabaseException database -> of(database);
            case BlobStoreException ignored -> unavailable("The relay cannot reach these bytes.");
            case CompletionException late when late.getCause() != null -> of(late.getCause());
            case ExecutionException late when late.getCause() != null -> of(late.getCause());
            default -> new RelayException(ErrorCode.INTERNAL, "The relay has a bug.", "");
        };
    }

    private static RelayException of(DatabaseException failure) {
        return switch (failure.kind()) {
            case TAKEN -> new RelayException(ErrorCode.TAKEN, "That is in use already.", "");
            case CONFLICT, UNAVAILABLE -> unavailable("The relay cannot reach its database.");
            case BROKEN -> new RelayException(ErrorCode.INTERNAL, "The relay has a bug.", "");
        };
    }

    /** What went wrong, for a program. */
    public ErrorCode code() {
        return code;
    }

    /** As it is sent. */
    public Error toMessage() {
        return Error.newBuilder()
                .setCode(code)
                .setMessage(String.valueOf(getMessage()))
                .setHint(hint)
                .setRetryAfterMillis(retryAfterMillis)
                .setLastDeviceSeq(lastDeviceSeq)
                .build();
    }
}
