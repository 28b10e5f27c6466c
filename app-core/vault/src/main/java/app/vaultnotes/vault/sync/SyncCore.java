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
import app.vaultnotes.proto.v1.Refused;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Statement;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.proto.v1.VaultDevice;
import app.vaultnotes.vault.Records;
import app.vaultnotes.vault.Records.Position;
import app.vaultnotes.vault.Uuids;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.wire.WireException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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

    private static final long FULL_MILLIS = 5 * 60_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final UUID vault;
    private final String vaultId;
    private final Records records;
    private final Fellows fellows;
    private final Outbox outbox;
    private final Backoff backoff;

    private SyncState state = SyncState.OFF;
    private Role role = Role.ROLE_UNSPECIFIED;
    private Error why = Error.getDefaultInstance();
    private final Problems problems = new Problems();
    private final Inbox inbox;

    private boolean lineIsUp;
    private final Pulse pulse = new Pulse();
    private long retryMillis = NEVER;

    /** Whether the log was read from its beginning for a record that was missing. */
    private boolean lookedForMissing;

    /** Behind which record a snapshot was fetched last, on this line. */
    private long fetchedAt;

    private List<Act> acts = new ArrayList<>();

    /**
     * Sync of a vault.
     *
     * @param random draws when to try again
     */
    public SyncCore(Vault vault, Signer signer, RandomGenerator random) {
        this.vault = Uuids.of(vault.id());
        this.vaultId = vault.id().toString();
        this.records = vault.records();
        this.fellows = new Fellows(vault.id(), vault.receipts(), signer);
        this.outbox = new Outbox(records, signer);
        this.inbox = new Inbox(this.vault, records, outbox, problems, new Proofs(vault.receipts()));
        this.backoff = new Backoff(random);
    }

    SyncState state() {
        return state;
    }

    /** How it is. */
    public SyncStatus status() {
        Error hindrance = lineIsUp ? outbox.why() : why;
        return new SyncStatus(
                state,
                role,
                outbox.sent(),
                inbox.received(),
                outbox.pending(),
                0,
                hindrance.getMessage(),
                hindrance.getCode(),
                problems.all());
    }

    /** When {@link #tick} wants to be called at the latest, in milliseconds. */
    public long wakeMillis() {
        if (!lineIsUp) {
            return retryMillis;
        }
        long wake = Math.min(pulse.wakeMillis(), outbox.wakeMillis());
        return Math.min(Math.min(wake, retryMillis), fellows.wakeMillis(state == SyncState.LIVE));
    }

    /** Begins, or tries again at once. */
    public List<Act> begin(long nowMillis) {
        if (!lineIsUp && state != SyncState.CONNECTING) {
            outbox.editedAll();
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
            pulse.said(nowMillis);
        }
        return all;
    }

    /** The line is open. */
    public List<Act> connected(long nowMillis) {
        lineIsUp = true;
        pulse.up(nowMillis);
        fetchedAt = NEVER;
        why = Error.getDefaultInstance();
        open();
        return done(nowMillis);
    }

    private void open() {
        Position at = records.position();
        state = SyncState.CATCHING_UP;
        role = Role.ROLE_UNSPECIFIED;
        inbox.close();
        outbox.opened();
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
        end(error, nowMillis);
        return done(nowMillis);
    }

    private void end(Error error, long nowMillis) {
        switch (error.getCode()) {
            case UNAUTHENTICATED, WRONG_CREDENTIALS -> stop(SyncState.SIGNED_OUT, error);
            case NOT_FOUND, FORBIDDEN -> stop(SyncState.REMOVED, error);
            default -> tryLater(SyncState.UNREACHABLE, error, nowMillis);
        }
    }

    private void stop(SyncState how, Error error) {
        state = how;
        why = error;
        retryMillis = NEVER;
        hangUp();
    }

    private void hangUp() {
        fellows.broken();
        if (lineIsUp) {
            lineIsUp = false;
            acts.add(new Act.HangUp());
        }
    }

    private void tryLater(SyncState how, Error error, long nowMillis) {
        state = how;
        why = error;
        retryMillis = nowMillis + Math.max(error.getRetryAfterMillis(), backoff.nextMillis());
        hangUp();
    }

    /** The relay is not the one that was trusted, or its certificate not of this clock's time. */
    public List<Act> untrusted(String words, boolean isOutOfTime, long nowMillis) {
        lineIsUp = false;
        SyncState how = isOutOfTime ? SyncState.OUT_OF_TIME : SyncState.UNTRUSTED;
        tryLater(how, Problems.error(words), nowMillis);
        retryMillis = how.needsSomebody() ? NEVER : retryMillis;
        return done(nowMillis);
    }

    /** Documents were edited here. */
    public List<Act> edited(Collection<Id> documents, long nowMillis) {
        outbox.edited(documents);
        return kept(nowMillis, () -> pump(nowMillis));
    }

    /** Does what reads or writes the vault; where that fails, the line ends, and nothing else. */
    private List<Act> kept(long nowMillis, Runnable work) {
        try {
            work.run();
        } catch (VaultException e) {
            cannotStore(e, nowMillis);
        } catch (WireException e) {
            distrust(String.valueOf(e.getMessage()), nowMillis);
        }
        return done(nowMillis);
    }

    private void cannotStore(VaultException e, long nowMillis) {
        outbox.editedAll();
        problems.add(String.valueOf(e.getMessage()));
        tryLater(SyncState.CANNOT_STORE, Problems.error(String.valueOf(e.getMessage())), nowMillis);
    }

    /** The vault cannot be read or written. */
    public List<Act> failed(VaultException e, long nowMillis) {
        cannotStore(e, nowMillis);
        return done(nowMillis);
    }

    /** Time has passed. */
    public List<Act> tick(long nowMillis) {
        if (lineIsUp && pulse.isSilent(nowMillis)) {
            tryLater(
                    SyncState.UNREACHABLE, Problems.error("The relay does not answer."), nowMillis);
        } else if (lineIsUp) {
            return kept(nowMillis, () -> goOn(nowMillis));
        } else if (nowMillis >= retryMillis) {
            connect();
        }
        return done(nowMillis);
    }

    private void goOn(long nowMillis) {
        if (pulse.isGood(nowMillis)) {
            backoff.reset();
        }
        pump(nowMillis);
        acts.addAll(fellows.next(state == SyncState.LIVE, nowMillis));
        if (acts.isEmpty()) {
            pulse.ping(nowMillis).ifPresent(this::say);
        }
    }

    /** What devices tell each other. */
    Fellows fellows() {
        return fellows;
    }

    /** The relay said something. */
    public List<Act> heard(ToClient message, long nowMillis) {
        if (!lineIsUp) {
            return done(nowMillis); // the rest of a line that ended
        }
        pulse.heard(nowMillis);
        return kept(
                nowMillis,
                () -> {
                    hear(message, nowMillis);
                    pump(nowMillis);
                    acts.addAll(fellows.next(state == SyncState.LIVE, nowMillis));
                });
    }

    private void hear(ToClient message, long nowMillis) {
        switch (message.getMessageCase()) {
            case OPENED -> opened(message.getOpened());
            case RECORDS -> took(message.getRecords(), nowMillis);
            case ACK -> acknowledged(message.getAck());
            case REFUSED -> refused(message.getRefused(), nowMillis);
            case CLOSED -> closed(message.getClosed(), nowMillis);
            case STATEMENT -> fellows.hear(message.getStatement()).ifPresent(problems::add);
            case PRESENCE -> fellows.hear(message.getPresence(), nowMillis);
            case ROLE_CHANGED -> {
                Incoming.requireVault(message.getRoleChanged().getVaultId(), vault);
                openAnew();
            }
            default -> {} // What nobody knows is passed over.
        }
    }

    /** Which devices the vault has, and what they say; an answer to {@link Act.AskDevices}. */
    public List<Act> devices(List<VaultDevice> devices, List<Statement> said, long nowMillis) {
        return kept(nowMillis, () -> fellows.learn(devices, said).forEach(problems::add));
    }

    private void distrust(String what, long nowMillis) {
        String words = "The relay sent what cannot be: " + what;
        problems.add(words);
        tryLater(SyncState.DISTRUSTED, Problems.error(words), nowMillis);
    }

    private void opened(Opened opened) {
        Incoming.requireVault(opened.getVaultId(), vault);
        Position at = records.position();
        String incarnation = opened.getIncarnation().getId();
        if (!incarnation.equals(at.incarnation())) {
            if (at.vaultSeq() > 0) {
                throw WireException.invalid("another log than the one that was asked for");
            }
            records.readAnew(incarnation);
        }
        role = opened.getRole();
        acts.add(new Act.AskDevices());
        fellows.changed(pulse.heardMillis());
        inbox.opened(opened.getHead());
        outbox.may(role);
        lookAtHead();
    }

    private void lookAtHead() {
        if (state == SyncState.CATCHING_UP && inbox.isAtHead()) {
            state = SyncState.LIVE;
            lookedForMissing = false;
            fellows.live(pulse.heardMillis());
            outbox.editedAll();
        }
    }

    private void took(app.vaultnotes.proto.v1.Records message, long nowMillis) {
        Optional<Inbox.Stop> stop = inbox.take(message);
        if (stop.isEmpty()) {
            fellows.changed(nowMillis);
            lookAtHead();
            lookForBase();
            return;
        }
        switch (stop.get().why()) {
            case FORKED -> goOnAsAnother();
            case MISSING -> lookForMissing(stop.get().of(), nowMillis);
            case LACKING -> fetch(stop.get().of(), nowMillis);
        }
    }

    private void fetch(Id document, long nowMillis) {
        if (fetchedAt == records.position().vaultSeq()) {
            distrust("document " + document + " is not what its snapshot stands for", nowMillis);
        } else {
            acts.add(new Act.Fetch(document));
        }
    }

    /**
     * What became of the snapshot that was to be fetched.
     *
     * @param missing why it did not come; empty when what it has is here
     */
    public List<Act> fetched(String missing, long nowMillis) {
        if (lineIsUp && !inbox.isOpen()) {
            if (missing.isEmpty()) {
                fetchedAt = records.position().vaultSeq();
                openAnew();
            } else {
                distrust(missing, nowMillis);
            }
        }
        return done(nowMillis);
    }

    /** The snapshot that was to be fetched cannot be had for now. */
    public List<Act> delayed(Error error, long nowMillis) {
        if (lineIsUp && !inbox.isOpen()) {
            end(error, nowMillis);
        }
        return done(nowMillis);
    }

    /** An edit of what was purged here brings it back: the rest of it is in the log. */
    private void lookForBase() {
        if (state == SyncState.LIVE && inbox.isBaseMissing()) {
            readFromBeginning();
        }
    }

    /** What is here may be damaged: the log is read once more. If it lacks it, too, it lies. */
    private void lookForMissing(Id device, long nowMillis) {
        if (lookedForMissing) {
            distrust("a record of device " + device + " is missing", nowMillis);
            return;
        }
        lookedForMissing = true;
        readFromBeginning();
    }

    private void readFromBeginning() {
        Position at = records.position();
        records.put(new Position(at.incarnation(), 0, at.acknowledged()));
        openAnew();
    }

    private void openAnew() {
        say(ToRelay.newBuilder().setClose(Close.newBuilder().setVaultId(vaultId)));
        open();
    }

    private void acknowledged(Ack ack) {
        Incoming.requireVault(ack.getVaultId(), vault);
        outbox.acknowledged(ack);
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
            case UNAUTHENTICATED -> stop(SyncState.SIGNED_OUT, error);
            case FORBIDDEN, NOT_FOUND -> refusedRole(refused, error);
            default -> refusedElse(refused, nowMillis);
        }
    }

    /** A batch that may not be sent leaves the reader a reader; anything else ends it. */
    private void refusedRole(Refused refused, Error error) {
        if (refused.getDeviceSeq() > 0) {
            role = Role.VIEWER;
            outbox.hold(error);
        } else {
            stop(SyncState.REMOVED, error);
        }
    }

    private void refusedElse(Refused refused, long nowMillis) {
        problems.add("The relay refused: " + refused.getError().getMessage());
        if (refused.getDeviceSeq() > 0) {
            pause(refused.getError(), FULL_MILLIS, nowMillis);
        }
    }

    private void pause(Error error, long millis, long nowMillis) {
        outbox.pause(error, nowMillis + Math.max(error.getRetryAfterMillis(), millis));
    }

    /** The relay has fewer own records than it acknowledged. */
    private void goBack(long last) {
        if (!outbox.goBack(last)) {
            goOnAsAnother();
        }
    }

    private void goOnAsAnother() {
        records.startAnew();
        outbox.editedAll();
        hangUp();
        state = SyncState.CONNECTING;
        acts.add(new Act.Bind());
        acts.add(new Act.Connect());
    }

    private void closed(Closed closed, long nowMillis) {
        Incoming.requireVault(closed.getVaultId(), vault);
        ErrorCode code = closed.getReason().getCode();
        if (code == ErrorCode.FORBIDDEN || code == ErrorCode.NOT_FOUND) {
            stop(SyncState.REMOVED, closed.getReason());
        } else {
            tryLater(SyncState.UNREACHABLE, closed.getReason(), nowMillis);
        }
    }

    /** Sends what there is. */
    private void pump(long nowMillis) {
        boolean maySend = role == Role.EDITOR || role == Role.OWNER;
        if (lineIsUp && maySend) {
            for (Batch batch : outbox.next(state == SyncState.LIVE, nowMillis)) {
                say(ToRelay.newBuilder().setBatch(batch));
            }
            if (outbox.isBroken()) {
                goOnAsAnother();
            }
        }
    }
}
