package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.ToRelay;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A line of single calls, for networks that let nothing else through: it asks for news after pauses
 * that grow, and at once when something was said. Presence and statements of others do not come.
 */
final class PollingLine implements Line {

    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long MOST_PAUSE_MILLIS = 30_000;

    private final Endpoint endpoint;
    private final Telling telling;
    private final OkHttpClient http;
    private final Polling polling;
    private final Deque<ToRelay> said = new ArrayDeque<>();
    private long saidBytes;
    private boolean isFull;
    private boolean isWorking;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private @Nullable Future<?> next;

    private PollingLine(Endpoint endpoint, String accessToken, WayEvents events) {
        this.endpoint = endpoint;
        telling = new Telling(events);
        // Of its own, so that its calls can be cancelled and no others.
        http = endpoint.http().newBuilder().dispatcher(new Dispatcher(endpoint.executor())).build();
        polling = new Polling(endpoint.calls(http), accessToken, telling);
    }

    static Line open(Endpoint endpoint, String accessToken, WayEvents events) {
        PollingLine line = new PollingLine(endpoint, accessToken, events);
        line.work();
        return line;
    }

    @Override
    public synchronized void send(ToRelay message) {
        saidBytes += message.getSerializedSize();
        isFull |= saidBytes > SendQueue.MOST_BYTES;
        if (!isFull) {
            said.add(message);
        }
        work();
    }

    /** Begins a turn, unless one is under way. */
    private synchronized void work() {
        if (!isWorking && !telling.isOver()) {
            isWorking = true;
            endpoint.executor().execute(this::turn);
        }
    }

    /** Says what is to be said, then asks for news. */
    private void turn() {
        boolean hasNews = false;
        long waitMillis = 0;
        try {
            polling.begin();
            for (ToRelay each = nextSaid(); each != null; each = nextSaid()) {
                polling.say(each);
                hasNews |= !each.hasPing();
            }
            hasNews |= polling.askForNews();
        } catch (RelayFailure e) {
            if (e.error().getCode() != ErrorCode.RATE_LIMITED) {
                telling.ended(e);
                close();
                return;
            }
            waitMillis = e.error().getRetryAfterMillis();
        } catch (RuntimeException e) {
            telling.ended(endpoint.causes().brokenOff("a fault of this program", e));
            close();
            throw e;
        }
        rest(hasNews, waitMillis);
    }

    private synchronized @Nullable ToRelay nextSaid() {
        if (isFull) {
            throw endpoint.causes().brokenOff(SendQueue.FULL, null);
        }
        ToRelay first = telling.isOver() ? null : said.poll();
        saidBytes -= first == null ? 0 : first.getSerializedSize();
        return first;
    }

    private synchronized void rest(boolean hasNews, long waitMillis) {
        isWorking = false;
        pauseMillis = hasNews ? FIRST_PAUSE_MILLIS : Math.min(pauseMillis * 2, MOST_PAUSE_MILLIS);
        if (!said.isEmpty() && waitMillis == 0) {
            work();
        } else if (!telling.isOver()) {
            long millis = Math.max(pauseMillis, waitMillis);
            next = endpoint.later(millis, this::work);
        }
    }

    @Override
    public synchronized void close() {
        telling.hush();
        said.clear();
        if (next != null) {
            next.cancel(false);
        }
        http.dispatcher().cancelAll();
    }
}
