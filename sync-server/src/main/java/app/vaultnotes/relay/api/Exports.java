package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.ExportAccountRequest;
import app.vaultnotes.proto.v1.ExportPiece;
import app.vaultnotes.relay.account.AccountExport;
import app.vaultnotes.relay.call.Buckets;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.ByteString;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

/**
 * What the relay knows of an account, for the account itself: not often, and few at once, as each
 * reads much. Safe for any number of threads.
 */
final class Exports {

    private static final int AT_ONCE = 4;

    private final AccountExport export;
    private final Buckets accounts = Limits.EXPORT.buckets();
    private final Semaphore places = new Semaphore(AT_ONCE);

    Exports(AccountExport export) {
        this.export = export;
    }

    /** Writes into something as fast as it is taken. */
    @FunctionalInterface
    interface Opening {
        /** Where the zip goes; asked for when it is certain that there will be one. */
        OutputStream open() throws IOException;
    }

    /**
     * Writes the caller's zip.
     *
     * @throws RelayException RATE_LIMITED, UNAVAILABLE
     * @throws IOException when it cannot be written
     */
    void write(Caller caller, Opening opening) throws IOException {
        if (!places.tryAcquire()) {
            throw RelayException.unavailable("Too many exports are being made.");
        }
        try {
            accounts.take(caller.account().toString());
            try (OutputStream out = opening.open()) {
                export.write(caller.account(), out);
            }
        } finally {
            places.release();
        }
    }

    /** The same in pieces. */
    void send(Caller caller, ExportAccountRequest request, SyncStreams.Sink<ExportPiece> sink)
            throws IOException {
        write(caller, () -> new BufferedOutputStream(new Pieces(sink), WireLimits.PIECE_BYTES));
    }

    /** Sends what is written to it; the buffer above makes pieces of it. */
    private static final class Pieces extends OutputStream {
        private final SyncStreams.Sink<ExportPiece> sink;

        Pieces(SyncStreams.Sink<ExportPiece> sink) {
            this.sink = sink;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                ByteString piece = ByteString.copyFrom(bytes, offset, length);
                sink.send(ExportPiece.newBuilder().setBytes(piece).build());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException)
                        new InterruptedIOException("The relay is shutting down.").initCause(e);
            }
        }
    }
}
