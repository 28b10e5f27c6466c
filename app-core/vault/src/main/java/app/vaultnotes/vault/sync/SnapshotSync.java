package app.vaultnotes.vault.sync;

import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.vault.Receipts;
import app.vaultnotes.vault.Snapshots;
import app.vaultnotes.vault.Uuids;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.SignedSnapshot;
import app.vaultnotes.wire.Signing;
import app.vaultnotes.wire.WireException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes snapshots of documents that have grown, attests those of others, and takes them in where a
 * vault begins or the relay has let records go. It is told what happened and what time it is, and
 * answers what to do: one call after the other. One thread at a time.
 *
 * <p>What a snapshot brings is never believed further than a record would be: the log says what it
 * covers, unless two devices vouch for it.
 */
public final class SnapshotSync {

    private static final int MOST_WANTED = 1_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final Id vault;
    private final Snapshots snapshots;
    private final Receipts receipts;
    private final Signer signer;
    private final Backoff failures;
    private final SnapshotJoin join;
    private final SnapshotsDue due;
    private final Problems problems = new Problems();

    /** Those that the core waits for. */
    private final Set<Id> wanted = new LinkedHashSet<>();

    /** Those that came with what was looked for at once, and are vouched for. */
    private final Set<Id> joined = new HashSet<>();

    private boolean running;

    /** Whether it is known which devices there are, so that what they signed can be told. */
    private boolean knowsDevices;

    /** Whether snapshots are to be looked for: here is nothing, or the log has let records go. */
    private boolean joins;

    private boolean hasLooked;

    private boolean mayMake = true;
    private SnapshotAct.@Nullable Call underway;

    /** What another made, if the call that is underway gets it to be attested. */
    private @Nullable SignedSnapshot toAttest;

    private long pausedUntilMillis;
    private List<SnapshotAct> acts = new ArrayList<>();

    /**
     * Snapshots of a vault.
     *
     * @param random draws when to make one
     */
    public SnapshotSync(Vault vault, Signer signer, SnapshotPace pace, RandomGenerator random) {
        this.vault = vault.id();
        this.snapshots = vault.snapshots();
        this.receipts = vault.receipts();
        this.signer = signer;
        this.failures = new Backoff(random);
        this.join = new SnapshotJoin(vault.id(), snapshots::isNews);
        this.due = new SnapshotsDue(snapshots, pace, random);
    }

    /** Snapshots that are to come, as far as it is known which. */
    public int toGet() {
        return running ? wanted.size() + join.toGet() : 0;
    }

    /** What was not what it should be; the newest last. */
    public List<String> problems() {
        return problems.all();
    }

    /** When {@link #tick} wants to be called at the latest, in milliseconds. */
    public long wakeMillis() {
        if (!running || !knowsDevices || underway != null) {
            return NEVER;
        }
        boolean isWaiting = !wanted.isEmpty() || join.next().isPresent();
        return isWaiting ? pausedUntilMillis : Math.max(pausedUntilMillis, due.wakeMillis());
    }

    /** The relay can be reached, or somebody signed in again or has another role. */
    public List<SnapshotAct> begin(long nowMillis) {
        running = true;
        mayMake = true;
        knowsDevices = false;
        hasLooked = false;
        forgetCall();
        wanted.clear();
        joined.clear();
        join.end();
        pausedUntilMillis = 0;
        return step(nowMillis, () -> joins = snapshots.isNew());
    }

    /** It was learnt which devices the vault has, as far as that is to be had. */
    public List<SnapshotAct> devicesKnown(long nowMillis) {
        knowsDevices = true;
        return step(nowMillis, () -> {});
    }

    /** No calls can be made for now. */
    public void end() {
        running = false;
        forgetCall();
    }

    private void forgetCall() {
        underway = null;
        toAttest = null;
    }

    /** The log was read to its end: those that are not here by now bring nothing more. */
    public List<SnapshotAct> caughtUp(long nowMillis) {
        joins = false;
        join.end();
        return step(nowMillis, () -> {});
    }

    /** Documents were edited here or came. */
    public List<SnapshotAct> changed(Collection<Id> documents, long nowMillis) {
        due.changed(documents, nowMillis);
        return step(nowMillis, () -> {});
    }

    /** The core waits for what an attested snapshot of a document has. */
    public List<SnapshotAct> fetch(Id document, long nowMillis) {
        if (wanted.size() < MOST_WANTED) {
            wanted.add(document);
        }
        joins = joins || !hasLooked; // others are likely to be gone, too
        return step(nowMillis, () -> {});
    }

    /** Time has passed. */
    public List<SnapshotAct> tick(long nowMillis) {
        return step(nowMillis, () -> {});
    }

    private List<SnapshotAct> step(long nowMillis, Runnable work) {
        try {
            work.run();
            pump(nowMillis);
        } catch (VaultException e) {
            later(String.valueOf(e.getMessage()), 0, nowMillis);
        }
        List<SnapshotAct> all = acts;
        acts = new ArrayList<>();
        return all;
    }

