package app.vaultnotes.relay.live;

import app.vaultnotes.proto.v1.Presence;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseException;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.wire.WireId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The way of presence to all relays on a database. All that is said within a moment goes in one
 * transaction, of each device the last alone: PostgreSQL lets one transaction that notifies commit
 * at a time. What there is no room for is lost.
 */
public final class PresenceChannel implements Neighbours {

    private static final Logger LOG = System.getLogger(PresenceChannel.class.getName());
    private static final int MOST_WAITING = 4_096;
    private static final int NOTICES_AT_ONCE = 16;
    private static final long MOMENT_MILLIS = 50;
    private static final long PAUSE_MILLIS = 1_000;

    /** Nobody misses what was said when PostgreSQL dies: no commit waits for its disk. */
    private static final String LIGHTLY = "SELECT set_config('synchronous_commit', 'off', true)";

    private static final String NOTIFY = "SELECT pg_notify(?, notice) FROM unnest(?) AS notice";

    private final UUID relay;
    private final Database database;
    private final Executor executor;
    private final Set<UUID> asked = new LinkedHashSet<>();
    private final Map<String, Presence> told = new LinkedHashMap<>();
    private boolean isSending;

    /**
     * A channel on which nothing was said.
     *
     * @param relay the id by which a relay knows its own words
     * @param executor runs what waits: a thread each
     */
    public PresenceChannel(UUID relay, Database database, Executor executor) {
        this.relay = relay;
        this.database = database;
        this.executor = executor;
    }

    /** What another relay said; empty for its own words and those of nobody. */
    public Optional<PresenceNotice> heard(String text) {
        return PresenceNotice.parse(text).filter(notice -> !notice.relay().equals(relay));
    }

    @Override
    public synchronized void tell(Presence presence) {
        String who = presence.getVaultId() + presence.getDeviceId();
        if (told.size() < MOST_WAITING || told.containsKey(who)) {
            told.put(who, presence);
            start();
        }
    }

    @Override
    public synchronized void ask(UUID vault) {
        if (asked.size() < MOST_WAITING) {
            asked.add(vault);
            start();
        }
    }

    private void start() {
        if (!isSending) {
            try {
                executor.execute(this::sendAll);
                isSending = true;
            } catch (RejectedExecutionException ending) {
                // The others find out by themselves when this relay has ended.
            }
        }
    }

    private void sendAll() {
        boolean wasSent = true;
        try {
            TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
            List<String> notices = take();
            while (!notices.isEmpty()) {
                wasSent = send(notices, wasSent);
                TimeUnit.MILLISECONDS.sleep(wasSent ? MOMENT_MILLIS : PAUSE_MILLIS);
                notices = take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is sent next, as notices; none ends the task, which starts again when there is more. */
    private synchronized List<String> take() {
        Packing packing = new Packing(WireId.text(relay));
        pack(asked, PresenceNotice::asking, packing);
        pack(told.values(), PresenceNotice::telling, packing);
        isSending = !packing.notices.isEmpty();
        return packing.notices.stream().map(StringBuilder::toString).toList();
    }

    /** As much as there is room for; what is packed waits no more. */
    private static <T> void pack(Iterable<T> waiting, Function<T, String> wording, Packing into) {
        Iterator<T> all = waiting.iterator();
        while (all.hasNext() && into.add(wording.apply(all.next()))) {
            all.remove();
        }
    }

    /** Notices of one relay, filled one after the other. */
    private static final class Packing {
        private final String relay;
        private final List<StringBuilder> notices = new ArrayList<>();

        Packing(String relay) {
            this.relay = relay;
        }

        /** False when there is no room for it. */
        boolean add(String word) {
            boolean isFull =
                    notices.isEmpty()
                            || notices.getLast().length() + 1 + word.length()
                                    > PresenceNotice.MOST_CHARACTERS;
            if (isFull && notices.size() == NOTICES_AT_ONCE) {
                return false;
            }
            if (isFull) {
                notices.add(new StringBuilder(relay));
            }
            notices.getLast().append(' ').append(word);
            return true;
        }
    }

    private boolean send(List<String> notices, boolean wasSent) {
        try {
            database.transact(
                    Scope.gate(),
                    rows -> {
                        rows.first(LIGHTLY, row -> true);
                        return rows.list(
                                NOTIFY,
                                row -> true,
                                PresenceNotice.CHANNEL,
                                notices.toArray(String[]::new));
                    });
            return true;
        } catch (DatabaseException e) {
            if (wasSent) {
                LOG.log(Level.WARNING, "other relays are not told who is there", e);
            }
            return false;
        }
    }
}
