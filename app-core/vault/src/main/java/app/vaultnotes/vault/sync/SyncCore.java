package app.vaultnotes.vault.sync;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.Close;
import app.vaultnotes.proto.v1.Closed;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.Opened;
import app.vaultnotes.proto.v1.Ping;
import app.vaultnotes.proto.v1.Refused;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.vault.Records;
import app.vaultnotes.vault.Records.Position;
import app.vaultnotes.vault.Records.Taken;
import app.vaultnotes.vault.Uuids;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.WireException;
import app.vaultnotes.wire.WireId;
import app.vaultnotes.wire.WireLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Brings one vault and its log on a relay to the same state, and keeps them there. It is told what
 * happened and what time it is by a clock that never goes back, and answers what to do. One thread
 * at a time.
 *
 * <p>Whatever it is told, and wherever it is broken off, what stands in the vault stays true: it
 * moves its cursor only behind what the vault has durably taken, and counts as sent only what the
 * relay has acknowledged.
 */
public final class SyncCore {

    /** Batches that are on their way at once. */
    private static final int WINDOW = 4;

    private static final int BATCH_BYTES = 1 << 20;

    /** Documents that are looked at in one step. */
    private static final int DOCUMENTS_AT_ONCE = 200;

    /** After this a line counts as good: the next failure is a first one. */
    private static final long GOOD_MILLIS = 30_000;

    private static final long FULL_MILLIS = 5 * 60_000;

    private static final long NEVER = Long.MAX_VALUE;

    private final UUID vault;
    private final String vaultId;
    private final Records records;
    private final Signer signer;
    private final Backoff backoff;

    private SyncState state = SyncState.OFF;
    private Role role = Role.ROLE_UNSPECIFIED;
    private String held = "";
    private long sentCount;
    private long receivedCount;
    private final Problems problems = new Problems();

    /** What was edited since it was last looked at; all documents may have been. */
    private final EditedDocuments edited = new EditedDocuments();

    private boolean lineIsUp;
    private long upSinceMillis;
    private long heardMillis;
    private long saidMillis;
    private long retryMillis = NEVER;

    /** Until when nothing is sent, as the relay asked. */
    private long pausedUntilMillis;

    /** The last own record that is on its way, and how many batches are. */
    private long sentUpTo;

    private int onTheWay;

    /** The head of the log when the line was opened. */
    private long headAtOpening;

    /** Whether the log was read from its beginning for a record that was missing. */
    private boolean lookedForMissing;

    private long pings;
    private List<Act> acts = new ArrayList<>();

    /** Signs with the key of the device that the vault is on. */
    public interface Signer {
        /** The signed batch of these records. */
        SignedBatch sign(List<LogRecord> records);
    }

    /**
     * Sync of a vault.
     *
     * @param random draws when to try again
     */
    public SyncCore(Id vault, Records records, Signer signer, RandomGenerator random) {
        this.vault = Uuids.of(vault);
        this.vaultId = vault.toString();
        this.records = records;
        this.signer = signer;
        this.backoff = new Backoff(random);
    }

    /** How it is. */
    public SyncStatus status() {
        long acknowledged = records.position().acknowledged();
        long last = records.lastCut();
        return new SyncStatus(
                state,
                role,
                sentCount,
                receivedCount,
                Math.max(0, last - acknowledged),
                held,
                problems.all());
    }

    /** When {@link #tick} wants to be called at the latest, in milliseconds. */
    public long wakeMillis() {
        long wake = retryMillis;
        if (lineIsUp) {
            wake = Math.min(wake, saidMillis + WireLimits.PING_MILLIS);
            wake = Math.min(wake, heardMillis + WireLimits.SILENCE_MILLIS);
            wake = Math.min(wake, isPaused() ? pausedUntilMillis : NEVER);
        }
        return wake;
    }

    private boolean isPaused() {
        return pausedUntilMillis > 0;
    }

    /** Begins, or tries again at once. */
    public List<Act> begin(long nowMillis) {
        if (!lineIsUp && state != SyncState.CONNECTING) {
            edited.all();
            connect();
        }
        return done(nowMillis);
    }

    private void connect() {
        state = SyncState.CONNECTING;
        retryMillis = NEVER;
        acts.add(new Act.Connect());
    }

    private List<Act> done(long nowMillis) {
        List<Act> all = acts;
        acts = new ArrayList<>();
        if (all.stream().anyMatch(Act.Send.class::isInstance)) {
            saidMillis = nowMillis;
        }
        return all;
    }

    /** The line is open. */
    public List<Act> connected(long nowMillis) {
        lineIsUp = true;
        upSinceMillis = nowMillis;
        heardMillis = nowMillis;
        pausedUntilMillis = 0;
        open();
        return done(nowMillis);
    }

    private void open() {
        Position at = records.position();
        state = SyncState.CATCHING_UP;
        role = Role.ROLE_UNSPECIFIED;
        headAtOpening = NEVER;
        onTheWay = 0;
        sentUpTo = at.acknowledged();
        Open.Builder open = Open.newBuilder().setVaultId(vaultId).setAfterVaultSeq(at.vaultSeq());
        if (at.vaultSeq() > 0) {
            open.setIncarnation(at.incarnation());
        }
        say(ToRelay.newBuilder().setOpen(open));
    }

