package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.Ping;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tries now and then, beside a line that goes by a lesser way, whether a better one is free. */
final class BetterWay implements AutoCloseable {

    private final FittingLines lines;
    private final Way present;
    private final Supplier<String> accessToken;
    private final Runnable found;
    private boolean isClosed;
    private @Nullable Future<?> next;
    private @Nullable Try current;

    /**
     * Tries after a while.
     *
     * @param found what to do when a better one answers; it is the best for new lines then
     */
    BetterWay(FittingLines lines, Way present, Supplier<String> accessToken, Runnable found) {
        this.lines = lines;
        this.present = present;
        this.accessToken = accessToken;
        this.found = found;
        waitForNext();
    }

    private synchronized void waitForNext() {
        current = null;
        if (!isClosed) {
            next = lines.endpoint().later(lines.patience().retryMillis(), () -> attempt(0));
        }
    }

    private void attempt(int index) {
        if (index >= lines.before(present).size()) {
            waitForNext();
            return;
        }
        String token = accessToken.get();
        synchronized (this) {
            if (!isClosed) {
                current = new Try(index);
                current.begin(token);
            }
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (next != null) {
            next.cancel(false);
        }
        if (current != null) {
            current.close();
        }
    }

    /** A line on which nothing is said but that somebody is there. */
    private final class Try implements WayEvents {

        private final int index;
        private final Way way;
        private @Nullable Line line;
        private @Nullable Future<?> deadline;
        private boolean isDone;

        Try(int index) {
            this.index = index;
            way = lines.before(present).get(index);
        }

        void begin(String token) {
            deadline = lines.endpoint().later(lines.patience().openMillis(), this::fail);
            line = way.open(lines.endpoint(), token, this);
        }

        void close() {
            isDone = true;
            if (deadline != null) {
                deadline.cancel(false);
            }
            if (line != null) {
                line.close();
            }
        }

        private boolean finish() {
            synchronized (BetterWay.this) {
                boolean isFirst = !isDone;
                close();
                return isFirst && !isClosed;
            }
        }

        private void fail() {
            if (finish()) {
                attempt(index + 1);
            }
        }

        @Override
        public void opened() {
            synchronized (BetterWay.this) {
                if (line != null && !isDone) {
                    line.send(ToRelay.newBuilder().setPing(Ping.getDefaultInstance()).build());
                }
            }
        }

        @Override
        public void heard(ToClient message) {
            if (finish()) {
                lines.worked(way);
                found.run();
            }
        }

        @Override
        public void ended(RelayFailure why) {
            fail();
        }
    }
}
