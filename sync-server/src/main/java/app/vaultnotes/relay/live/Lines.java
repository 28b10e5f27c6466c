package app.vaultnotes.relay.live;

import app.vaultnotes.relay.call.Authenticator;
import app.vaultnotes.relay.call.Buckets;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.log.Log;
import app.vaultnotes.relay.log.LogReader;
import app.vaultnotes.relay.log.Receipts;
import app.vaultnotes.wire.WireLimits;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All lines of this relay. Safe for any number of threads. */
public final class Lines {

    static final long SILENCE_NANOS = WireLimits.SILENCE_MILLIS * 1_000_000L;
    static final long STUCK_NANOS = 30_000_000_000L;
    private static final long CROWDED_STUCK_NANOS = 5_000_000_000L;
    private static final int PAGES = 64;
    private static final int PAGES_OF_AN_ACCOUNT = 16;
    private static final int OF_AN_ACCOUNT = 200;

    private final Hub hub;
    private final Log log;
    private final LogReader reader;
    private final Receipts receipts;
    private final Authenticator authenticator;
    private final RelayClock clock;
    private final Executor executor;
    private final PageRoom pages = new PageRoom(PAGES, PAGES_OF_AN_ACCOUNT);

    /** Each reads from the database, or writes to it. */
    private final Buckets asked = new Buckets(1_000, 6_000, Duration.ofMinutes(1));

    private final Traffic traffic = new Traffic();
    private final Set<Line> open = ConcurrentHashMap.newKeySet();

    /** What a line speaks with. */
    public record Parts(
            Hub hub, Log log, LogReader reader, Receipts receipts, Authenticator authenticator) {}

    /**
     * Without a line yet.
     *
     * @param executor runs what waits: a thread each
     */
    public Lines(Parts parts, RelayClock clock, Executor executor) {
        hub = parts.hub();
        log = parts.log();
        reader = parts.reader();
        receipts = parts.receipts();
        authenticator = parts.authenticator();
        this.clock = clock;
        this.executor = executor;
    }

    /**
     * A line for a client that has just connected. It is looked at again once the line is there:
     * whoever was signed out after it was known who calls, and before there was a line to end, is
     * told so on the line.
     *
     * @param again asks again whether the caller may go on
     * @throws RelayException RATE_LIMITED when the account has too many
     */
    public Line connect(Caller caller, Runnable again, Outlet outlet) {
        if (count(caller.account()) >= OF_AN_ACCOUNT) {
            throw RelayException.rateLimited("The account has too many lines.", 10_000);
        }
        Line line = new Line(this, caller, outlet);
        open.add(line);
        try {
            again.run();
        } catch (RuntimeException e) {
            line.end(RelayException.of(e));
        }
        return line;
    }

    void remove(Line line) {
        open.remove(line);
    }

    /** Ends lines of which something is true. */
    public void end(Predicate<Caller> which, RelayException reason) {
        open.stream().filter(line -> which.test(line.caller())).forEach(line -> line.end(reason));
    }

    /** The sessions that have lines. */
    public Set<UUID> sessions() {
        return open.stream().map(line -> line.caller().session()).collect(Collectors.toSet());
    }

    /** Looks after lines and presence; to be called every second. */
    public void sweep() {
        long nowNanos = System.nanoTime();
        long nowMillis = clock.steadyMillis();
        open.forEach(line -> line.sweep(nowNanos, nowMillis));
        hub.sweep(nowNanos);
    }

    /** How many lines there are. */
    public int count() {
        return open.size();
    }

    long count(UUID account) {
        return open.stream().filter(each -> each.account().equals(account)).count();
    }

    /** What they have brought. */
    public Traffic traffic() {
        return traffic;
    }

    /**
     * Counts what a client asks for on a line and what costs as much as a call.
     *
     * @throws RelayException RATE_LIMITED when it is too early
     */
    void count(Caller caller) {
        asked.take(caller.account().toString());
    }

    /** For how long a line may not move: shorter while others wait for the room it takes. */
    long stuckNanos() {
        return pages.isCrowded() ? CROWDED_STUCK_NANOS : STUCK_NANOS;
    }

    Hub hub() {
        return hub;
    }

    Log log() {
        return log;
    }

    LogReader reader() {
        return reader;
    }

    Receipts receipts() {
        return receipts;
    }

    Authenticator authenticator() {
        return authenticator;
    }

    PageRoom pages() {
        return pages;
    }

    Executor executor() {
        return executor;
    }
}
