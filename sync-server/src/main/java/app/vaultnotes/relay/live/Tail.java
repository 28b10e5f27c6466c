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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The end of a vault's log as those who follow it here are told: each record once and in order,
 * whether this relay wrote it or another. Also who is there.
 */
final class Tail {

    private static final Logger LOG = System.getLogger(Tail.class.getName());

    /** Those who sweep come every second. */
    private static final long PRESENCE_NANOS = (WireLimits.PRESENCE_MILLIS - 1_000) * 1_000_000L;

    /**
     * What another relay tells has been on its way; should that relay die, nobody tells the end.
     */
    private static final long FAR_PRESENCE_NANOS = PRESENCE_NANOS - 500_000_000L;

    private static final int PRESENT = 1_000;

    private static final Comparator<Present> OLDEST_FIRST =
            Comparator.comparingLong(Present::heardNanos);

    /**
     * Where a device has a line: at another relay, or here for null. One that changes from one to
     * another is at both for a while, and what each tells of it is in order for itself alone.
     */
    private record Place(String device, @Nullable UUID relay) {}

    /** What a device does, and when it last said so. */
    private record Present(Presence presence, long heardNanos) {}

    /** What it works with. */
    record Parts(UUID vault, LogReader reader, Executor executor, Neighbours neighbours) {}

    private final UUID vault;
    private final LogReader reader;
    private final Executor executor;
    private final Neighbours neighbours;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final Map<Place, Present> present = new HashMap<>();
    private long published;
    private boolean isReading;
    private boolean again;

    Tail(Parts parts, long published) {
        vault = parts.vault();
        reader = parts.reader();
        executor = parts.executor();
        neighbours = parts.neighbours();
        this.published = published;
    }

    /** From now on it hears of what is new, and at once of who is there. */
    void add(Follower follower) {
        followers.add(follower);
        synchronized (present) {
            present.values().stream()
                    .sorted(OLDEST_FIRST)
                    .forEach(each -> follower.pass(message(each.presence())));
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

    /** Tells the others what a device does that has a line here. */
    void present(Follower from, Presence presence) {
        note(presence, null);
        tellOthers(from.line().device(), message(presence));
        neighbours.tell(presence);
    }

    /** Tells what a device does that has a line at another relay. */
    void heard(UUID relay, Presence presence) {
        if (presence.getState().isEmpty()) {
            absent(new Place(presence.getDeviceId(), relay));
        } else {
            note(presence, relay);
            tellOthers(presence.getDeviceId(), message(presence));
        }
    }

    private void note(Presence presence, @Nullable UUID relay) {
        Place place = new Place(presence.getDeviceId(), relay);
        synchronized (present) {
            if (presence.getState().isEmpty()) {
                present.remove(place);
            } else if (present.size() < PRESENT || present.containsKey(place)) {
                present.put(place, new Present(presence, System.nanoTime()));
            }
        }
    }

    private void tellOthers(String device, ToClient message) {
        followers.stream()
                .filter(follower -> !follower.line().device().equals(device))
                .forEach(follower -> follower.pass(message));
    }

    /** Another relay wants to know who is there: it is told who has a line here. */
    void tellNeighbours() {
        synchronized (present) {
            present.forEach((place, each) -> {
                if (place.relay() == null) {
                    neighbours.tell(each.presence());
                }
            });
        }
    }

    /** A line of a device has ended. */
    void left(String device) {
        absent(new Place(device, null));
    }

    /** Tells that a device is gone from a place, if it was there, and what it does at another. */
    private void absent(Place place) {
        Present gone;
        Presence left;
        synchronized (present) {
            gone = present.remove(place);
            if (gone == null) {
                return;
            }
            left = elsewhere(place.device()).orElse(ended(gone.presence()));
        }
        tellOthers(place.device(), message(left));
        if (place.relay() == null) {
            neighbours.tell(ended(gone.presence()));
        }
    }

    private Optional<Presence> elsewhere(String device) {
        return present.entrySet().stream()
                .filter(each -> each.getKey().device().equals(device))
                .map(Map.Entry::getValue)
                .max(OLDEST_FIRST)
                .map(Present::presence);
    }

    private static Presence ended(Presence presence) {
        return presence.toBuilder().setState(ByteString.EMPTY).build();
    }

    /** Lets go of devices that were not heard of for long. */
    void sweep(long nowNanos) {
        List<Place> silent;
        synchronized (present) {
            silent =
                    present.entrySet().stream()
                            .filter(each -> isSilent(each.getKey(), each.getValue(), nowNanos))
                            .map(Map.Entry::getKey)
                            .toList();
        }
        silent.forEach(this::absent);
    }

    private static boolean isSilent(Place place, Present present, long nowNanos) {
        return nowNanos - present.heardNanos()
                > (place.relay() == null ? PRESENCE_NANOS : FAR_PRESENCE_NANOS);
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
            requireRole(follower);
        } catch (DatabaseException e) {
            follower.line().end(RelayException.of(e));
        }
    }

    private void requireRole(Follower follower) {
        try {
            follower.hasRole(reader.standing(vault, follower.line().account()).role());
        } catch (RelayException lost) {
            follower.line().lose(follower, lost);
        }
    }

    /** Looks whether all who follow still may, as far as the database says. */
    void recheckAll() {
        try {
            followers.forEach(this::requireRole);
        } catch (DatabaseException e) {
            // It is looked at again; nobody is ended because the database is away for a moment.
        }
    }
}
