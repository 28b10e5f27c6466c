package app.vaultnotes.vault.sync;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.vault.Records;
import app.vaultnotes.vault.Records.Position;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.WireException;
import app.vaultnotes.wire.WireLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What is on its way to the relay, and what is to go there: in its order, a few batches ahead. */
final class Outbox {

    /** Batches that are on their way at once. */
    private static final int WINDOW = 4;

    private static final int BATCH_BYTES = 1 << 20;

    /** Documents that are looked at in one step. */
    private static final int DOCUMENTS_AT_ONCE = 200;

    private static final long NEVER = Long.MAX_VALUE;

    private final Records records;
    private final Signer signer;

    /** What was edited since it was last looked at; all documents may have been. */
    private final EditedDocuments edited = new EditedDocuments();

    /** Documents of which something is in no record; {@link #NEVER} to be counted anew. */
    private long untold = NEVER;

    /** The last own record that is on its way, and how many batches are. */
    private long sentUpTo;

    private int onTheWay;

    /** Until when nothing is sent, as the relay asked. */
    private long pausedUntilMillis;

    private Error why = Error.getDefaultInstance();
    private long sentCount;

    /** Whether the next record is not here any more: its document was purged. */
    private boolean isBroken;

    Outbox(Records records, Signer signer) {
        this.records = records;
        this.signer = signer;
    }

    void edited(Collection<Id> documents) {
        if (!documents.isEmpty()) {
            edited.add(documents);
            untold = NEVER;
        }
    }

    /** Any document may have been edited. */
    void editedAll() {
        edited.all();
        untold = NEVER;
    }

    /** A line was opened; nothing is on its way. */
    void opened() {
        pausedUntilMillis = 0;
        why = Error.getDefaultInstance();
        isBroken = false;
        onTheWay = 0;
        sentUpTo = records.position().acknowledged();
    }

    /** Why nothing is sent although the line is up; says nothing when it is not so. */
    Error why() {
        return why;
    }

    /** Own records that the relay has taken. */
    long sent() {
        return sentCount;
    }

    /** What is here and not on the relay: records, and documents of which none is cut yet. */
    long pending() {
        long cut = Math.max(0, records.lastCut() - records.position().acknowledged());
        return cut + (edited.isAll() ? untold() : edited.count());
    }

    /** To count them takes long, and it is asked all the time. */
    private long untold() {
        if (untold == NEVER) {
            untold = records.untold();
        }
        return untold;
    }

    /** Whether the own records cannot be told any more as they are. */
    boolean isBroken() {
        return isBroken;
    }

    /** When it wants to go on by itself. */
    long wakeMillis() {
        return pausedUntilMillis > 0 ? pausedUntilMillis : NEVER;
    }

    void pause(Error reason, long untilMillis) {
        why = reason;
        onTheWay = 0;
        pausedUntilMillis = untilMillis;
    }

    /** What the account may do, as the relay says: who may only read sends nothing. */
    void may(Role role) {
        if (role == Role.VIEWER) {
            hold(Problems.error("You may read this vault. What you write stays on this device."));
        } else if (role != Role.ROLE_UNSPECIFIED) {
            records.setReader(false);
        }
    }

    /** The account may only read: nothing may be sent until the role is another one. */
    void hold(Error reason) {
        why = reason;
        onTheWay = 0;
        records.setReader(true);
    }

    private boolean isPaused(long nowMillis) {
        if (pausedUntilMillis > 0 && nowMillis >= pausedUntilMillis) {
            pausedUntilMillis = 0;
            why = Error.getDefaultInstance();
            sentUpTo = records.position().acknowledged();
        }
        return pausedUntilMillis > 0;
    }

    /** The relay has taken a batch. */
    void acknowledged(Ack ack) {
        Position at = records.position();
        boolean isOwn = ack.getDeviceId().equals(records.device().toString());
        if (!isOwn || ack.getDeviceSeq() > sentUpTo) {
            throw WireException.invalid("an answer to what was not sent");
        }
        onTheWay = Math.max(0, onTheWay - 1);
        if (ack.getDeviceSeq() > at.acknowledged()) {
            sentCount += ack.getDeviceSeq() - at.acknowledged();
            records.put(new Position(at.incarnation(), at.vaultSeq(), ack.getDeviceSeq()));
        }
    }

    /**
     * The relay has fewer own records than it acknowledged: it gets them again.
     *
     * @return whether they are here
     */
    boolean goBack(long last) {
        Position at = records.position();
        onTheWay = 0;
        sentUpTo = last;
        boolean isHere = last <= records.lastCut() && records.has(last + 1);
        if (isHere && last < at.acknowledged()) {
            records.put(new Position(at.incarnation(), at.vaultSeq(), last));
        }
        return isHere;
    }

    /**
     * What is to be sent now, as long as there is room on the line.
     *
     * @param mayCut whether records may be cut; while the log is read anew, it tells what need not
     *     be
     */
    List<Batch> next(boolean mayCut, long nowMillis) {
        if (isPaused(nowMillis)) {
            return List.of();
        }
        if (mayCut) {
            do {
                cut();
            } while (edited.isAll() && records.lastCut() <= sentUpTo);
        }
        List<Batch> batches = new ArrayList<>();
        while (onTheWay < WINDOW && records.lastCut() > sentUpTo) {
            List<LogRecord> next = records.waiting(sentUpTo, WireLimits.BATCH_RECORDS, BATCH_BYTES);
            isBroken = next.isEmpty();
            if (isBroken) {
                return batches;
            }
            batches.add(signer.sign(next).toMessage());
            sentUpTo = next.get(next.size() - 1).deviceSeq();
            onTheWay++;
        }
        return batches;
    }

    private void cut() {
        if (edited.isAll()) {
            edited.take();
            untold = NEVER;
            if (records.cut(DOCUMENTS_AT_ONCE)) {
                edited.all();
            }
        } else if (!edited.isNothing()) {
            records.cut(edited.take());
        }
    }
}
