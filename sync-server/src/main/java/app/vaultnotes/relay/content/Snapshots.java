package app.vaultnotes.relay.content;

import app.vaultnotes.proto.v1.AttestSnapshotRequest;
import app.vaultnotes.proto.v1.BlobState;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.GetSnapshotRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.ByteRange;
import app.vaultnotes.relay.blob.OpenOutcome;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.relay.log.DeviceKeys;
import app.vaultnotes.relay.log.LogReader;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.SignedSnapshot;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Documents as devices saved them, each standing for the records it covers. They make joining
 * faster; of the log beneath them {@link LogTrim} takes what is long attested.
 */
public final class Snapshots {

    private static final int PAGE = 500;
    private static final String COLUMNS =
            "description, covered_vault_seq, attested_by IS NOT NULL AS attested, taken_millis";
    private static final String NEWEST_FIRST =
            " ORDER BY covered_vault_seq DESC, taken_millis DESC";
    private static final String ATTESTED =
            "(SELECT hash FROM snapshot WHERE vault_id = of.vault AND doc_id = of.doc";
    private static final String OLDER =
            "WITH of (vault, doc) AS (VALUES (?::uuid, ?::uuid)) DELETE FROM snapshot USING of"
                    + " WHERE vault_id = of.vault AND doc_id = of.doc AND hash NOT IN ("
                    + ATTESTED
                    + " AND attested_by IS NOT NULL"
                    + NEWEST_FIRST
                    + " LIMIT 1) UNION ALL "
                    + ATTESTED
                    + " AND attested_millis > ? ORDER BY covered_vault_seq LIMIT 1))"
                    + " RETURNING size_bytes";

    /** For how long one that is due waits for the log to be trimmed. */
    private static final long UNTRIMMED_MILLIS = Duration.ofDays(7).toMillis();

    private final Database database;
    private final DeviceKeys keys;
    private final Kept kept;
    private final Arriving arriving;
    private final RelayClock clock;

    /** Snapshots whose bytes are in a store. */
    public Snapshots(Database database, DeviceKeys keys, BlobStore store, RelayClock clock) {
        this.database = database;
        this.keys = keys;
        kept = new Kept(store);
        arriving = new Arriving(database, clock);
        this.clock = clock;
    }

    /**
     * Takes a snapshot, unless one that covers more is there.
     *
     * @return the newest of the document
     * @throws RelayException BAD_PROOF, INVALID when it covers what the log does not have, QUOTA
     * @throws IOException when the stream breaks; nothing is there then
     */
    public Snapshot put(Caller caller, Snapshot message, InputStream bytes) throws IOException {
        SignedSnapshot snapshot = SignedSnapshot.parse(message);
        requireOwn(caller, snapshot);
        Scope scope = Scope.vault(snapshot.vault(), caller.account());
        database.transact(scope, transaction -> covered(transaction, caller, snapshot));
        keep(caller, incoming(snapshot), bytes);
        return database.transact(scope, transaction -> note(transaction, caller, snapshot));
    }

    private static Kept.Incoming incoming(SignedSnapshot snapshot) {
        return new Kept.Incoming(snapshot.vault(), snapshot.hash(), snapshot.sizeBytes(), 0);
    }

    /** Counted while it comes, since a relay that is killed leaves the parts that it has. */
    private void keep(Caller caller, Kept.Incoming incoming, InputStream bytes) throws IOException {
        arriving.begin(incoming);
        boolean isComplete = false;
        try {
            BlobState state = kept.keepAnew(caller.account(), incoming, bytes);
            isComplete = state.getComplete();
            if (!isComplete) {
                throw RelayException.invalid(
                        "%d of %d bytes came."
                                .formatted(state.getStoredBytes(), incoming.sizeBytes()));
            }
        } finally {
            if (!isComplete) {
                arriving.end(incoming);
            }
        }
    }

    private void requireOwn(Caller caller, SignedSnapshot snapshot) {
        boolean isOwn =
                snapshot.device().equals(caller.requireDevice())
                        && keys.of(snapshot.device()).filter(snapshot::isSignedBy).isPresent();
        if (!isOwn) {
            throw new RelayException(
                    ErrorCode.BAD_PROOF, "The snapshot is not by the device that sends it.", "");
        }
    }

