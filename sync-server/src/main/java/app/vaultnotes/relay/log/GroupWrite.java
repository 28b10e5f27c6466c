package app.vaultnotes.relay.log;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.relay.log.Writer.Line;
import app.vaultnotes.relay.vault.Quota;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import com.google.protobuf.ByteString;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One transaction that puts batches at the ends of their vaults' logs. The rows of the vaults are
 * locked in the order of their ids, whichever process writes, so that numbers have no gap and no
 * two wait for each other.
 */
final class GroupWrite {

    /** A vault as it will stand after the transaction. */
    private static final class Head {
        final boolean isDeleted;
        long head;
        long storedBytes;
        long roomBytes;

        Head(ResultSet row) throws SQLException {
            head = row.getLong("head");
            storedBytes = row.getLong("stored_bytes");
            isDeleted = row.getBoolean("is_deleted");
        }
    }

    /** The last record of a device, and what its owner may. */
    private record Last(long deviceSeq, Hash hash, UUID account, int role, boolean isBarred) {

        Last with(LogRecord record) {
            return new Last(record.deviceSeq(), record.hash(), account, role, isBarred);
        }
    }

    private final Transaction transaction;
    private final UUID relay;
    private final boolean isHeard;
    private final long nowMillis;
    private final Map<UUID, Head> heads = new HashMap<>();
    private final Map<Line, Last> lasts = new HashMap<>();
    private final Set<Line> changed = new HashSet<>();
    private final Rows rows = new Rows();
    private final Map<UUID, List<StoredRecord>> records = new LinkedHashMap<>();
    private final Map<Pending, Appended> stored = new LinkedHashMap<>();
    private final Map<Pending, RelayException> refused = new LinkedHashMap<>();
    private final List<Pending> postponed = new ArrayList<>();

    private GroupWrite(Transaction transaction, Log.Place place) {
        this.transaction = transaction;
        relay = place.relay();
        isHeard = place.isHeard();
        nowMillis = place.clock().millis();
    }

    /** Writes what can be written; the outcome counts when the transaction is committed. */
    static GroupWrite run(Transaction transaction, List<Pending> group, Log.Place place)
            throws SQLException {
        GroupWrite write = new GroupWrite(transaction, place);
        write.lock(group);
        for (Pending pending : group) {
            write.take(pending);
        }
        write.insert();
        return write;
    }

    private void lock(List<Pending> group) throws SQLException {
        UUID[] vaults = group.stream().map(Pending::vault).distinct().toArray(UUID[]::new);
        List<Line> lines = group.stream().map(Pending::line).distinct().toList();
        Map<UUID, Long> room = new HashMap<>();
        transaction.run(List.of(ofHeads(vaults), Quota.room(room, vaults), ofLasts(lines)));
        heads.forEach((vault, head) -> head.roomBytes = room.getOrDefault(vault, 0L));
    }

    private Transaction.Step ofHeads(UUID... vaults) {
        return new Transaction.Step(
                "SELECT vault_id, head, stored_bytes,"
                        + " deleted_from_millis IS NOT NULL AS is_deleted FROM vault"
                        + " WHERE vault_id = ANY (?) ORDER BY vault_id FOR NO KEY UPDATE",
                this::readHead,
                (Object) vaults);
    }

    private Transaction.Step ofLasts(List<Line> lines) {
        return new Transaction.Step(
                "SELECT line.vault_id, line.device_id, coalesce(chain.device_seq, 0) AS seq,"
                        + " chain.hash, device.account_id, coalesce(member.role, 0) AS role,"
                        + " device.revoked_millis IS NOT NULL"
                        + " OR account.suspended_millis IS NOT NULL AS is_barred"
                        + " FROM unnest(?::uuid[], ?::uuid[]) AS line (vault_id, device_id)"
                        + " JOIN device USING (device_id) JOIN account USING (account_id)"
                        + " LEFT JOIN chain ON chain.vault_id = line.vault_id"
                        + " AND chain.device_id = line.device_id"
                        + " LEFT JOIN member ON member.vault_id = line.vault_id"
                        + " AND member.account_id = account.account_id",
                this::readLast,
                lines.stream().map(Line::vault).toArray(UUID[]::new),
                lines.stream().map(Line::device).toArray(UUID[]::new));
    }

    private Head readHead(ResultSet row) throws SQLException {
        Head head = new Head(row);
        heads.put(row.getObject("vault_id", UUID.class), head);
        return head;
    }

