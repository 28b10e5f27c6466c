package app.vaultnotes.relay.serve;

import app.vaultnotes.relay.backup.BackupException;
import app.vaultnotes.relay.blob.BlobStoreException;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.postgres.PostgresException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a failure is for whoever runs a relay. */
public final class Advice {

    private Advice() {}

    /** What is wrong. */
    public static String says(Throwable failure) {
        if (failure instanceof UncheckedIOException
                && failure.getCause() instanceof IOException cause) {
            return says(cause);
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** What to do about it; empty when the failure does not say. */
    public static String of(Throwable failure) {
        return switch (failure) {
            case ServeException wrong -> wrong.hint();
            case PostgresException wrong -> wrong.hint();
            case BlobStoreException wrong -> wrong.hint();
            case BackupException wrong -> wrong.hint();
            case RelayException wrong -> wrong.toMessage().getHint();
            default -> "";
        };
    }
}
