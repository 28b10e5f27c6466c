package app.vaultnotes.vault.sync;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Records;
import app.vaultnotes.vault.Records.Position;
import app.vaultnotes.vault.Records.Taken;
import app.vaultnotes.vault.SnapshotLog;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.WireException;
import app.vaultnotes.wire.WireLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes in what the relay sends of its log, as far as it can be. */
final class Inbox {

    private static final long NEVER = Long.MAX_VALUE;

    private final UUID vault;
    private final Records records;
    private final Outbox outbox;
    private final Problems problems;
    private final Proofs proofs;

    /** What came and waits for the end of its batch, which proves it. */
    private final List<Incoming.Arrived> unproven = new ArrayList<>();

    /** The head of the log when it was opened; {@link #NEVER} while it is not. */
    private long headAtOpening = NEVER;

    /** Whether something came that builds on what was purged here. */
    private boolean baseless;

    /** Up to where the log was read again for such things. */
    private long lookedUpTo;

    private long receivedCount;

    Inbox(UUID vault, Records records, Outbox outbox, Problems problems, Proofs proofs) {
        this.vault = vault;
        this.records = records;
        this.outbox = outbox;
        this.problems = problems;
        this.proofs = proofs;
    }

    /** Why nothing more is taken. */
    enum Why {
        /** There are records of this device that it did not cut. */
        FORKED,
        /** A record of a device is missing. */
        MISSING,
        /** A snapshot of a document has to come first. */
        LACKING
    }

    /** That nothing more is taken; which device or document it is about. */
    record Stop(Why why, Id of) {}

    /** What comes from now on is not of interest until the log is open. */
    void close() {
        headAtOpening = NEVER;
        unproven.clear();
    }

    /**
     * The log is open.
     *
     * @throws WireException when it is shorter than what is here of it
     */
    void opened(long head) {
        long here = records.position().vaultSeq();
        if (head < here) {
            throw WireException.invalid("a log of %d records that had %d".formatted(head, here));
        }
        headAtOpening = head;
    }

    boolean isOpen() {
        return headAtOpening != NEVER;
    }

    /** Whether all is here that was there when the log was opened. */
    boolean isAtHead() {
        return records.position().vaultSeq() >= headAtOpening;
    }

    /** Records that came. */
    long received() {
        return receivedCount;
    }

    /**
     * Takes in a message.
     *
     * @return nothing, when all of it was taken
     */
    Optional<Stop> take(app.vaultnotes.proto.v1.Records message) {
        Optional<Stop> stop = Optional.empty();
        if (!isOpen()) {
            return stop; // it was on its way before the log was opened anew
        }
        for (Incoming.Run run : Incoming.runs(proven(message))) {
            stop = run.gone().isEmpty() ? take(run.records()) : pass(run.gone());
            if (stop.isPresent()) {
                close();
                return stop;
            }
        }
        return stop;
    }

    /** What can be taken of what came; of the last batch the end may be in the next message. */
    private List<Incoming.Arrived> proven(app.vaultnotes.proto.v1.Records message) {
        long here = records.position().vaultSeq() + unproven.size();
        unproven.addAll(Incoming.read(message, vault, here));
        List<Incoming.Arrived> some = unproven.subList(0, proofs.proven(unproven));
        List<Incoming.Arrived> proven = List.copyOf(some);
        some.clear();
        boolean isEnd = here(message) >= message.getHead();
        if (unproven.size() > WireLimits.BATCH_RECORDS || (isEnd && !unproven.isEmpty())) {
            Incoming.Arrived first = unproven.get(0);
            throw WireException.invalid("record " + first.deviceSeq() + " that nobody has signed");
        }
        return proven;
    }

    private static long here(app.vaultnotes.proto.v1.Records message) {
        int count = message.getRecordsCount();
        return count == 0 ? 0 : message.getRecords(count - 1).getVaultSeq();
    }

    private Optional<Stop> take(List<LogRecord> came) {
        Taken taken = records.take(came, isAtHead());
        taken.problems().forEach(problems::add);
        outbox.edited(taken.untold());
        if (taken.forked()) {
            return Optional.of(new Stop(Why.FORKED, records.device()));
        }
        if (taken.missing().isEmpty()) {
            baseless |= taken.baseless() && records.position().vaultSeq() >= lookedUpTo;
            moveOn(came.size());
        }
        return taken.missing().map(device -> new Stop(Why.MISSING, device));
    }

    private Optional<Stop> pass(List<SnapshotLog.Gone> came) {
        Records.Passed passed = records.pass(came);
        moveOn(passed.count());
        if (passed.forked()) {
            return Optional.of(new Stop(Why.FORKED, records.device()));
        }
        return passed.missing()
                .map(device -> new Stop(Why.MISSING, device))
                .or(() -> passed.lacking().map(document -> new Stop(Why.LACKING, document)));
    }

    private void moveOn(int count) {
        Position at = records.position();
        receivedCount += count;
        records.put(new Position(at.incarnation(), at.vaultSeq() + count, at.acknowledged()));
    }

    /**
     * Whether something came that builds on what was purged here, and the log has to be read for
     * that from its beginning, now that its end is known.
     */
    boolean isBaseMissing() {
        boolean isMissing = baseless;
        baseless = false;
        if (isMissing) {
            lookedUpTo = records.position().vaultSeq();
        }
        return isMissing;
    }
}
