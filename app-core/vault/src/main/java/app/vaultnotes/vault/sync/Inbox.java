package app.vaultnotes.vault.sync;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Records;
import app.vaultnotes.vault.Records.Position;
import app.vaultnotes.vault.Records.Taken;
import app.vaultnotes.wire.LogRecord;
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

    /** The head of the log when it was opened; {@link #NEVER} while it is not. */
    private long headAtOpening = NEVER;

    /** Whether something came that builds on what was purged here. */
    private boolean baseless;

    /** Up to where the log was read again for such things. */
    private long lookedUpTo;

    private long receivedCount;

    Inbox(UUID vault, Records records, Outbox outbox, Problems problems) {
        this.vault = vault;
        this.records = records;
        this.outbox = outbox;
        this.problems = problems;
    }

    /** Why nothing more is taken. */
    enum Why {
        /** There are records of this device that it did not cut. */
        FORKED,
        /** A record of a device is missing. */
        MISSING
    }

    /** That nothing more is taken; which device it is about. */
    record Stop(Why why, Id of) {}

    /** What comes from now on is not of interest until the log is open. */
    void close() {
        headAtOpening = NEVER;
    }

    void opened(long head) {
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
        if (!isOpen()) {
            return Optional.empty(); // it was on its way before the log was opened anew
        }
        List<LogRecord> came = Incoming.read(message, vault, records.position().vaultSeq());
        if (came.isEmpty()) {
            return Optional.empty();
        }
        Optional<Stop> stop = take(came);
        if (stop.isPresent()) {
            close();
        }
        return stop;
    }

    private Optional<Stop> take(List<LogRecord> came) {
        Taken taken = records.take(came);
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
