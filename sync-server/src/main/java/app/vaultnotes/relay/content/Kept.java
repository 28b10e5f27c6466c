package app.vaultnotes.relay.content;

import app.vaultnotes.proto.v1.BlobState;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.relay.blob.AppendOutcome;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.ByteRange;
import app.vaultnotes.relay.blob.FinishOutcome;
import app.vaultnotes.relay.blob.OpenOutcome;
import app.vaultnotes.relay.blob.Upload;
import app.vaultnotes.relay.call.BoundedStream;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.call.Transfers;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.WireLimits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.UUID;

/** Bytes on their way into the store and out of it, in the words of the protocol. */
final class Kept {

    private final BlobStore store;
    private final Transfers in = Transfers.in();
    private final Transfers out = Transfers.out();

    Kept(BlobStore store) {
        this.store = store;
    }

    /**
     * Which bytes a vault sends.
     *
     * @param offset where those of this call begin
     */
    record Incoming(UUID vault, Hash hash, long sizeBytes, long offset) {

        Upload upload() {
            return new Upload(vault, hash);
        }

        /** Small ones come at once and are checked in memory. */
        boolean isWhole() {
            return offset == 0 && sizeBytes <= WireLimits.MULTIPART_BYTES;
        }
    }

    /**
     * Keeps what comes; whether that is all of it now, and checked.
     *
     * @throws RelayException RATE_LIMITED when too much is on its way
     */
    BlobState keep(UUID account, Incoming incoming, InputStream bytes) throws IOException {
        try (Transfers.Turn _ = in.take(account)) {
            return keep(incoming, bytes);
        }
    }

    /**
     * Keeps what comes in one piece, from its beginning: what an earlier attempt left is dropped,
     * and nothing is left of one that breaks. A small one never leaves anything.
     *
     * @throws RelayException RATE_LIMITED when too much is on its way
     */
    BlobState keepAnew(UUID account, Incoming incoming, InputStream bytes) throws IOException {
        try (Transfers.Turn _ = in.take(account)) {
            if (incoming.isWhole()) {
                return keep(incoming, bytes);
            }
            store.uploads().drop(incoming.upload());
            boolean isComplete = false;
            try {
                BlobState state = keep(incoming, bytes);
                isComplete = state.getComplete();
                return state;
            } finally {
                if (!isComplete) {
                    store.uploads().drop(incoming.upload());
                }
            }
        }
    }

    private BlobState keep(Incoming incoming, InputStream bytes) throws IOException {
        if (incoming.isWhole()) {
            keepWhole(incoming, bytes);
            return state(incoming.sizeBytes(), true);
        }
        long stored = append(incoming, bytes);
        if (stored < incoming.sizeBytes()) {
            return state(stored, false);
        }
        return switch (store.uploads().finish(incoming.upload(), incoming.sizeBytes())) {
            case FinishOutcome.Complete() -> state(incoming.sizeBytes(), true);
            case FinishOutcome.Incomplete(long sizeBytes) -> state(sizeBytes, false);
            case FinishOutcome.Mismatch() -> throw otherBytes();
        };
    }

    static BlobState state(long storedBytes, boolean isComplete) {
        return BlobState.newBuilder().setStoredBytes(storedBytes).setComplete(isComplete).build();
    }

    private void keepWhole(Incoming incoming, InputStream bytes) throws IOException {
        byte[] all = bytes.readNBytes((int) incoming.sizeBytes() + 1);
        boolean isRight = all.length == incoming.sizeBytes() && store.put(incoming.hash(), all);
        if (!isRight) {
            throw otherBytes();
        }
    }

    private long append(Incoming incoming, InputStream bytes) throws IOException {
        Upload upload = incoming.upload();
        long most = incoming.sizeBytes() - incoming.offset();
        InputStream bounded = new BoundedStream(bytes, most, Kept::tooMuch);
        return switch (store.uploads().append(upload, incoming.offset(), bounded)) {
            case AppendOutcome.Appended(long storedBytes) -> storedBytes;
            case AppendOutcome.Elsewhere(long storedBytes) ->
                    throw new RelayException(
                            ErrorCode.GAP,
                            "The upload stands at byte " + storedBytes + ".",
                            "Go on from there.");
            case AppendOutcome.TooLong(long storedBytes) ->
                    throw new RelayException(
                            ErrorCode.TOO_LARGE,
                            "The upload has " + storedBytes + " bytes, as many as it may.",
                            "");
        };
    }

    private static RelayException tooMuch() {
        return new RelayException(ErrorCode.TOO_LARGE, "More bytes came than were announced.", "");
    }

    private static RelayException otherBytes() {
        return new RelayException(
                ErrorCode.BAD_PROOF, "The bytes are not those of the hash.", "Send them anew.");
    }

    /**
     * Holds bytes that a transaction begins to refer to; they are there until it ends, and then
     * because of it.
     *
     * @throws RelayException UNAVAILABLE when they were removed since they were put
     */
    void hold(Transaction transaction, Hash hash) throws SQLException {
        HashLock.share(transaction, hash);
        if (store.sizeBytes(hash).isEmpty()) {
            throw RelayException.unavailable("The bytes have to be sent again.");
        }
    }

    /** How many bytes of an upload are durable. */
    long storedBytes(UUID vault, Hash hash) {
        return store.uploads().storedBytes(new Upload(vault, hash));
    }

    /**
     * Opens bytes that a vault has.
     *
     * @throws RelayException RATE_LIMITED when too much is on its way
     */
    OpenOutcome.Opened open(UUID account, Hash hash, ByteRange range) {
        Transfers.Turn turn = out.take(account);
        try {
            OpenOutcome.Opened opened = open(hash, range);
            return new OpenOutcome.Opened(new Ending(opened.bytes(), turn), opened.sizeBytes());
        } catch (RuntimeException e) {
            turn.close();
            throw e;
        }
    }

    /** Bytes whose turn ends with them. */
    private static final class Ending extends FilterInputStream {
        private final Transfers.Turn turn;

        Ending(InputStream bytes, Transfers.Turn turn) {
            super(bytes);
            this.turn = turn;
        }

        @Override
        public void close() throws IOException {
            try (turn) {
                super.close();
            }
        }
    }

    private OpenOutcome.Opened open(Hash hash, ByteRange range) {
        return switch (store.open(hash, range)) {
            case OpenOutcome.Opened opened -> opened;
            case OpenOutcome.Absent() -> throw RelayException.notFound("bytes");
            case OpenOutcome.BehindEnd(long sizeBytes) ->
                    throw RelayException.invalid("It has " + sizeBytes + " bytes.");
        };
    }
}
