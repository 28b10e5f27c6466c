package app.vaultnotes.relay.account;

import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.wire.Hash;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Callers that were looked up a moment ago, by the hash of their token: at most 10,000, each for 30
 * seconds and not past the token's end. Reading takes no lock.
 */
final class CallerCache {

    static final int MOST = 10_000;

    private static final long KEPT_MILLIS = 30_000;

    private final Map<Hash, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong forgotten = new AtomicLong();

    private record Entry(Caller caller, long fromMillis, long untilMillis) {
        /** Not before its start either: time that is repeated must not make it last. */
        boolean isGood(long nowMillis) {
            return nowMillis >= fromMillis && nowMillis < untilMillis;
        }
    }

    Optional<Caller> find(Hash token, long nowMillis) {
        Entry entry = entries.get(token);
        return entry != null && entry.isGood(nowMillis)
                ? Optional.of(entry.caller())
                : Optional.empty();
    }

    /** To be asked before a caller is read from the database, and handed to {@link #keep}. */
    long moment() {
        return forgotten.get();
    }

    /**
     * Keeps a caller, unless something was forgotten since the moment: it may have been this one,
     * read before it was revoked.
     */
    synchronized void keep(Hash token, Caller caller, long nowMillis, long moment) {
        if (moment != forgotten.get()) {
            return;
        }
        makeRoom(nowMillis);
        long until = Math.min(nowMillis + KEPT_MILLIS, caller.expiresMillis());
        entries.put(token, new Entry(caller, nowMillis, until));
    }

    private void makeRoom(long nowMillis) {
        if (entries.size() < MOST) {
            return;
        }
        entries.values().removeIf(entry -> !entry.isGood(nowMillis));
        Iterator<Entry> some = entries.values().iterator();
        for (int left = entries.size(); left >= MOST && some.hasNext(); left--) {
            some.next();
            some.remove();
        }
    }

    /** Forgets whom a revocation is about. */
    synchronized void forget(Revocation revocation) {
        forgotten.incrementAndGet();
        entries.values().removeIf(entry -> isAbout(revocation, entry.caller()));
    }

    private static boolean isAbout(Revocation revocation, Caller caller) {
        return switch (revocation.kind()) {
            case SESSION -> revocation.id().equals(caller.session());
            case DEVICE -> revocation.id().equals(caller.device());
            case ACCOUNT -> revocation.id().equals(caller.account());
        };
    }

    /** Forgets everyone. */
    synchronized void clear() {
        forgotten.incrementAndGet();
        entries.clear();
    }

    int size() {
        return entries.size();
    }
}
