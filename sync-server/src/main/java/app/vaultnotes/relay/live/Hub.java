package app.vaultnotes.relay.live;

import app.vaultnotes.proto.v1.Presence;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.relay.log.LogListener;
import app.vaultnotes.relay.log.LogNotice;
import app.vaultnotes.relay.log.LogReader;
import app.vaultnotes.wire.WireId;
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
    private final Neighbours neighbours;
    private final Map<UUID, Tail> tails = new ConcurrentHashMap<>();

    /**
     * A hub that nobody follows yet.
     *
     * @param executor runs reads that wait for the database; must not run them in the caller
     * @param neighbours are told who is there
     */
    public Hub(LogReader reader, Executor executor, Neighbours neighbours) {
        this.reader = reader;
        this.executor = executor;
        this.neighbours = neighbours;
    }

    /** Passes on what is behind {@code head} from now on. */
    void follow(Follower follower, long head) {
        tails.compute(
                follower.vault(),
                (vault, known) -> {
                    Tail tail = known == null ? tail(vault, head) : known;
                    tail.add(follower);
                    return tail;
                });
    }

    private Tail tail(UUID vault, long head) {
        neighbours.ask(vault);
        return new Tail(new Tail.Parts(vault, reader, executor, neighbours), head);
    }

    void leave(Follower follower) {
        at(follower.vault(), tail -> tail.left(follower.line().device()));
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

    /** Another relay told who is there, or wants to know. */
    public void heard(PresenceNotice notice) {
        notice.asked().forEach(vault -> at(vault, Tail::tellNeighbours));
        for (Presence presence : notice.told()) {
            at(vault(presence), tail -> tail.heard(notice.relay(), presence));
        }
    }

    private static UUID vault(Presence presence) {
        return WireId.parse("the vault", presence.getVaultId());
    }

    /** An account's role in a vault changed; empty for all accounts. */
    public void accessChanged(UUID vault, Optional<UUID> account) {
        at(vault, tail -> executor.execute(() -> tail.recheck(account)));
    }

    /** What changed who may follow which vault may not have been heard. */
    public void recheckAll() {
        tails.values().forEach(tail -> executor.execute(tail::recheckAll));
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
