package app.vaultnotes.relay.live;

import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.relay.log.LogListener;
import app.vaultnotes.relay.log.LogNotice;
import app.vaultnotes.relay.log.LogReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Which lines follow which vaults on this relay. Safe for any number of threads. */
public final class Hub implements LogListener {

    private final LogReader reader;
    private final Executor executor;
    private final Map<UUID, Tail> tails = new ConcurrentHashMap<>();

    /**
     * A hub that nobody follows yet.
     *
     * @param executor runs reads that wait for the database; must not run them in the caller
     */
    public Hub(LogReader reader, Executor executor) {
        this.reader = reader;
        this.executor = executor;
    }

    /** Passes on what is behind {@code head} from now on. */
    void follow(Follower follower, long head) {
        tails.compute(
                follower.vault(),
                (vault, known) -> {
                    Tail tail = known == null ? new Tail(vault, head, reader, executor) : known;
                    tail.add(follower);
                    return tail;
                });
    }

    void leave(Follower follower) {
        at(follower.vault(), tail -> tail.absent(follower.line().device()));
        tails.computeIfPresent(
                follower.vault(),
                (vault, tail) -> {
                    tail.remove(follower);
                    return tail.isEmpty() ? null : tail;
                });
    }

    void at(UUID vault, Consumer<Tail> action) {
        Optional.ofNullable(tails.get(vault)).ifPresent(action);
    }

    @Override
    public void appended(UUID vault, List<StoredRecord> records) {
        at(vault, tail -> tail.appended(records));
    }

    /** Another relay has written. */
    public void noticed(LogNotice notice) {
        if (notice.vaults().isEmpty()) {
            noticedAny();
        } else {
            notice.vaults().forEach(vault -> at(vault, Tail::noticed));
        }
    }

    /** Other relays may have written: what they said was not heard for a while. */
    public void noticedAny() {
        tails.values().forEach(Tail::noticed);
    }

    /** An account's role in a vault changed; empty for all accounts. */
    public void accessChanged(UUID vault, Optional<UUID> account) {
        at(vault, tail -> executor.execute(() -> tail.recheck(account)));
    }

    /** Tells all who follow a vault something that is no record. */
    public void tell(UUID vault, ToClient message) {
        at(vault, tail -> tail.followers().forEach(follower -> follower.pass(message)));
    }

    /** How many vaults are followed. */
    public int vaults() {
        return tails.size();
    }

    int followers(UUID vault) {
        return Optional.ofNullable(tails.get(vault)).map(tail -> tail.followers().size()).orElse(0);
    }

    void sweep(long nowNanos) {
        tails.values().forEach(tail -> tail.sweep(nowNanos));
    }
}
