package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A line that goes by the first way on which something is heard. Until then what was said is kept,
 * and said anew on the next way; whoever uses the line does not notice.
 */
final class FittingLine implements Line {

    /** Most bytes that are said before anything is heard: which vaults are to be followed. */
    private static final int KEPT_BYTES = 1 << 20;

    private final FittingLines lines;
    private final Telling telling;
    private final Deque<Way> ways = new ArrayDeque<>();
    private final List<ToRelay> kept = new ArrayList<>();
    private int keptBytes;
    private String accessToken;
    private boolean isOpen;
    private @Nullable Attempt attempt;
    private @Nullable BetterWay betterWay;

    private FittingLine(FittingLines lines, String accessToken, LineEvents events) {
        this.lines = lines;
        this.accessToken = accessToken;
        telling = new Telling(new Outward(events));
        ways.add(lines.best());
        ways.addAll(lines.after(lines.best()));
    }

    static Line open(FittingLines lines, String accessToken, LineEvents events) {
        FittingLine line = new FittingLine(lines, accessToken, events);
        line.attemptNext();
        return line;
    }

    /** What happens, as whoever uses the line is told. */
    private record Outward(LineEvents events) implements WayEvents {
        @Override
        public void opened() {
            events.opened();
        }

        @Override
        public void heard(ToClient message) {
            events.heard(message);
        }

        @Override
        public void ended(RelayFailure why) {
            boolean isSaid = why.error().getCode() != ErrorCode.ERROR_CODE_UNSPECIFIED;
            String words = String.valueOf(why.getMessage());
            events.ended(isSaid ? why.error() : Error.newBuilder().setMessage(words).build());
        }
    }

    private synchronized void attemptNext() {
        if (!telling.isOver()) {
            attempt = new Attempt(ways.remove());
            attempt.begin();
        }
    }

    @Override
    public synchronized void send(ToRelay message) {
        if (message.hasRenew()) {
            accessToken = message.getRenew().getAccessToken();
        }
        if (attempt != null) {
            attempt.send(message);
        }
    }

    private void keep(ToRelay message) {
        keptBytes += message.getSerializedSize();
        if (keptBytes <= KEPT_BYTES) {
            kept.add(message);
        } else {
            // Cannot be said anew any more.
            kept.clear();
            ways.clear();
        }
    }

    @Override
    public void close() {
        telling.hush();
        drop();
    }

    private synchronized void drop() {
        if (attempt != null) {
            attempt.close();
        }
        if (betterWay != null) {
            betterWay.close();
        }
    }

    /** One way works; a better one may do so later. */
    private synchronized void heardBy(Way way) {
        lines.worked(way);
        if (!lines.before(way).isEmpty() && !telling.isOver()) {
            betterWay = new BetterWay(lines, way, () -> token(), this::goOver);
        }
    }

    private synchronized String token() {
        return accessToken;
    }

    private void goOver() {
        telling.ended(Causes.silent("The line is opened anew, since a better way is free.", null));
        drop();
    }

    /** A line by one way. */
    private final class Attempt implements WayEvents {

        private final Way way;
        private @Nullable Line line;
        private boolean isUp;
        private boolean hasHeard;
        private @Nullable Future<?> deadline;

        Attempt(Way way) {
            this.way = way;
        }

        void begin() {
            expectSoon();
            line = way.open(lines.endpoint(), accessToken, this);
        }

        /** Something has to happen on it; each call of polling has a limit of its own. */
        private void expectSoon() {
            if (deadline == null && !hasHeard && way != Way.POLLING) {
                deadline = lines.endpoint().later(lines.patience().openMillis(), this::expire);
            }
        }

        private void calm() {
            if (deadline != null) {
                deadline.cancel(false);
                deadline = null;
            }
        }

        private void expire() {
            boolean isStuck;
            synchronized (FittingLine.this) {
                isStuck = deadline != null && attempt == this;
                if (isStuck) {
                    close();
                }
            }
            if (isStuck) {
                ended(lines.endpoint().causes().brokenOff("there was no answer in time", null));
            }
        }

        void send(ToRelay message) {
            if (!hasHeard) {
                keep(message);
            }
            if (isUp && line != null) {
                expectSoon();
                line.send(message);
            }
        }

        void close() {
            calm();
            if (line != null) {
                line.close();
            }
        }

        @Override
        public void opened() {
            boolean isFirst;
            synchronized (FittingLine.this) {
                calm();
                isUp = true;
                isFirst = !isOpen;
                isOpen = true;
                if (line != null && !kept.isEmpty()) {
                    expectSoon();
                    kept.forEach(line::send);
                }
            }
            if (isFirst) {
                telling.opened();
            }
        }

        @Override
        public void heard(ToClient message) {
            synchronized (FittingLine.this) {
                if (!hasHeard) {
                    hasHeard = true;
                    calm();
                    kept.clear();
                    heardBy(way);
                }
            }
            telling.heard(message);
        }

        @Override
        public void ended(RelayFailure why) {
            synchronized (FittingLine.this) {
                if (attempt != this) {
                    return;
                }
                calm();
                attempt = null;
                boolean mayGoElsewhere = !hasHeard && mayGoElsewhere(why);
                if (mayGoElsewhere && !ways.isEmpty()) {
                    attemptNext();
                    return;
                }
                if (mayGoElsewhere) {
                    lines.forget();
                }
            }
            telling.ended(why);
            drop();
        }
    }

    /** Where nothing answers at all, or the relay itself refuses, it does so by every way. */
    private static boolean mayGoElsewhere(RelayFailure why) {
        return why.error().getCode() == ErrorCode.ERROR_CODE_UNSPECIFIED
                && !(why instanceof Unreachable)
                && !(why instanceof UntrustedCertificate);
    }
}
