package app.vaultnotes.relay.content;

import app.vaultnotes.proto.v1.BlobDescription;
import app.vaultnotes.proto.v1.BlobState;
import app.vaultnotes.proto.v1.BlobStateRequest;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.GetBlobRequest;
import app.vaultnotes.proto.v1.HasRequest;
import app.vaultnotes.proto.v1.HasResponse;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.ByteRange;
import app.vaultnotes.relay.blob.OpenOutcome;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.relay.log.LogReader;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.WireId;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Attachments of vaults, by their hash. What a vault does not have, its members cannot reach. */
public final class Blobs {

    private final Database database;
    private final Kept kept;
    private final Arriving arriving;
    private final RelayClock clock;

    /** Blobs whose bytes are in a store. */
    public Blobs(Database database, BlobStore store, RelayClock clock) {
        this.database = database;
        kept = new Kept(store);
        arriving = new Arriving(database, clock);
        this.clock = clock;
    }

    /** Which of some hashes the vault has. */
    public HasResponse has(Caller caller, HasRequest request) {
        UUID vault = vault(request.getVaultId());
        if (request.getHashesCount() > WireLimits.HASHES_ASKED) {
            throw new RelayException(ErrorCode.TOO_LARGE, "Too many hashes at once.", "");
        }
        byte[][] asked =
                request.getHashesList().stream()
                        .map(bytes -> hash(bytes).toByteArray())
                        .toArray(byte[][]::new);
        Set<ByteString> there = new HashSet<>();
        database.transact(
                Scope.vault(vault, caller.account()),
                transaction -> {
                    LogReader.standing(transaction, vault, caller.account());
                    return there.addAll(
                            transaction.list(
                                    "SELECT hash FROM blob WHERE vault_id = ? AND hash = ANY (?)",
                                    row -> ByteString.copyFrom(row.getBytes(1)),
                                    vault,
                                    asked));
                });
        HasResponse.Builder answer = HasResponse.newBuilder();
        request.getHashesList().forEach(hash -> answer.addHas(there.contains(hash)));
        return answer.build();
    }

    private static UUID vault(String text) {
        return WireId.parse("the vault", text);
    }

    private static Hash hash(ByteString bytes) {
        return Hash.fromByteArray("a blob's hash", bytes.toByteArray());
    }

    /**
     * Takes bytes of a blob. What the vault has already is not read.
     *
     * @param bytes from the description's offset on
     * @throws IOException when the stream breaks; what came before stays, of a large blob
     * @throws RelayException QUOTA, from the first part on when there is no room for all of it
     */
    public BlobState put(Caller caller, BlobDescription description, InputStream bytes)
            throws IOException {
        Kept.Incoming incoming =
                new Kept.Incoming(
                        vault(description.getVaultId()),
                        hash(description.getHash()),
                        description.getSizeBytes(),
                        description.getOffset());
        requireSize(incoming);
        if (isThere(caller, incoming)) {
            return Kept.state(incoming.sizeBytes(), true);
        }
        arriving.begin(incoming);
        BlobState state = keep(caller, incoming, bytes);
        // Another call of the same upload may have given the room back before anything was there.
        arriving.begin(incoming);
        if (state.getComplete()) {
            note(caller, incoming);
        }
        return state;
    }

    private BlobState keep(Caller caller, Kept.Incoming incoming, InputStream bytes)
            throws IOException {
        boolean isKept = false;
        try {
            BlobState state = kept.keep(caller.account(), incoming, bytes);
            isKept = true;
            return state;
        } finally {
            if (!isKept && kept.storedBytes(incoming.vault(), incoming.hash()) == 0) {
                arriving.end(incoming);
            }
        }
    }

    private static void requireSize(Kept.Incoming incoming) {
        if (incoming.sizeBytes() > WireLimits.BLOB_BYTES) {
            throw new RelayException(ErrorCode.TOO_LARGE, "A blob of too many bytes.", "");
        }
        if (incoming.sizeBytes() < 0
                || incoming.offset() < 0
                || incoming.offset() > incoming.sizeBytes()) {
            throw RelayException.invalid(
                    "Byte " + incoming.offset() + " of a blob of " + incoming.sizeBytes() + ".");
        }
    }

    private boolean isThere(Caller caller, Kept.Incoming incoming) {
        UUID vault = incoming.vault();
        return database.transact(
                Scope.vault(vault, caller.account()),
                transaction -> {
                    LogReader.standing(transaction, vault, caller.account()).require(Role.EDITOR);
                    return has(transaction, vault, incoming.hash());
                });
    }

    private static boolean has(Transaction transaction, UUID vault, Hash hash) throws SQLException {
        return transaction
                .first(
                        "SELECT 1 FROM blob WHERE vault_id = ? AND hash = ?",
                        row -> true,
                        vault,
                        hash.toByteArray())
                .isPresent();
    }

    private void note(Caller caller, Kept.Incoming incoming) {
        UUID vault = incoming.vault();
        database.transact(
                Scope.vault(vault, caller.account()),
                transaction -> {
                    LogReader.standing(transaction, vault, caller.account()).require(Role.EDITOR);
                    kept.hold(transaction, incoming.hash());
                    int added =
                            transaction.update(
                                    "INSERT INTO blob VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                                    vault,
                                    incoming.hash().toByteArray(),
                                    incoming.sizeBytes(),
                                    clock.millis());
                    Arriving.settle(transaction, incoming, added * incoming.sizeBytes());
                    return added;
                });
    }

    /** How far an upload is. */
    public BlobState state(Caller caller, BlobStateRequest request) {
        UUID vault = vault(request.getVaultId());
        Hash hash = hash(request.getHash());
        long completeBytes = sizeBytes(caller, vault, hash);
        return completeBytes >= 0
                ? Kept.state(completeBytes, true)
                : Kept.state(kept.storedBytes(vault, hash), false);
    }

    /** Negative when the vault does not have it. */
    private long sizeBytes(Caller caller, UUID vault, Hash hash) {
        return database.transact(
                Scope.vault(vault, caller.account()),
                transaction -> {
                    LogReader.standing(transaction, vault, caller.account());
                    return transaction
                            .first(
                                    "SELECT size_bytes FROM blob WHERE vault_id = ? AND hash = ?",
                                    row -> row.getLong(1),
                                    vault,
                                    hash.toByteArray())
                            .orElse(-1L);
                });
    }

    /**
     * Opens a blob, or a range of it; whoever gets the stream closes it.
     *
     * @throws RelayException NOT_FOUND, INVALID for a range behind the end
     */
    public OpenOutcome.Opened open(Caller caller, GetBlobRequest request) {
        UUID vault = vault(request.getVaultId());
        Hash hash = hash(request.getHash());
        if (request.getOffset() < 0 || request.getLength() < 0) {
            throw RelayException.invalid("A range that begins before the beginning.");
        }
        if (sizeBytes(caller, vault, hash) < 0) {
            throw RelayException.notFound("blob");
        }
        long length = request.getLength() == 0 ? Long.MAX_VALUE : request.getLength();
        return kept.open(caller.account(), hash, new ByteRange(request.getOffset(), length));
    }
}
