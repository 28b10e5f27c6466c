package app.vaultnotes.relay.log;

import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A batch that waits to be written. */
record Pending(SignedBatch batch, UUID account, CompletableFuture<Appended> done) {

    Pending(SignedBatch batch, UUID account) {
        this(batch, account, new CompletableFuture<>());
    }

    UUID vault() {
        return batch.first().vault();
    }

    UUID device() {
        return batch.first().device();
    }

    Writer.Line line() {
        return new Writer.Line(vault(), device());
    }

    long sizeBytes() {
        return batch.records().stream().mapToLong(LogRecord::size).sum();
    }

    void refuse(RelayException reason) {
        done.completeExceptionally(reason);
    }
}
