package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.RecordLog.Last;
import app.vaultnotes.wire.LogRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The log of a relay, as its rules are: records of each device in their order, each once. */
final class RelayLog {

    final List<LogRecord> records = new ArrayList<>();
    private final Map<Id, Last> last = new HashMap<>();
    private String incarnation = "first";

    /** Sends what a copy has to tell, some of it twice, and brings it what others told. */
    void meet(Vault vault) {
        fetch(vault);
        send(vault);
        fetch(vault);
    }

    void send(Vault vault) {
        Records records = vault.records();
        while (records.cut(100)) {
            // until nothing is left
        }
        Records.Position at = records.position();
        long has = last.getOrDefault(records.device(), Last.NONE).deviceSeq();
        if (has < at.acknowledged()) {
            at = new Records.Position(at.incarnation(), at.vaultSeq(), has);
        }
        List<LogRecord> some = records.waiting(at.acknowledged(), 10, 1 << 20);
        while (!some.isEmpty()) {
            some.forEach(this::append);
            long acknowledged = some.get(some.size() - 1).deviceSeq();
            records.put(new Records.Position(at.incarnation(), at.vaultSeq(), acknowledged));
            some = records.waiting(acknowledged, 10, 1 << 20);
        }
    }

    private void append(LogRecord record) {
        Id device = Uuids.id(record.device());
        Last before = last.getOrDefault(device, Last.NONE);
        if (record.deviceSeq() <= before.deviceSeq()) {
            return;
        }
        boolean follows =
                record.deviceSeq() == before.deviceSeq() + 1
                        && record.previous().equals(before.hash());
        if (!follows) {
            throw new AssertionError("a gap before " + record.deviceSeq());
        }
        records.add(LogRecord.parse(record.toByteArray()));
        last.put(device, new Last(record.deviceSeq(), record.hash()));
    }

    /** Goes on from an older backup, that has so many records. */
    void restore(int kept) {
        incarnation = "restored-to-" + kept;
        records.subList(kept, records.size()).clear();
        last.clear();
        records.forEach(r -> last.put(Uuids.id(r.device()), new Last(r.deviceSeq(), r.hash())));
    }

    Records.Taken fetch(Vault vault) {
        return fetch(vault, false);
    }

    Records.Taken fetch(Vault vault, boolean isLive) {
        Records.Position at = vault.records().position();
        if (!at.incarnation().equals(incarnation)) {
            vault.records().readAnew(incarnation);
            at = vault.records().position();
        }
        Records.Taken taken =
                vault.records().take(records.subList((int) at.vaultSeq(), records.size()), isLive);
        if (taken.missing().isPresent() || taken.forked()) {
            throw new AssertionError(taken);
        }
        vault.records().put(new Records.Position(incarnation, records.size(), at.acknowledged()));
        return taken;
    }
}
