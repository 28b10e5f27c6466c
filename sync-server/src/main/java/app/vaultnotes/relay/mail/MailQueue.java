package app.vaultnotes.relay.mail;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Letters that wait for a mail server, in memory alone: their links are secrets. Each is tried
 * again after half a minute and twice as long each further time, up to an hour, as long as its link
 * works by then. What waits when the relay ends is lost; whoever made the link has it.
 */
public final class MailQueue implements Postman, AutoCloseable {

    private static final Logger LOG = System.getLogger(MailQueue.class.getName());
    private static final int MOST_WAITING = 1_000;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final long LONGEST_PAUSE_MILLIS = Duration.ofHours(1).toMillis();
    private static final int MOST_DOUBLINGS = 20;

    private final Smtp smtp;
    private final InstantSource clock;
    private final long firstPauseMillis;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ScheduledThreadPoolExecutor thread;

    /** Nothing waits yet. */
    public MailQueue(Smtp smtp, InstantSource clock) {
        this(smtp, clock, FIRST_PAUSE);
    }

    MailQueue(Smtp smtp, InstantSource clock, Duration firstPause) {
        this.smtp = smtp;
        this.clock = clock;
        firstPauseMillis = firstPause.toMillis();
        thread =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name("mail").daemon().factory());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public boolean post(Letter letter) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            LOG.log(Level.WARNING, "a letter was not taken: {0} are waiting", MOST_WAITING);
            return false;
        }
        boolean isTaken = later(letter, 0, 0);
        if (!isTaken) {
            waiting.decrementAndGet();
        }
        return isTaken;
    }

    private boolean later(Letter letter, int before, long pauseMillis) {
        try {
            var _ =
                    thread.schedule(
                            () -> attempt(letter, before), pauseMillis, TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException ending) {
            return false;
        }
    }

    private void attempt(Letter letter, int before) {
        boolean goesOn = false;
        try {
            smtp.send(letter);
        } catch (SmtpException e) {
            long pauseMillis =
                    Math.min(
                            firstPauseMillis << Math.min(before, MOST_DOUBLINGS),
                            LONGEST_PAUSE_MILLIS);
            goesOn = !e.isFinal() && clock.millis() + pauseMillis < letter.expiresMillis();
            LOG.log(
                    Level.WARNING,
                    goesOn
                            ? "a letter was not delivered and is tried again: {0}"
                            : "a letter was not delivered: {0}",
                    e.getMessage());
            goesOn = goesOn && later(letter, before + 1, pauseMillis);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a letter was not delivered", e);
        }
        if (!goesOn) {
            waiting.decrementAndGet();
        }
    }

    /** How many letters wait. */
    public int waiting() {
        return waiting.get();
    }

    /** Tries no more. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
