package app.vaultnotes.vault.sync;

import app.vaultnotes.vault.BlobHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which attachments wait for what. Each waits for one thing. */
final class BlobQueues {

    /** Most that somebody waits for; who came first, waits no more. */
    private static final int MOST_WANTED = 1_000;

    /** Most that are remembered to be on no relay yet. */
    static final int MOST_ABSENT = 1_000;

    private final Set<BlobHash> toAsk = new LinkedHashSet<>();
    private final Set<BlobHash> toSend = new LinkedHashSet<>();
    private final Set<BlobHash> toGet = new LinkedHashSet<>();
    private final Set<BlobHash> wanted = new LinkedHashSet<>();
    private final Set<BlobHash> absent = new LinkedHashSet<>();

    /** Somebody waits for it. */
    void want(BlobHash hash) {
        wanted.add(hash);
        if (wanted.size() > MOST_WANTED) {
            wanted.remove(wanted.iterator().next());
        }
    }

    boolean isWanted(BlobHash hash) {
        return wanted.contains(hash);
    }

    void ask(BlobHash hash) {
        if (!toSend.contains(hash) && !toGet.contains(hash)) {
            absent.remove(hash);
            toAsk.add(hash);
        }
    }

    void send(BlobHash hash) {
        toAsk.remove(hash);
        toSend.add(hash);
    }

    void get(BlobHash hash) {
        toAsk.remove(hash);
        absent.remove(hash);
        toGet.add(hash);
    }

    /**
     * The relay does not have it.
     *
     * @return whether that is remembered
     */
    boolean absent(BlobHash hash) {
        return absent.contains(hash) || (absent.size() < MOST_ABSENT && absent.add(hash));
    }

    /** It is neither got nor asked for now; whoever wants it waits on. */
    void notThere(BlobHash hash) {
        toAsk.remove(hash);
        toGet.remove(hash);
    }

    /** Nothing is to be done with it any more. */
    void done(BlobHash hash) {
        toAsk.remove(hash);
        toSend.remove(hash);
        toGet.remove(hash);
        absent.remove(hash);
        wanted.remove(hash);
    }

    /** What the relay lacked is asked for again. */
    void askAgain() {
        toAsk.addAll(absent);
        absent.clear();
    }

    boolean isToGet(BlobHash hash) {
        return toGet.contains(hash);
    }

    /** Only these are needed any more. */
    void getOnly(Set<BlobHash> used) {
        toGet.retainAll(used);
        absent.retainAll(used);
    }

    List<BlobHash> takeToAsk(int most) {
        List<BlobHash> some = new ArrayList<>();
        Iterator<BlobHash> all = toAsk.iterator();
        while (all.hasNext() && some.size() < most) {
            some.add(all.next());
            all.remove();
        }
        return some;
    }

    Optional<BlobHash> nextToSend(Collection<BlobHash> underway) {
        return toSend.stream().filter(hash -> !underway.contains(hash)).findFirst();
    }

    /** Those that somebody waits for come first. */
    Optional<BlobHash> nextToGet(Collection<BlobHash> underway) {
        return wanted.stream()
                .filter(hash -> toGet.contains(hash) && !underway.contains(hash))
                .findFirst()
                .or(() -> toGet.stream().filter(hash -> !underway.contains(hash)).findFirst());
    }

    /** Begins anew; what somebody waits for stays. */
    void clear() {
        toAsk.clear();
        toSend.clear();
        toGet.clear();
        absent.clear();
    }

    /** Lets go of what is to be sent; says how many there were. */
    int dropToSend() {
        int dropped = toSend.size();
        toSend.clear();
        return dropped;
    }

    int size() {
        return toAsk.size() + toSend.size() + toGet.size();
    }

    boolean isToAsk() {
        return !toAsk.isEmpty();
    }

    /** Whether nothing waits. */
    boolean isIdle() {
        return !isToAsk() && toSend() == 0 && toGet() == 0;
    }

    int toSend() {
        return toSend.size();
    }

    int toGet() {
        return toGet.size();
    }

    int absent() {
        return absent.size();
    }
}
