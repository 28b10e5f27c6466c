package app.vaultnotes.vault.sync;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.BlobState;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.BlobLog;
import app.vaultnotes.vault.Blobs;
import app.vaultnotes.vault.RelayBlobs;
import app.vaultnotes.vault.RelayBlobs.Fetching;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.wire.WireLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Sends the bytes of attachments that a relay lacks and gets those that are missing here. It is
 * told what happened and what time it is by a clock that never goes back, and answers which calls
 * to make. One thread at a time.
 *
 * <p>Bytes count as here only when they are, by their hash, and as there only when the relay says
 * so. That is remembered until the relay's log has another life.
 */
public final class BlobSync {

    private static final int GETS_AT_ONCE = 3;
    private static final int PUTS_AT_ONCE = 3;

    /** References that are looked at in one step, and about as many wait at most. */
    private static final int PAGE = 500;

    /** So many that were sent are remembered together. */
    private static final int REMEMBERED_AT_ONCE = 64;

    private static final int MOST_REFUSED = 1_000;
    private static final BlobHash EMPTY = BlobHash.of(new byte[0]);

    private final RelayBlobs vault;
    private final Blobs here;
    private final BlobLog log;
    private final BlobSizes sizes;
    private final Consumer<BlobHash> came;
    private final BlobPace pace;

    private final BlobPass pass;
    private final BlobQueues queues = new BlobQueues();
    private final BlobCalls calls = new BlobCalls();
    private final BlobArrivals arrivals;
    private final Problems problems = new Problems();

    /** Sent, and not yet remembered to be. */
    private final List<BlobHash> newlyThere = new ArrayList<>();

    /** What the relay will not take, however often it is sent. */
    private final Set<BlobHash> refused = new HashSet<>();

    private boolean running;
    private String incarnation = "";

    /** What was not queued because nothing may be sent for now. */
    private int heldBack;

    private long sentCount;
    private long receivedCount;

    /**
     * Attachments of a vault.
     *
     * @param random draws when to try again
     * @param came told of bytes that are here now, on the thread of the call
     */
    public BlobSync(
            RelayBlobs vault, BlobSizes sizes, RandomGenerator random, Consumer<BlobHash> came) {
        this.vault = vault;
        this.here = vault.here();
        this.log = vault.log();
        this.sizes = sizes;
        this.came = came;
        this.pace = new BlobPace(random);
        this.pass = new BlobPass(log, random);
        this.arrivals = new BlobArrivals(here, sizes.rangeBytes());
    }

    /** How it is. */
    public BlobStatus status() {
        return new BlobStatus(
                queues.toSend() + heldBack,
                queues.toGet(),
                queues.absent(),
                sentCount,
                receivedCount,
                pace.held(),
                problems.all());
    }

    /** Whether all that is known to go or come has, as far as nothing holds it. */
    public boolean isIdle() {
        return !pass.goesOn() && calls.isIdle() && queues.isIdle();
    }

    /** When {@link #tick} wants to be called at the latest, in milliseconds; 0 for at once. */
    public long wakeMillis() {
        if (!running) {
            return Long.MAX_VALUE;
        }
        if (pace.pausedUntilMillis() > 0) {
            return pace.pausedUntilMillis();
        }
        boolean isMore = pass.goesOn() && queues.size() < PAGE;
        return isMore ? 0 : Math.min(pass.againMillis(), pace.sendingFromMillis());
    }

    /**
     * The relay can be reached, a person has signed in again, has another role, or has chosen what
     * is fetched: looks at all that files and notes refer to.
     */
    public List<BlobAct> begin(long nowMillis) {
        running = true;
        pace.begin();
        beginPass();
        return step(nowMillis, () -> {});
    }

    private void beginPass() {
        pass.begin();
        heldBack = 0;
    }

    /** No calls can be made for now; those that are underway are not waited for. */
    public void end() {
        running = false;
        calls.forget();
    }

    /** Documents were edited here or came. */
    public List<BlobAct> changed(Collection<Id> documents, long nowMillis) {
        return step(
                nowMillis,
                () -> {
                    if (vault.isAnyGone(documents)) {
                        Set<BlobHash> all = vault.used();
                        queues.getOnly(all);
                        arrivals.keepOnly(all);
                    }
                    if (queues.size() >= 2 * PAGE) {
                        beginPass(); // enough waits already; it finds these, too
                        return;
                    }
                    List<BlobLog.Used> used = log.usedBy(documents);
                    if (!used.isEmpty()) {
                        pass.hurry();
                        used.forEach(this::sort);
                    }
                });
    }

    /** Somebody wants to see bytes: they come before all others, also where not all are fetched. */
    public List<BlobAct> want(BlobHash hash, long nowMillis) {
        return step(
                nowMillis,
                () -> {
                    if (!here.has(hash)) {
                        queues.want(hash);
                        pass.hurry();
                        sort(new BlobLog.Used(hash, log.isThere(hash)));
                    }
                });
    }

