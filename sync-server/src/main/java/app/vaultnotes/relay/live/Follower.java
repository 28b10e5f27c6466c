package app.vaultnotes.relay.live;

import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.RoleChanged;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.log.LogReader;
import app.vaultnotes.wire.WireId;
import java.util.UUID;

/**
 * One vault on one line. It first reads what the client has missed, page by page as the client
 * takes them, and from then on passes on what comes; whenever that leaves a hole it reads again.
 */
final class Follower {

    /** Small, so that a line of little speed shows that it moves. */
    private static final int PAGE_BYTES = 512 << 10;

    private final UUID vault;
    private final Line line;
    private final Outgoing outgoing;
    private final LogReader reader;

    /** Bounds the pages of all lines that are in memory at once. */
    private final PageRoom pages;

    private Role role;
    private long cursor;
    private long missed;
    private boolean isLive;
    private boolean isReading;
    private volatile boolean ended;

    /** What the client asked for, and its role as it was then. */
    record Start(UUID vault, long cursor, Role role) {}

    Follower(Line line, Start start, LogReader reader, PageRoom pages) {
        this.line = line;
        vault = start.vault();
        cursor = start.cursor();
        role = start.role();
        this.reader = reader;
        this.pages = pages;
        outgoing = line.outgoing();
    }

    UUID vault() {
        return vault;
    }

    Line line() {
        return line;
    }

    /** New records. */
    void offer(Chunk chunk) {
        boolean mustRead = false;
        synchronized (this) {
            if (ended || chunk.last() <= cursor) {
                return;
            }
            if (isLive && chunk.first() <= cursor + 1) {
                Chunk fresh = chunk.first() == cursor + 1 ? chunk : chunk.after(cursor);
                cursor = chunk.last();
                outgoing.add(fresh.message());
            } else {
                missed = Math.max(missed, chunk.last());
                mustRead = isLive;
                isLive = false;
            }
        }
        if (mustRead) {
            catchUp();
        }
    }

    /** Something that is not a record. */
    void pass(ToClient message) {
        if (!ended) {
            outgoing.addIfRoom(message);
        }
    }

    /** The role of its account is this now; the client is told of one it does not know. */
    void hasRole(Role now) {
        synchronized (this) {
            if (ended || role == now) {
                return;
            }
            role = now;
        }
        RoleChanged told =
                RoleChanged.newBuilder().setVaultId(WireId.text(vault)).setRole(now).build();
        outgoing.add(ToClient.newBuilder().setRoleChanged(told).build());
    }

    /** Reads until it has all; runs elsewhere. */
    void catchUp() {
        synchronized (this) {
            if (isReading || ended) {
                return;
            }
            isReading = true;
        }
        line.execute(this::readAll);
    }

    private void readAll() {
        try {
            boolean more = outgoing.awaitRoom();
            while (more && !ended) {
                more = readPage() && outgoing.awaitRoom();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            line.lose(this, RelayException.of(e));
        }
    }

    /** False when all is read. */
    private boolean readPage() throws InterruptedException {
        UUID account = line.account();
        pages.take(account);
        boolean handedOn = false;
        try {
            if (ended) {
                return false; // while it waited
            }
            LogReader.Page page = reader.read(vault, account, cursor(), PAGE_BYTES, false);
            synchronized (this) {
                if (page.isEnd()) {
                    isLive = missed <= cursor;
                    isReading = !isLive;
                    return !isLive;
                }
                cursor = page.lastVaultSeq();
            }
            handedOn = true;
            line.traffic().caughtUp(page.records().size());
            ToClient message = ToClient.newBuilder().setRecords(page.toMessage()).build();
            outgoing.add(message, () -> pages.giveBack(account));
            return true;
        } finally {
            if (!handedOn) {
                pages.giveBack(account);
            }
        }
    }

    private synchronized long cursor() {
        return cursor;
    }

    /** Passes on nothing any more. */
    void end() {
        ended = true;
    }
}