    private void say(ToRelay.Builder message) {
        acts.add(new Act.Send(message.build()));
    }

    /**
     * The line ended, or could not be opened.
     *
     * @param error what the relay said, or {@link Error#getDefaultInstance()} when it said nothing
     */
    public List<Act> broken(Error error, long nowMillis) {
        lineIsUp = false;
        switch (error.getCode()) {
            case UNAUTHENTICATED, WRONG_CREDENTIALS -> stop(SyncState.SIGNED_OUT);
            case NOT_FOUND, FORBIDDEN -> stop(SyncState.REMOVED);
            default -> tryLater(SyncState.UNREACHABLE, error.getRetryAfterMillis(), nowMillis);
        }
        return done(nowMillis);
    }

    private void stop(SyncState why) {
        state = why;
        retryMillis = NEVER;
        hangUp();
    }

    private void hangUp() {
        if (lineIsUp) {
            lineIsUp = false;
            acts.add(new Act.HangUp());
        }
    }

    private void tryLater(SyncState why, long atLeastMillis, long nowMillis) {
        state = why;
        retryMillis = nowMillis + Math.max(atLeastMillis, backoff.nextMillis());
        hangUp();
    }

    /** Documents were edited here. */
    public List<Act> edited(Collection<Id> documents, long nowMillis) {
        edited.add(documents);
        return kept(nowMillis, () -> pump(nowMillis));
    }

    /** Does what reads or writes the vault; where that fails, the line ends, and nothing else. */
    private List<Act> kept(long nowMillis, Runnable work) {
        try {
            work.run();
        } catch (VaultException e) {
            edited.all();
            problems.add(String.valueOf(e.getMessage()));
            tryLater(SyncState.CANNOT_STORE, 0, nowMillis);
        } catch (WireException e) {
            distrust(String.valueOf(e.getMessage()), nowMillis);
        }
        return done(nowMillis);
    }

    /** Time has passed. */
    public List<Act> tick(long nowMillis) {
        if (lineIsUp && nowMillis - heardMillis >= WireLimits.SILENCE_MILLIS) {
            tryLater(SyncState.UNREACHABLE, 0, nowMillis);
        } else if (lineIsUp) {
            return kept(nowMillis, () -> goOn(nowMillis));
        } else if (nowMillis >= retryMillis) {
            connect();
        }
        return done(nowMillis);
    }

    private void goOn(long nowMillis) {
        if (nowMillis - upSinceMillis >= GOOD_MILLIS) {
            backoff.reset();
        }
        if (isPaused() && nowMillis >= pausedUntilMillis) {
            pausedUntilMillis = 0;
            held = "";
            sentUpTo = records.position().acknowledged();
        }
        pump(nowMillis);
        ping(nowMillis);
    }

    private void ping(long nowMillis) {
        if (acts.isEmpty() && nowMillis - saidMillis >= WireLimits.PING_MILLIS) {
            say(ToRelay.newBuilder().setPing(Ping.newBuilder().setNumber(++pings)));
        }
    }

    /** The relay said something. */
    public List<Act> heard(ToClient message, long nowMillis) {
        if (!lineIsUp) {
            return done(nowMillis); // the rest of a line that ended
        }
        heardMillis = nowMillis;
        return kept(
                nowMillis,
                () -> {
                    hear(message, nowMillis);
                    pump(nowMillis);
                });
    }

    private void hear(ToClient message, long nowMillis) {
        switch (message.getMessageCase()) {
            case OPENED -> opened(message.getOpened());
            case RECORDS -> took(message.getRecords(), nowMillis);
            case ACK -> acknowledged(message.getAck());
            case REFUSED -> refused(message.getRefused(), nowMillis);
            case CLOSED -> closed(message.getClosed(), nowMillis);
            default -> {
                // Presence and statements are for others; what nobody knows is passed over.
            }
        }
    }

    private void distrust(String why, long nowMillis) {
        problems.add("The relay sent what cannot be: " + why);
        tryLater(SyncState.DISTRUSTED, 0, nowMillis);
    }

    private void opened(Opened opened) {
        requireVault(opened.getVaultId());
        Position at = records.position();
        String incarnation = opened.getIncarnation().getId();
        if (!incarnation.equals(at.incarnation())) {
            if (at.vaultSeq() > 0) {
                throw WireException.invalid("another log than the one that was asked for");
            }
            records.readAnew(incarnation);
        }
        role = opened.getRole();
        headAtOpening = opened.getHead();
        lookAtHead();
    }

    private void requireVault(String id) {
        if (!WireId.parse("a vault", id).equals(vault)) {
            throw WireException.invalid("word of another vault");
        }
    }

    private void lookAtHead() {
        if (state == SyncState.CATCHING_UP && records.position().vaultSeq() >= headAtOpening) {
            state = SyncState.LIVE;
            lookedForMissing = false;
            edited.all();
        }
    }