    /** Time has passed. */
    public List<BlobAct> tick(long nowMillis) {
        return step(nowMillis, () -> {});
    }

    /** Does one thing and what follows; where the vault fails, all waits a while. */
    private List<BlobAct> step(long nowMillis, Runnable work) {
        try {
            lookAtIncarnation();
            work.run();
            pump(nowMillis);
        } catch (VaultException e) {
            beginPass();
            pace.later(String.valueOf(e.getMessage()), 0, nowMillis);
        }
        return calls.take();
    }

    /** Another log: what was said of the former one, also by calls that are underway, is void. */
    private void lookAtIncarnation() {
        String now = vault.incarnation();
        if (!now.equals(incarnation)) {
            incarnation = now;
            calls.forget();
            newlyThere.clear();
            queues.clear();
            beginPass();
        }
    }

    private void pump(long nowMillis) {
        if (!running || pace.isPaused(nowMillis)) {
            return;
        }
        if (pass.isDue(nowMillis)) {
            queues.askAgain();
        }
        if (pace.sendsAgain(nowMillis)) {
            beginPass();
        }
        if (pass.goesOn() && queues.size() < PAGE) {
            pass.next(PAGE).forEach(this::sort);
        }
        ask();
        get();
        send();
        arrivals.keep(calls.gets() == 0).forEach(this::isHere);
        remember();
        if (!pass.goesOn() && !queues.isToAsk() && !calls.isAsking()) {
            pass.plan(queues.absent() > 0, nowMillis);
        }
    }

    /** What is to be done with bytes that something refers to. */
    private void sort(BlobLog.Used used) {
        BlobHash hash = used.hash();
        if (refused.contains(hash)) {
            return;
        }
        if (!used.there()) {
            queues.ask(hash);
        } else if ((queues.isWanted(hash) || vault.fetching() == Fetching.ALL) && !here.has(hash)) {
            queues.get(hash);
        }
    }

    private void ask() {
        if (queues.isToAsk() && !calls.isAsking()) {
            calls.ask(queues.takeToAsk(WireLimits.HASHES_ASKED));
        }
    }

    private void get() {
        while (calls.gets() < GETS_AT_ONCE) {
            Optional<BlobHash> next = queues.nextToGet(calls.busy(arrivals.waiting()));
            if (next.isEmpty()) {
                return;
            }
            BlobHash hash = next.get();
            if (here.has(hash)) {
                queues.done(hash);
            } else if (hash.equals(EMPTY)) {
                arrivals.whole(hash, new byte[0]);
            } else {
                calls.get(hash, arrivals.offset(hash), sizes.rangeBytes());
            }
        }
    }

    private void send() {
        while (pace.maySend() && calls.puts() < PUTS_AT_ONCE) {
            Optional<BlobHash> next = queues.nextToSend(calls.busy(arrivals.waiting()));
            if (next.isEmpty()) {
                return;
            }
            OptionalLong size = here.size(next.get());
            if (size.isEmpty()) {
                queues.done(next.get());
            } else if (size.getAsLong() > sizes.wholeBytes()) {
                calls.look(next.get());
            } else {
                calls.put(next.get(), size.getAsLong(), 0);
            }
        }
    }

    private void isHere(BlobHash hash) {
        queues.done(hash);
        receivedCount++;
        came.accept(hash);
    }

    private void remember() {
        boolean isDue = newlyThere.size() >= REMEMBERED_AT_ONCE || calls.puts() == 0;
        if (isDue && !newlyThere.isEmpty()) {
            log.there(newlyThere);
            newlyThere.clear();
        }
    }

    /** Takes an answer, unless nobody waits for it: another log made the call void. */
    private List<BlobAct> answer(BlobAct act, long nowMillis, Runnable work) {
        return step(
                nowMillis,
                () -> {
                    if (calls.isAnswered(act)) {
                        work.run();
                    }
                });
    }

    /** Which of the hashes the relay has, in their order. */
    public List<BlobAct> asked(BlobAct.Ask ask, List<Boolean> has, long nowMillis) {
        return answer(
                ask,
                nowMillis,
                () -> {
                    if (has.size() == ask.hashes().size()) {
                        pace.wentWell();
                        sortAnswer(ask.hashes(), has);
                    } else {
                        ask.hashes().forEach(queues::ask);
                        pace.later("The relay answered what was not asked.", 0, nowMillis);
                    }
                });
    }

    private void sortAnswer(List<BlobHash> hashes, List<Boolean> has) {
        List<BlobHash> there = new ArrayList<>();
        for (int i = 0; i < hashes.size(); i++) {
            BlobHash hash = hashes.get(i);
            if (has.get(i)) {
                there.add(hash);
                sort(new BlobLog.Used(hash, true));
            } else if (!here.has(hash)) {
                isAbsent(hash);
            } else if (pace.maySend()) {
                queues.send(hash);
            } else {
                heldBack++;
            }
        }
        log.there(there);
    }