    private void later(String why, long atLeastMillis, long nowMillis) {
        if (!why.isEmpty()) {
            problems.add(why);
        }
        pausedUntilMillis = nowMillis + Math.max(atLeastMillis, failures.nextMillis());
        due.later(pausedUntilMillis);
    }

    private void pump(long nowMillis) {
        if (!running || !knowsDevices || underway != null || nowMillis < pausedUntilMillis) {
            return;
        }
        if (joins && snapshots.isLogKnown()) {
            joins = false;
            hasLooked = true;
            join.begin();
        }
        Optional<SnapshotAct.Call> next = join.next().or(this::wanted);
        if (next.isEmpty()) {
            next = due.next(nowMillis).map(SnapshotAct.Describe::new);
        }
        next.ifPresent(this::call);
    }

    /** What the core waits for, unless it came with the others. */
    private Optional<SnapshotAct.Call> wanted() {
        for (Id document : List.copyOf(wanted)) {
            if (!joined.remove(document)) {
                return Optional.of(new SnapshotAct.Get(document, true));
            }
            wanted.remove(document);
            acts.add(new SnapshotAct.Fetched(document, ""));
        }
        return Optional.empty();
    }

    private void call(SnapshotAct.Call call) {
        underway = call;
        acts.add(call);
    }

    /** Takes an answer, unless nobody waits for it any more. */
    private List<SnapshotAct> answer(SnapshotAct.Call call, long nowMillis, Runnable work) {
        return step(
                nowMillis,
                () -> {
                    if (call.equals(underway)) {
                        underway = null;
                        work.run();
                    }
                });
    }

    /** A page of descriptions, in the order of documents; none at the end. */
    public List<SnapshotAct> listed(SnapshotAct.ListAll list, List<Snapshot> page, long nowMillis) {
        return answer(
                list,
                nowMillis,
                () -> {
                    failures.reset();
                    try {
                        join.add(page);
                    } catch (WireException e) {
                        problems.add("A list of snapshots makes no sense: " + e.getMessage());
                        join.end();
                    }
                });
    }

    /** The newest description of a document, if there is any. */
    public List<SnapshotAct> described(
            SnapshotAct.Describe describe, Optional<Snapshot> newest, long nowMillis) {
        return answer(
                describe,
                nowMillis,
                () -> {
                    failures.reset();
                    Id document = describe.document();
                    Optional<SignedSnapshot> there = newest.flatMap(each -> parsed(each, document));
                    if (there.filter(snapshots::coversAll).isEmpty()) {
                        make(document);
                        return;
                    }
                    snapshots.noted(document, there.get().sizeBytes());
                    due.done(document);
                    vouchFor(there.get(), newest.get().getAttested());
                });
    }

    /** Reads what another made, where it can be told whether it has all and nobody has yet. */
    private void vouchFor(SignedSnapshot there, boolean isAttested) {
        if (!isAttested && snapshots.canTell(there)) {
            toAttest = there;
            call(new SnapshotAct.Get(Uuids.id(there.doc()), false));
        }
    }

