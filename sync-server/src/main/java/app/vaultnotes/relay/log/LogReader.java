package app.vaultnotes.relay.log;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.HistoryEntry;
import app.vaultnotes.proto.v1.Records;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.Trimmed;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.wire.WireId;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.ByteString;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads vaults' logs for members of the vaults. */
public final class LogReader {

    /** Of records in a message together; the last of them may begin within it and end beyond. */
    public static final int PAGE_BYTES = WireLimits.BATCH_BYTES - WireLimits.PAYLOAD_BYTES;

    private static final int HISTORY_PAGE = 1_000;

    /** By the time that the database itself has, which is behind a relay's by seconds at most. */
    private static final String UNCOVERED =
            " AND vault_seq > coalesce((SELECT max(covered_vault_seq) FROM snapshot"
                    + " WHERE snapshot.vault_id = record.vault_id"
                    + " AND snapshot.doc_id = record.doc_id"
                    + " AND attested_millis <= (SELECT steady_millis FROM relay) - "
                    + Duration.ofDays(1).toMillis()
                    + "), 0)";

    private final Database database;

    /** A reader of a database's logs. */
    public LogReader(Database database) {
        this.database = database;
    }

    /** How a vault stands for an account: its last record, and the account's role. */
    public record Standing(long head, Role role) {

        /**
         * Checks that the account may do what takes a role.
         *
         * @throws RelayException FORBIDDEN when it may not
         */
        public void require(Role least) {
            if (role.getNumber() < least.getNumber()) {
                throw new RelayException(
                        ErrorCode.FORBIDDEN, "Your role in this vault does not allow that.", "");
            }
        }
    }

    /**
     * How a vault stands.
     *
     * @throws RelayException NOT_FOUND when the account has no role in it or it is deleted
     */
    public Standing standing(UUID vault, UUID account) {
        return database.transact(
                Scope.vault(vault, account), transaction -> standing(transaction, vault, account));
    }

    /**
     * How a vault stands, within a transaction of its scope.
     *
     * @throws RelayException NOT_FOUND when the account has no role in it or it is deleted
     */
    public static Standing standing(Transaction transaction, UUID vault, UUID account)
            throws SQLException {
        return transaction
                .first(
                        "SELECT head, role FROM vault JOIN member USING (vault_id)"
                                + " WHERE vault_id = ? AND account_id = ?"
                                + " AND deleted_from_millis IS NULL",
                        row -> new Standing(row.getLong(1), Role.forNumber(row.getInt(2))),
                        vault,
                        account)
                .orElseThrow(() -> RelayException.notFound("vault"));
    }

    /**
     * The next records behind a cursor, as many as a message may hold; none at the end.
     *
     * @param mostBytes of records together, but for the last; at most {@link #PAGE_BYTES}
     * @param beyondSnapshots leaves out what snapshots cover that were attested a day ago or
     *     earlier: whoever has taken the newest since has those records in them. One that came
     *     later, maybe between two pages, stands for nothing, since the reader may not have it
     * @throws RelayException NOT_FOUND when the account has no role in the vault
     */
    public Page read(
            UUID vault, UUID account, long afterVaultSeq, int mostBytes, boolean beyondSnapshots) {
        return database.transact(
                Scope.vault(vault, account),
                transaction -> {
                    long head = standing(transaction, vault, account).head();
                    List<StoredRecord> records =
                            records(
                                    transaction,
                                    vault,
                                    new Span(afterVaultSeq, head, mostBytes),
                                    beyondSnapshots);
                    return new Page(vault, records, head);
                });
    }

    /** Records of a vault that were read at once. */
    public record Page(UUID vault, List<StoredRecord> records, long head) {

        /** Whether there was nothing left to read. */
        public boolean isEnd() {
            return records.isEmpty();
        }

        /** Where to go on. */
        public long lastVaultSeq() {
            return records.get(records.size() - 1).getVaultSeq();
        }

        /** As it is sent. */
        public Records toMessage() {
            return Records.newBuilder()
                    .setVaultId(WireId.text(vault))
                    .addAllRecords(records)
                    .setHead(head)
                    .build();
        }
    }

    private record Span(long after, long upTo, int mostBytes) {}