    private void took(app.vaultnotes.proto.v1.Records message, long nowMillis) {
        Position at = records.position();
        List<LogRecord> came = Incoming.read(message, vault, at.vaultSeq());
        if (came.isEmpty()) {
            return;
        }
        Taken taken = records.take(came);
        taken.problems().forEach(problems::add);
        edited.add(taken.untold());
        if (taken.forked()) {
            goOnAsAnother();
        } else if (taken.missing().isPresent()) {
            lookForMissing(taken.missing().get(), nowMillis);
        } else {
            receivedCount += came.size();
            records.put(
                    new Position(at.incarnation(), at.vaultSeq() + came.size(), at.acknowledged()));
            lookAtHead();
        }
    }

    /** What is here may be damaged: the log is read once more. If it lacks it, too, it lies. */
    private void lookForMissing(Id device, long nowMillis) {
        if (lookedForMissing) {
            distrust("a record of device " + device + " is missing", nowMillis);
            return;
        }
        lookedForMissing = true;
        Position at = records.position();
        records.put(new Position(at.incarnation(), 0, at.acknowledged()));
        say(ToRelay.newBuilder().setClose(Close.newBuilder().setVaultId(vaultId)));
        open();
    }

    private void acknowledged(Ack ack) {
        requireVault(ack.getVaultId());
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

    private void refused(Refused refused, long nowMillis) {
        Error error = refused.getError();
        switch (error.getCode()) {
            case OTHER_INCARNATION -> {
                records.readAnew("");
                open();
            }
            case FORKED -> goOnAsAnother();
            case GAP -> goBack(error.getLastDeviceSeq());
            case QUOTA -> pause(error, FULL_MILLIS, nowMillis);
            case RATE_LIMITED, UNAVAILABLE -> pause(error, backoff.nextMillis(), nowMillis);
            case UNAUTHENTICATED -> stop(SyncState.SIGNED_OUT);
            case FORBIDDEN, NOT_FOUND -> refusedRole(refused, error);
            default -> {
                problems.add("The relay refused: " + error.getMessage());
                pause(error, FULL_MILLIS, nowMillis);
            }
        }
    }

    /** A batch that may not be sent leaves the reader a reader; anything else ends it. */
    private void refusedRole(Refused refused, Error error) {
        if (refused.getDeviceSeq() > 0) {
            role = Role.VIEWER;
            held = error.getMessage();
            onTheWay = 0;
        } else {
            stop(SyncState.REMOVED);
        }
    }

    private void pause(Error error, long millis, long nowMillis) {
        held = error.getMessage();
        onTheWay = 0;
        pausedUntilMillis = nowMillis + Math.max(error.getRetryAfterMillis(), millis);
    }

    /** The relay has fewer own records than it acknowledged: it gets them again. */
    private void goBack(long last) {
        Position at = records.position();
        onTheWay = 0;
        sentUpTo = last;
        if (last > records.lastCut() || !records.has(last + 1)) {
            goOnAsAnother();
        } else if (last < at.acknowledged()) {
            records.put(new Position(at.incarnation(), at.vaultSeq(), last));
        }
    }

    private void goOnAsAnother() {
        records.startAnew();
        edited.all();
        hangUp();
        state = SyncState.CONNECTING;
        acts.add(new Act.Bind());
        acts.add(new Act.Connect());
    }

    private void closed(Closed closed, long nowMillis) {
        requireVault(closed.getVaultId());
        ErrorCode code = closed.getReason().getCode();
        if (code == ErrorCode.FORBIDDEN || code == ErrorCode.NOT_FOUND) {
            stop(SyncState.REMOVED);
        } else {
            tryLater(SyncState.UNREACHABLE, closed.getReason().getRetryAfterMillis(), nowMillis);
        }
    }

    /** Sends what there is, as long as there is room on the line. */
    private void pump(long nowMillis) {
        boolean maySend = role == Role.EDITOR || role == Role.OWNER;
        if (!lineIsUp || !maySend || nowMillis < pausedUntilMillis) {
            return;
        }
        do {
            cut();
        } while (edited.isAll() && state == SyncState.LIVE && records.lastCut() <= sentUpTo);
        while (onTheWay < WINDOW && records.lastCut() > sentUpTo) {
            List<LogRecord> next = records.waiting(sentUpTo, WireLimits.BATCH_RECORDS, BATCH_BYTES);
            if (next.isEmpty()) {
                return;
            }
            Batch batch = signer.sign(next).toMessage();
            say(ToRelay.newBuilder().setBatch(batch));
            sentUpTo = next.get(next.size() - 1).deviceSeq();
            onTheWay++;
        }
    }

    /** Makes records of what was edited; while the log is read anew, it tells what need not be. */
    private void cut() {
        if (state != SyncState.LIVE) {
            return;
        }
        if (edited.isAll()) {
            edited.take();
            if (records.cut(DOCUMENTS_AT_ONCE)) {
                edited.all();
            }
        } else if (!edited.isNothing()) {
            records.cut(edited.take());
        }
    }
}
