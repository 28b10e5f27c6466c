package app.vaultnotes.vault.sync;

import app.vaultnotes.vault.BlobLog;
import java.util.List;
import java.util.random.RandomGenerator;

/** Looking at all that files and notes refer to, page by page, and again for what nobody has. */
final class BlobPass {

    private static final long NEVER = Long.MAX_VALUE;

    private final BlobLog log;

    /** Until the relay may have what it lacked. */
    private final Backoff waits;

    /** Behind which reference the next page begins. */
    private String after = "";

    private boolean goesOn;

    /** Whether the relay lacks more than is remembered one by one. */
    private boolean lacksMore;

    private long againMillis = NEVER;

    BlobPass(BlobLog log, RandomGenerator random) {
        this.log = log;
        this.waits = new Backoff(random);
    }

    void begin() {
        after = "";
        goesOn = true;
        lacksMore = false;
        againMillis = NEVER;
    }

    boolean goesOn() {
        return goesOn;
    }

    List<BlobLog.Used> next(int most) {
        List<BlobLog.Used> page = log.used(after, most);
        goesOn = page.size() == most;
        after = goesOn ? page.get(page.size() - 1).hash().hex() : "";
        return page;
    }

    /** Something is new: the relay may soon have what it lacks. */
    void hurry() {
        waits.reset();
    }

    void lacksMore() {
        lacksMore = true;
    }

    /** Whether it is time to ask for what the relay lacked. */
    boolean isDue(long nowMillis) {
        boolean isDue = nowMillis >= againMillis;
        if (isDue) {
            againMillis = NEVER;
            if (lacksMore) {
                begin();
            }
        }
        return isDue;
    }

    /** Nothing else is to be asked for. */
    void plan(boolean isAnyAbsent, long nowMillis) {
        if (againMillis == NEVER && (isAnyAbsent || lacksMore)) {
            againMillis = nowMillis + waits.nextMillis();
        }
    }

    long againMillis() {
        return againMillis;
    }
}