    /** A description that is of this vault and of a document. */
    private Optional<SignedSnapshot> parsed(Snapshot message, Id document) {
        try {
            SignedSnapshot snapshot = SignedSnapshot.parse(message);
            boolean isOfIt =
                    Uuids.id(snapshot.vault()).equals(vault)
                            && Uuids.id(snapshot.doc()).equals(document)
                            && snapshot.signature().length == Signing.SIGNATURE_BYTES
                            && isSigned(snapshot);
            if (isOfIt) {
                return Optional.of(snapshot);
            }
            problems.add("A snapshot of document " + document + " is of another or not signed.");
        } catch (WireException e) {
            problems.add("A snapshot of document " + document + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    /** As far as its key is known: of who left, the relay does not tell it any more. */
    private boolean isSigned(SignedSnapshot snapshot) {
        return receipts.key(Uuids.id(snapshot.device())).map(snapshot::isSignedBy).orElse(true);
    }

    private void make(Id document) {
        if (!mayMake) {
            due.done(document);
            return;
        }
        Optional<Snapshots.Made> made = due.make(document);
        if (made.isPresent()) {
            SignedSnapshot signed = signer.sign(made.get().description());
            call(new SnapshotAct.Put(signed, made.get().bytes()));
        }
    }

    /** A snapshot came. */
    public List<SnapshotAct> got(
            SnapshotAct.Get get, Snapshot description, byte[] bytes, long nowMillis) {
        return answer(
                get,
                nowMillis,
                () -> {
                    failures.reset();
                    SignedSnapshot awaited = toAttest;
                    toAttest = null;
                    Optional<SignedSnapshot> came =
                            parsed(description, get.document())
                                    .filter(each -> isItself(each, bytes));
                    if (awaited != null) {
                        came.filter(each -> each.hash().equals(awaited.hash()))
                                .ifPresent(each -> attest(each, bytes));
                    } else {
                        boolean isAttested = description.getAttested();
                        take(
                                get,
                                came.filter(each -> isAttested || !get.attested()),
                                isAttested,
                                bytes);
                    }
                });
    }

    private boolean isItself(SignedSnapshot snapshot, byte[] bytes) {
        boolean isIt =
                snapshot.sizeBytes() == bytes.length && snapshot.hash().equals(Hash.of(bytes));
        if (!isIt) {
            problems.add("A snapshot of document " + Uuids.id(snapshot.doc()) + " is another one.");
        }
        return isIt;
    }

    private void attest(SignedSnapshot snapshot, byte[] bytes) {
        Id document = Uuids.id(snapshot.doc());
        if (!snapshots.canTell(snapshot)) {
            return; // something came meanwhile
        }
        if (snapshots.holds(snapshot, bytes)) {
            call(new SnapshotAct.Attest(document, snapshot.hash(), signer.attest(snapshot)));
        } else {
            problems.add("A snapshot of document " + document + " is not what it says it is.");
        }
    }

    private void take(
            SnapshotAct.Get get, Optional<SignedSnapshot> came, boolean isAttested, byte[] bytes) {
        String why = came.isEmpty() ? "its snapshot is not what it should be" : "";
        try {
            if (came.isPresent()) {
                snapshots.take(came.get(), bytes, isAttested);
                if (isAttested && !get.attested()) {
                    joined.add(get.document());
                }
            }
        } catch (WireException | CrdtException e) {
            why = String.valueOf(e.getMessage());
            problems.add("The snapshot of document " + get.document() + ": " + why);
        }
        settle(get, why);
        if (why.isEmpty()) {
            acts.add(new SnapshotAct.Taken(get.document()));
        }
    }

    private void settle(SnapshotAct.Get get, String why) {
        if (get.attested()) {
            wanted.remove(get.document());
            acts.add(new SnapshotAct.Fetched(get.document(), why));
        } else {
            join.done(get.document());
        }
    }

    /** The relay took a snapshot, or has one that covers more. */
    public List<SnapshotAct> stored(SnapshotAct.Put put, Snapshot newest, long nowMillis) {
        return answer(
                put,
                nowMillis,
                () -> {
                    failures.reset();
                    Id document = Uuids.id(put.description().doc());
                    due.done(document);
                    snapshots.noted(document, Math.max(put.bytes().length, newest.getSizeBytes()));
                    parsed(newest, document)
                            .filter(each -> !each.device().equals(put.description().device()))
                            .ifPresent(each -> othersWasFaster(put, each, newest.getAttested()));
                });
    }

    /** Two that have the same save the same bytes, so what is here need not come. */
    private void othersWasFaster(SnapshotAct.Put put, SignedSnapshot theirs, boolean isAttested) {
        if (isAttested || !theirs.hash().equals(put.description().hash())) {
            vouchFor(theirs, isAttested);
        } else {
            attest(theirs, put.bytes());
        }
    }

    /** The relay knows that this device vouches for a snapshot. */
    public List<SnapshotAct> attested(SnapshotAct.Attest attest, long nowMillis) {
        return answer(attest, nowMillis, failures::reset);
    }

    /**
     * A call failed.
     *
     * @param error what the relay said, or {@link Error#getDefaultInstance()} when it said nothing
     */
    public List<SnapshotAct> failed(SnapshotAct.Call call, Error error, long nowMillis) {
        return answer(
                call,
                nowMillis,
                () -> {
                    boolean isRead = toAttest != null;
                    toAttest = null;
                    switch (error.getCode()) {
                        case UNAUTHENTICATED, WRONG_CREDENTIALS -> end();
                        case FORBIDDEN -> {
                            if (call instanceof SnapshotAct.Put) {
                                mayMake = false;
                            } else {
                                end();
                            }
                        }
                        case UNAVAILABLE, RATE_LIMITED, INTERNAL, ERROR_CODE_UNSPECIFIED -> {
                            later("", error.getRetryAfterMillis(), nowMillis);
                            if (!wanted.isEmpty()) {
                                acts.add(new SnapshotAct.Delayed(error));
                            }
                        }
                        default -> giveUp(call, isRead, error);
                    }
                });
    }

    private void giveUp(SnapshotAct.Call call, boolean isRead, Error error) {
        if (call instanceof SnapshotAct.Get get && !isRead) {
            settle(get, "the relay has no snapshot of document " + get.document());
        } else if (call instanceof SnapshotAct.Put put) {
            due.refused(Uuids.id(put.description().doc()));
            problems.add("The relay refused a snapshot: " + error.getMessage());
        } else if (call instanceof SnapshotAct.Describe describe) {
            due.refused(describe.document());
        } else if (call instanceof SnapshotAct.ListAll) {
            join.end();
        }
    }
}