    /** Up to where in the log it covers all records of its document. */
    private static long covered(Transaction transaction, Caller caller, SignedSnapshot snapshot)
            throws SQLException {
        LogReader.Standing standing =
                LogReader.standing(transaction, snapshot.vault(), caller.account());
        standing.require(Role.EDITOR);
        UUID[] devices =
                snapshot.covered().keySet().stream()
                        .map(id -> WireId.parse("a covered device", id))
                        .toArray(UUID[]::new);
        Long[] seqs = snapshot.covered().values().toArray(Long[]::new);
        requireThere(transaction, snapshot.vault(), devices, seqs);
        return transaction
                .first(
                        "SELECT coalesce(min(vault_seq) - 1, ?) FROM record"
                                + " LEFT JOIN unnest(?::uuid[], ?::int8[]) AS covered (id, seq)"
                                + " ON covered.id = record.device_id"
                                + " WHERE vault_id = ? AND doc_id = ? AND vault_seq <= ?"
                                + " AND device_seq > coalesce(covered.seq, 0)",
                        row -> row.getLong(1),
                        standing.head(),
                        devices,
                        seqs,
                        snapshot.vault(),
                        snapshot.doc(),
                        standing.head())
                .orElseThrow();
    }

    private static void requireThere(
            Transaction transaction, UUID vault, UUID[] devices, Long[] seqs) throws SQLException {
        long there =
                transaction
                        .first(
                                "SELECT count(*) FROM unnest(?::uuid[], ?::int8[]) AS c (id, seq)"
                                        + " JOIN chain ON chain.device_id = c.id"
                                        + " WHERE vault_id = ? AND device_seq >= c.seq",
                                row -> row.getLong(1),
                                devices,
                                seqs,
                                vault)
                        .orElseThrow();
        if (there < devices.length) {
            throw RelayException.invalid("The snapshot covers records that are not here.");
        }
    }

    private Snapshot note(Transaction transaction, Caller caller, SignedSnapshot snapshot)
            throws SQLException {
        kept.hold(transaction, snapshot.hash());
        long covered = covered(transaction, caller, snapshot);
        Optional<Snapshot> newest = newest(transaction, snapshot.vault(), snapshot.doc(), false);
        if (newest.filter(there -> there.getCoveredVaultSeq() >= covered).isPresent()) {
            Arriving.settle(transaction, incoming(snapshot), 0);
            return newest.get();
        }
        long freed = removeOlder(transaction, snapshot);
        // The same bytes may be there, attested, for fewer records: these stand for what was
        // trimmed beneath them and stay as they are.
        int added =
                transaction.update(
                        "INSERT INTO snapshot VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (vault_id, doc_id, hash) DO NOTHING",
                        snapshot.vault(),
                        snapshot.doc(),
                        snapshot.hash().toByteArray(),
                        snapshot.device(),
                        snapshot.sizeBytes(),
                        snapshot.toMessage().toByteArray(),
                        covered,
                        clock.millis());
        Arriving.settle(transaction, incoming(snapshot), added * snapshot.sizeBytes() - freed);
        return newest(transaction, snapshot.vault(), snapshot.doc(), false).orElseThrow();
    }