    private Line readLast(ResultSet row) throws SQLException {
        byte[] hash = row.getBytes("hash");
        Last last =
                new Last(
                        row.getLong("seq"),
                        hash == null ? Hash.NONE : Hash.fromByteArray("a stored hash", hash),
                        row.getObject("account_id", UUID.class),
                        row.getInt("role"),
                        row.getBoolean("is_barred"));
        Line line =
                new Line(
                        row.getObject("vault_id", UUID.class),
                        row.getObject("device_id", UUID.class));
        lasts.put(line, last);
        return line;
    }

    private void take(Pending pending) throws SQLException {
        try {
            Last last = requireMember(pending);
            Head head = requireOpen(pending.vault());
            long first = pending.batch().first().deviceSeq();
            if (first > last.deviceSeq() + 1) {
                throw RelayException.gap(last.deviceSeq());
            }
            if (first == last.deviceSeq() + 1) {
                append(pending, head, last, 0);
            } else if (changed.contains(pending.line())) {
                postponed.add(pending);
            } else {
                appendBeyond(pending, head, last);
            }
        } catch (RelayException refusal) {
            refused.put(pending, refusal);
        }
    }

    private Head requireOpen(UUID vault) {
        Head head = heads.get(vault);
        if (head == null || head.isDeleted) {
            throw RelayException.notFound("vault");
        }
        return head;
    }

    private Last requireMember(Pending pending) {
        Last last = lasts.get(pending.line());
        if (last == null || last.role() == 0 || !last.account().equals(pending.account())) {
            throw RelayException.notFound("vault");
        }
        if (last.isBarred() || last.role() < Role.EDITOR_VALUE) {
            throw new RelayException(
                    ErrorCode.FORBIDDEN, "This device may not write into the vault.", "");
        }
        return last;
    }

    /** Adds all records of a batch from one on; they follow the last of the device. */
    private void append(Pending pending, Head head, Last last, int from) {
        SignedBatch batch = pending.batch();
        List<LogRecord> fresh = batch.records().subList(from, batch.records().size());
        if (!fresh.get(0).previous().equals(last.hash())) {
            throw forked();
        }
        long size = fresh.stream().mapToLong(LogRecord::size).sum();
        if (size > head.roomBytes) {
            throw Quota.refusal();
        }
        long first = head.head + 1;
        List<StoredRecord> told =
                records.computeIfAbsent(pending.vault(), vault -> new ArrayList<>());
        for (LogRecord record : fresh) {
            head.head++;
            byte[] signature = record == batch.last() ? batch.signature() : null;
            told.add(rows.add(record, head.head, nowMillis, signature));
        }
        head.storedBytes += size;
        head.roomBytes -= size;
        lasts.put(pending.line(), last.with(batch.last()));
        changed.add(pending.line());
        stored.put(pending, appended(batch, first, head.head));
    }

    private static Appended appended(SignedBatch batch, long first, long last) {
        LogRecord end = batch.last();
        return new Appended(end.vault(), end.device(), end.deviceSeq(), first, last);
    }

    private static RelayException forked() {
        return new RelayException(
                ErrorCode.FORKED,
                "The relay has another record under this number: the vault was copied or restored.",
                "Bind as a new device and send what was not acknowledged anew.");
    }

    /** A batch of which some or all is there already, if it is the same. */
    private void appendBeyond(Pending pending, Head head, Last last) throws SQLException {
        SignedBatch batch = pending.batch();
        long firstSeq = batch.first().deviceSeq();
        long sameUpTo = Math.min(batch.last().deviceSeq(), last.deviceSeq());
        LogRecord known = batch.records().get((int) (sameUpTo - firstSeq));
        if (!isStored(known)) {
            throw forked();
        }
        long first = vaultSeq(pending.line(), firstSeq);
        if (known == batch.last()) {
            stored.put(pending, appended(batch, first, vaultSeq(pending.line(), sameUpTo)));
        } else {
            append(pending, head, last, (int) (sameUpTo - firstSeq) + 1);
            stored.put(pending, appended(batch, first, head.head));
        }
    }

    private boolean isStored(LogRecord record) throws SQLException {
        Line line = new Line(record.vault(), record.device());
        Optional<Hash> there =
                find(
                        line,
                        record.deviceSeq(),
                        row -> Hash.fromByteArray("a stored hash", row.getBytes("hash")));
        return there.filter(record.hash()::equals).isPresent();
    }

    private long vaultSeq(Line line, long deviceSeq) throws SQLException {
        return find(line, deviceSeq, row -> row.getLong("vault_seq")).orElseThrow();
    }

    private <T> Optional<T> find(Line line, long deviceSeq, Transaction.Reading<T> reading)
            throws SQLException {
        return transaction.first(
                "SELECT vault_seq, hash FROM record"
                        + " WHERE vault_id = ? AND device_id = ? AND device_seq = ?",
                reading,
                line.vault(),
                line.device(),
                deviceSeq);
    }