    private static List<StoredRecord> records(
            Transaction transaction, UUID vault, Span span, boolean beyondSnapshots)
            throws SQLException {
        String uncovered = beyondSnapshots ? UNCOVERED : "";
        // One way through the rows, in the order of the key: a plan that joins the table with
        // itself reads them once for each other when the database has not counted them yet.
        return transaction.list(
                "SELECT * FROM (SELECT *, coalesce(sum(CASE WHEN bytes IS NULL THEN 0"
                        + " ELSE size_bytes END) OVER (ORDER BY vault_seq"
                        + " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before"
                        + " FROM (SELECT vault_seq, bytes, signature, taken_millis, doc_id,"
                        + " device_id, device_seq, hash, size_bytes FROM record"
                        + " WHERE vault_id = ? AND vault_seq > ? AND vault_seq <= ?"
                        + uncovered
                        + " ORDER BY vault_seq LIMIT ?) AS page) AS room"
                        + " WHERE before < ? ORDER BY vault_seq",
                LogReader::record,
                vault,
                span.after(),
                span.upTo(),
                WireLimits.BATCH_RECORDS,
                span.mostBytes());
    }

    private static StoredRecord record(ResultSet row) throws SQLException {
        StoredRecord.Builder record =
                StoredRecord.newBuilder()
                        .setVaultSeq(row.getLong("vault_seq"))
                        .setTakenMillis(row.getLong("taken_millis"));
        byte[] bytes = row.getBytes("bytes");
        if (bytes == null) {
            record.setTrimmed(trimmed(row));
        } else {
            record.setRecord(ByteString.copyFrom(bytes));
        }
        Optional.ofNullable(row.getBytes("signature"))
                .map(ByteString::copyFrom)
                .ifPresent(record::setSignature);
        return record.build();
    }

    private static Trimmed trimmed(ResultSet row) throws SQLException {
        return Trimmed.newBuilder()
                .setDocId(WireId.text(row.getObject("doc_id", UUID.class)))
                .setDeviceId(WireId.text(row.getObject("device_id", UUID.class)))
                .setDeviceSeq(row.getLong("device_seq"))
                .setHash(ByteString.copyFrom(row.getBytes("hash")))
                .build();
    }

    /**
     * The next records of one document, without their bytes; none at the end.
     *
     * @throws RelayException NOT_FOUND when the account has no role in the vault
     */
    public List<HistoryEntry> history(UUID vault, UUID account, UUID doc, long afterVaultSeq) {
        return database.transact(
                Scope.vault(vault, account),
                transaction -> {
                    standing(transaction, vault, account);
                    return transaction.list(
                            "SELECT vault_seq, device_id, account_id, device_seq, taken_millis,"
                                    + " size_bytes, hash FROM record"
                                    + " LEFT JOIN device USING (device_id) WHERE vault_id = ?"
                                    + " AND doc_id = ? AND vault_seq > ?"
                                    + " ORDER BY vault_seq LIMIT ?",
                            LogReader::entry,
                            vault,
                            doc,
                            afterVaultSeq,
                            HISTORY_PAGE);
                });
    }

    private static HistoryEntry entry(ResultSet row) throws SQLException {
        UUID account = row.getObject("account_id", UUID.class);
        return HistoryEntry.newBuilder()
                .setVaultSeq(row.getLong("vault_seq"))
                .setDeviceId(WireId.text(row.getObject("device_id", UUID.class)))
                .setAccountId(account == null ? "" : WireId.text(account))
                .setDeviceSeq(row.getLong("device_seq"))
                .setTakenMillis(row.getLong("taken_millis"))
                .setSizeBytes(row.getLong("size_bytes"))
                .setHash(ByteString.copyFrom(row.getBytes("hash")))
                .build();
    }

    /**
     * Checks that a cursor counts in the log as it is now.
     *
     * @param incarnation that the cursor came with; empty for the beginning
     * @return the present incarnation
     * @throws RelayException OTHER_INCARNATION when it does not
     */
    public UUID requireIncarnation(long afterVaultSeq, String incarnation) {
        UUID present = database.incarnation();
        if (afterVaultSeq != 0 && !incarnation.equals(WireId.text(present))) {
            throw new RelayException(
                    ErrorCode.OTHER_INCARNATION,
                    "The relay was restored from a backup since.",
                    "Compare, and send again what is missing.");
        }
        return present;
    }
}
