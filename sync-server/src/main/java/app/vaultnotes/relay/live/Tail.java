package app.vaultnotes.relay.live;

import app.vaultnotes.proto.v1.Presence;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.DatabaseException;
import app.vaultnotes.relay.log.LogReader;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.ByteString;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The end of a vault's log as those who follow it here are told: each record once and in order,
 * whether this relay wrote it or another. Also who is there.
 */
final class Tail {

    private static final Logger LOG = System.getLogger(Tail.class.getName());
    private static final long PRESENCE_NANOS = WireLimits.PRESENCE_MILLIS * 1_000_000L;
    private static final int PRESENT = 1_000;

    /** What a device does, and when it last said so. */
    private record Present(Presence presence, long heardNanos) {}

    private final UUID vault;
    private final LogReader reader;
    private final Executor executor;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final Map<String, Present> present = new HashMap<>();
    private long published;
    private boolean isReading;
    private boolean again;

    Tail(UUID vault, long published, LogReader reader, Executor executor) {
        this.vault = vault;
        this.published = published;
        this.reader = reader;
        this.executor = executor;
    }

    /** From now on it hears of what is new, and at once of who is there. */
    void add(Follower follower) {
        followers.add(follower);
        synchronized (present) {
            present.values().forEach(each -> follower.pass(message(each.presence())));
        }
    }

    void remove(Follower follower) {
        followers.remove(follower);
    }

    boolean isEmpty() {
        return followers.isEmpty();
    }

    Set<Follower> followers() {
        return followers;
    }

    /** Records that this relay has written. */
    synchronized void appended(List<StoredRecord> records) {
        long last = records.get(records.size() - 1).getVaultSeq();
        if (!isReading && records.get(0).getVaultSeq() == published + 1) {
            publish(records);
        } else if (last > published) {
            noticed();
        }
    }

    private void publish(List<StoredRecord> records) {
        for (Chunk chunk : Chunk.of(vault, records)) {
            followers.forEach(follower -> follower.offer(chunk));
        }
        published = records.get(records.size() - 1).getVaultSeq();
    }

    /** There may be more than is known here. */
    synchronized void noticed() {
        again = true;
        if (!isReading) {
            isReading = true;
            executor.execute(this::readOn);
        }
    }

    private void readOn() {
        try {
            while (goesOn()) {
                readPage();
            }
        } catch (DatabaseException e) {
            // Whoever follows reads by itself when the next record leaves a hole.
            LOG.log(Level.WARNING, "new records of other relays were not read", e);
            stop();
        }
    }

    private synchronized boolean goesOn() {
        isReading = again && !followers.isEmpty();
        again = false;
        return isReading;
    }

    private synchronized void stop() {
        isReading = false;
    }

    private void readPage() {
        Optional<Follower> one = followers.stream().findAny();
        if (one.isEmpty()) {
            return;
        }
        try {
            UUID account = one.get().line().account();
            LogReader.Page page = reader.read(vault, account, last(), LogReader.PAGE_BYTES, false);
            synchronized (this) {
                if (!page.isEnd()) {
                    publish(page.records());
                    again = true;
                }
            }
        } catch (RelayException e) {
            one.get().line().lose(one.get(), e);
            synchronized (this) {
                again = true;
            }
        }
    }

    private synchronized long last() {
        return published;
    }

    /** Tells the others what a device does. */
    void present(Follower from, Presence presence) {
        synchronized (present) {
            if (presence.getState().isEmpty()) {
                present.remove(presence.getDeviceId());
            } else if (present.size() < PRESENT || present.containsKey(presence.getDeviceId())) {
                present.put(presence.getDeviceId(), new Present(presence, System.nanoTime()));
            }
        }
        tellOthers(from.line().device(), message(presence));
    }

    private void tellOthers(String device, ToClient message) {
        followers.stream()
                .filter(follower -> !follower.line().device().equals(device))
                .forEach(follower -> follower.pass(message));
    }

    /** Tells the others that a device is gone, if it was there. */
    void absent(String device) {
        Present gone;
        synchronized (present) {
            gone = present.remove(device);
        }
        if (gone != null) {
            Presence end = gone.presence().toBuilder().setState(ByteString.EMPTY).build();
            tellOthers(device, message(end));
        }
    }

    /** Lets go of devices that were not heard of for long. */
    void sweep(long nowNanos) {
        List<String> silent;
        synchronized (present) {
            silent =
                    present.entrySet().stream()
                            .filter(e -> nowNanos - e.getValue().heardNanos() > PRESENCE_NANOS)
                            .map(Map.Entry::getKey)
                            .toList();
        }
        silent.forEach(this::absent);
    }

    private static ToClient message(Presence presence) {
        return ToClient.newBuilder().setPresence(presence).build();
    }

    /** Ends following for an account, or for all, because of what changed. */
    void recheck(Optional<UUID> account) {
        followers.stream()
                .filter(each -> account.isEmpty() || each.line().account().equals(account.get()))
                .forEach(this::recheck);
    }

    private void recheck(Follower follower) {
        try {
            reader.standing(vault, follower.line().account());
        } catch (RelayException lost) {
            follower.line().lose(follower, lost);
        } catch (DatabaseException e) {
            follower.line().end(RelayException.of(e));
        }
    }
}
