package app.vaultnotes.relay.live;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the pages of the log that are in memory at once, read and not yet sent: of all lines, and
 * of those of one account, so that clients that read slowly keep only their own account waiting.
 * Safe for any number of threads.
 */
final class PageRoom {

    private final Semaphore all;
    private final int ofAnAccount;
    private final ConcurrentHashMap<UUID, Share> shares = new ConcurrentHashMap<>();

    /** What an account has, for as long as somebody has or wants some of it. */
    private static final class Share {
        private final Semaphore pages;
        private int users;

        Share(int pages) {
            this.pages = new Semaphore(pages, true);
        }
    }

    /** Room for so many pages. */
    PageRoom(int all, int ofAnAccount) {
        this.all = new Semaphore(all, true);
        this.ofAnAccount = ofAnAccount;
    }

    /** Waits for room for a page. */
    void take(UUID account) throws InterruptedException {
        Share share = shares.compute(account, (id, known) -> used(known, 1));
        boolean taken = false;
        try {
            share.pages.acquire();
            try {
                all.acquire();
                taken = true;
            } finally {
                if (!taken) {
                    share.pages.release();
                }
            }
        } finally {
            if (!taken) {
                leave(account);
            }
        }
    }

    private Share used(@Nullable Share known, int by) {
        Share share = known == null ? new Share(ofAnAccount) : known;
        share.users += by;
        return share;
    }

    private void leave(UUID account) {
        shares.computeIfPresent(
                account,
                (id, share) -> {
                    share.users--;
                    return share.users == 0 ? null : share;
                });
    }

    /** Gives room back. */
    void giveBack(UUID account) {
        all.release();
        shares.computeIfPresent(
                account,
                (id, share) -> {
                    share.pages.release();
                    return share;
                });
        leave(account);
    }

    /** Whether somebody waits for room that others have. */
    boolean isCrowded() {
        return all.hasQueuedThreads();
    }
}