    private void isAbsent(BlobHash hash) {
        queues.notThere(hash);
        if (!queues.absent(hash)) {
            pass.lacksMore();
        }
    }

    /** How far an upload is. */
    public List<BlobAct> stands(BlobAct.Look look, BlobState state, long nowMillis) {
        return answer(
                look,
                nowMillis,
                () -> {
                    pace.wentWell();
                    goOn(look.hash(), state);
                });
    }

    /** Bytes were sent. */
    public List<BlobAct> stored(BlobAct.Put put, BlobState state, long nowMillis) {
        return answer(
                put,
                nowMillis,
                () -> {
                    if (state.getComplete() || state.getStoredBytes() > put.offset()) {
                        pace.wentWell();
                        pace.sentWell();
                        goOn(put.hash(), state);
                    } else {
                        pace.later("The relay took nothing of what was sent.", 0, nowMillis);
                    }
                });
    }

    private void goOn(BlobHash hash, BlobState state) {
        OptionalLong size = here.size(hash);
        if (state.getComplete()) {
            queues.done(hash);
            newlyThere.add(hash);
            sentCount++;
        } else if (size.isEmpty()) {
            queues.done(hash);
        } else {
            long stands = state.getStoredBytes();
            long offset = stands >= 0 && stands <= size.getAsLong() ? stands : 0;
            calls.put(hash, size.getAsLong(), offset);
        }
    }

    /** A range came; it may be shorter than what was asked for where the bytes end. */
    public List<BlobAct> got(BlobAct.Get get, byte[] bytes, long nowMillis) {
        return answer(
                get,
                nowMillis,
                () -> {
                    pace.wentWell();
                    if (queues.isToGet(get.hash())) { // else what needed it was purged
                        end(get.hash(), arrivals.take(get, bytes));
                    }
                });
    }

    /** Wrong ones are asked for again later: the relay may have put them right. */
    private void end(BlobHash hash, BlobArrivals.Outcome outcome) {
        switch (outcome) {
            case HERE -> isHere(hash);
            case WRONG -> {
                problems.add(
                        "The relay sent other bytes than those of “" + vault.name(hash) + "”.");
                isAbsent(hash);
            }
            case UNFINISHED -> {}
        }
    }

    /**
     * A call failed.
     *
     * @param error what the relay said, or {@link Error#getDefaultInstance()} when it said nothing
     */
    public List<BlobAct> failed(BlobAct act, Error error, long nowMillis) {
        return answer(
                act,
                nowMillis,
                () -> {
                    if (act instanceof BlobAct.Ask ask) {
                        ask.hashes().forEach(queues::ask);
                    }
                    fail(act, error, nowMillis);
                });
    }

    private void fail(BlobAct act, Error error, long nowMillis) {
        String words =
                error.getMessage().isEmpty() ? "The relay does not answer." : error.getMessage();
        switch (error.getCode()) {
            case UNAUTHENTICATED, WRONG_CREDENTIALS -> stop(words);
            case FORBIDDEN -> {
                if (act instanceof BlobAct.Put || act instanceof BlobAct.Look) {
                    pace.mayOnlyRead(words);
                    holdBack();
                } else {
                    stop(words);
                }
            }
            case NOT_FOUND -> {
                if (act instanceof BlobAct.Get get) {
                    log.gone(get.hash());
                    isAbsent(get.hash());
                } else {
                    stop(words);
                }
            }
            case QUOTA -> {
                pace.isFull(error, nowMillis);
                holdBack();
            }
            case TOO_LARGE, BAD_PROOF, INVALID -> refuse(act, words, nowMillis);
            default -> pace.later(words, error.getRetryAfterMillis(), nowMillis);
        }
    }

    private void stop(String why) {
        end();
        pace.stop(why);
    }

    /** What cannot be sent for now must not keep others from coming. */
    private void holdBack() {
        heldBack += queues.dropToSend();
    }

    private void refuse(BlobAct act, String why, long nowMillis) {
        if (act instanceof BlobAct.Put put) {
            isRefused(put.hash(), why);
        } else if (act instanceof BlobAct.Get get && get.offset() > 0) {
            end(get.hash(), arrivals.finish(get.hash())); // it begins behind the end: all came
        } else {
            pace.later(why, 0, nowMillis);
        }
    }

    private void isRefused(BlobHash hash, String why) {
        queues.done(hash);
        if (refused.size() < MOST_REFUSED) {
            refused.add(hash);
        }
        problems.add("“" + vault.name(hash) + "” cannot be sent: " + why);
    }

    /** Bytes that were to be sent cannot be read here; a repair may bring them back. */
    public List<BlobAct> unreadable(BlobAct.Put put, VaultException why, long nowMillis) {
        return answer(
                put, nowMillis, () -> isRefused(put.hash(), String.valueOf(why.getMessage())));
    }
}