    /**
     * Leaves two attested ones: the newest, until the new one is attested itself; and the one that
     * will be the first for which the log is trimmed, or the log of a document that is saved every
     * week never would be.
     */
    private long removeOlder(Transaction transaction, SignedSnapshot snapshot) throws SQLException {
        return transaction
                .list(
                        OLDER,
                        row -> row.getLong(1),
                        snapshot.vault(),
                        snapshot.doc(),
                        clock.steadyMillis() - LogTrim.ATTESTED_MILLIS - UNTRIMMED_MILLIS)
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static Optional<Snapshot> newest(
            Transaction transaction, UUID vault, UUID doc, boolean isAttested) throws SQLException {
        return transaction.first(
                "SELECT "
                        + COLUMNS
                        + " FROM snapshot WHERE vault_id = ? AND doc_id = ?"
                        + (isAttested ? " AND attested_by IS NOT NULL" : "")
                        + NEWEST_FIRST
                        + " LIMIT 1",
                Snapshots::read,
                vault,
                doc);
    }

    private static Snapshot read(ResultSet row) throws SQLException {
        try {
            return Snapshot.parseFrom(row.getBytes("description")).toBuilder()
                    .setCoveredVaultSeq(row.getLong("covered_vault_seq"))
                    .setAttested(row.getBoolean("attested"))
                    .setTakenMillis(row.getLong("taken_millis"))
                    .build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a stored snapshot is damaged", e);
        }
    }

    /** A snapshot and its bytes, which whoever gets them closes. */
    public record Opened(Snapshot description, InputStream bytes) {}

    /**
     * The newest snapshot of a document.
     *
     * @throws RelayException NOT_FOUND when there is none
     */
    public Opened open(Caller caller, GetSnapshotRequest request) {
        UUID vault = WireId.parse("the vault", request.getVaultId());
        UUID doc = WireId.parse("the document", request.getDocId());
        Snapshot newest =
                database.transact(
                        Scope.vault(vault, caller.account()),
                        transaction -> {
                            LogReader.standing(transaction, vault, caller.account());
                            return newest(transaction, vault, doc, request.getAttested())
                                    .orElseThrow(() -> RelayException.notFound("snapshot"));
                        });
        Hash hash = Hash.fromByteArray("a stored hash", newest.getHash().toByteArray());
        OpenOutcome.Opened opened = kept.open(caller.account(), hash, ByteRange.ALL);
        return new Opened(newest, opened.bytes());
    }

    /**
     * The newest snapshots of the documents that follow one in the order of ids; none at the end.
     */
    public List<Snapshot> list(Caller caller, UUID vault, UUID afterDoc) {
        return database.transact(
                Scope.vault(vault, caller.account()),
                transaction -> {
                    LogReader.standing(transaction, vault, caller.account());
                    return transaction.list(
                            "SELECT DISTINCT ON (doc_id) "
                                    + COLUMNS
                                    + " FROM snapshot WHERE vault_id = ? AND doc_id > ?"
                                    + " ORDER BY doc_id, covered_vault_seq DESC, taken_millis DESC"
                                    + " LIMIT ?",
                            Snapshots::read,
                            vault,
                            afterDoc,
                            PAGE);
                });
    }

    /**
     * Notes that a second device has found in a snapshot all that it covers.
     *
     * @throws RelayException BAD_PROOF, INVALID by the device that made it, NOT_FOUND
     */
    public Snapshot attest(Caller caller, AttestSnapshotRequest request) {
        UUID vault = WireId.parse("the vault", request.getVaultId());
        UUID doc = WireId.parse("the document", request.getDocId());
        Hash hash = Hash.fromByteArray("the hash", request.getHash().toByteArray());
        UUID device = caller.requireDevice();
        byte[] signature = request.getSignature().toByteArray();
        boolean isSigned =
                keys.of(device)
                        .filter(key ->
                                SignedSnapshot.attestation(vault, doc, hash, device)
                                        .isSigned(key, signature))
                        .isPresent();
        if (!isSigned) {
            throw new RelayException(
                    ErrorCode.BAD_PROOF, "It is not signed by the device that sends it.", "");
        }
        return database.transact(
                Scope.vault(vault, caller.account()),
                transaction -> attest(transaction, caller, vault, doc, hash));
    }

    private Snapshot attest(Transaction transaction, Caller caller, UUID vault, UUID doc, Hash hash)
            throws SQLException {
        LogReader.standing(transaction, vault, caller.account());
        UUID device = caller.requireDevice();
        transaction.update(
                "UPDATE snapshot SET attested_by = ?, attested_millis = ? WHERE vault_id = ?"
                        + " AND doc_id = ? AND hash = ? AND attested_by IS NULL"
                        + " AND device_id <> ?",
                device,
                clock.steadyMillis(),
                vault,
                doc,
                hash.toByteArray(),
                device);
        Snapshot there =
                transaction
                        .first(
                                "SELECT "
                                        + COLUMNS
                                        + " FROM snapshot WHERE vault_id = ? AND doc_id = ?"
                                        + " AND hash = ?",
                                Snapshots::read,
                                vault,
                                doc,
                                hash.toByteArray())
                        .orElseThrow(() -> RelayException.notFound("snapshot"));
        if (!there.getAttested() && there.getDeviceId().equals(WireId.text(device))) {
            throw RelayException.invalid("A device cannot attest its own snapshot.");
        }
        return there;
    }
}