    private void insert() throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        List<UUID> vaults = List.copyOf(records.keySet());
        List<Transaction.Step> steps = new ArrayList<>();
        steps.add(rows.toInsert());
        steps.add(newHeads(vaults));
        steps.add(newChains(List.copyOf(changed)));
        if (isHeard) {
            String notice = new LogNotice(relay, vaults).text();
            steps.add(Transaction.Step.of("SELECT pg_notify(?, ?)", LogNotice.CHANNEL, notice));
        }
        transaction.run(steps);
    }

    private Transaction.Step newHeads(List<UUID> vaults) {
        List<Head> ends = vaults.stream().map(heads::get).toList();
        return Transaction.Step.of(
                "UPDATE vault SET head = new.head, stored_bytes = new.stored_bytes"
                        + " FROM unnest(?::uuid[], ?::int8[], ?::int8[])"
                        + " AS new (vault_id, head, stored_bytes)"
                        + " WHERE vault.vault_id = new.vault_id",
                vaults.toArray(UUID[]::new),
                ends.stream().map(end -> end.head).toArray(Long[]::new),
                ends.stream().map(end -> end.storedBytes).toArray(Long[]::new));
    }

    private Transaction.Step newChains(List<Line> lines) {
        List<Last> newest = lines.stream().map(lasts::get).toList();
        return Transaction.Step.of(
                "INSERT INTO chain SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::int8[], ?::bytea[])"
                        + " ON CONFLICT (vault_id, device_id) DO UPDATE"
                        + " SET device_seq = excluded.device_seq, hash = excluded.hash",
                lines.stream().map(Line::vault).toArray(UUID[]::new),
                lines.stream().map(Line::device).toArray(UUID[]::new),
                newest.stream().map(Last::deviceSeq).toArray(Long[]::new),
                newest.stream().map(last -> last.hash().toByteArray()).toArray(byte[][]::new));
    }

    /** What was written, by vault. */
    Map<UUID, List<StoredRecord>> records() {
        return records;
    }

    /** What overlaps with a batch of the same device in this group and has to wait for it. */
    List<Pending> postponed() {
        return postponed;
    }

    /** Tells whoever waits; only after the commit. */
    void settle() {
        stored.forEach((pending, appended) -> pending.done().complete(appended));
        refused.forEach(Pending::refuse);
    }

    /** The new rows, a column each. */
    private static final class Rows {
        private final List<LogRecord> added = new ArrayList<>();
        private final List<StoredRecord> places = new ArrayList<>();

        StoredRecord add(
                LogRecord record, long vaultSeq, long nowMillis, byte @Nullable [] signature) {
            StoredRecord.Builder place =
                    StoredRecord.newBuilder()
                            .setVaultSeq(vaultSeq)
                            .setTakenMillis(nowMillis)
                            .setRecord(ByteString.copyFrom(record.toByteArray()));
            if (signature != null) {
                place.setSignature(ByteString.copyFrom(signature));
            }
            added.add(record);
            places.add(place.build());
            return places.get(places.size() - 1);
        }

        Transaction.Step toInsert() {
            return Transaction.Step.of(
                    "INSERT INTO record SELECT vault_id, vault_seq, device_id, device_seq, doc_id,"
                            + " size_bytes, taken_millis, hash, nullif(signature, ''), bytes"
                            + " FROM unnest(?::uuid[], ?::int8[], ?::uuid[], ?::int8[], ?::uuid[],"
                            + " ?::int4[], ?::int8[], ?::bytea[], ?::bytea[], ?::bytea[]) AS new"
                            + " (vault_id, vault_seq, device_id, device_seq, doc_id, size_bytes,"
                            + " taken_millis, hash, signature, bytes)",
                    added.stream().map(LogRecord::vault).toArray(UUID[]::new),
                    places.stream().map(StoredRecord::getVaultSeq).toArray(Long[]::new),
                    added.stream().map(LogRecord::device).toArray(UUID[]::new),
                    added.stream().map(LogRecord::deviceSeq).toArray(Long[]::new),
                    added.stream().map(LogRecord::doc).toArray(UUID[]::new),
                    added.stream().map(LogRecord::size).toArray(Integer[]::new),
                    places.stream().map(StoredRecord::getTakenMillis).toArray(Long[]::new),
                    added.stream()
                            .map(record -> record.hash().toByteArray())
                            .toArray(byte[][]::new),
                    places.stream()
                            .map(place -> place.getSignature().toByteArray())
                            .toArray(byte[][]::new),
                    added.stream().map(LogRecord::toByteArray).toArray(byte[][]::new));
        }
    }
}
