package app.vaultnotes.cli;

import app.vaultnotes.vault.Progress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** A line on a terminal that shows how far long work is; nothing where there is no terminal. */
final class ProgressBar implements Progress, AutoCloseable {

    private static final long QUIET_NANOS = 500_000_000;
    private static final long STEP_NANOS = 80_000_000;
    private static final int WIDTH = 28;
    private static final long LOOK_EVERY_MILLIS = 50;

    /** The work that is under way in this process. */
    private static final Set<ProgressBar> UNDER_WAY = new HashSet<>();

    private final Terminal terminal;
    private final long start = System.nanoTime();
    private long last = start;
    private boolean shown;

    ProgressBar(Terminal terminal) {
        this.terminal = terminal;
        synchronized (UNDER_WAY) {
            UNDER_WAY.add(this);
        }
    }

    /** Waits until the long work for a terminal has ended, but not for long. */
    static void awaitEnd(Terminal terminal, long mostMillis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(mostMillis);
        synchronized (UNDER_WAY) {
            try {
                while (UNDER_WAY.stream().anyMatch(bar -> bar.terminal.equals(terminal))
                        && System.nanoTime() < deadline) {
                    UNDER_WAY.wait(LOOK_EVERY_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized void report(String what, long done, long total) {
        if (terminal.gone().getAsBoolean()) {
            throw new CancellationException("the command was ended");
        }
        long now = System.nanoTime();
        if (!terminal.interactive() || now - start < QUIET_NANOS || now - last < STEP_NANOS) {
            return;
        }
        last = now;
        shown = true;
        int filled = total == 0 ? 0 : (int) Math.min(WIDTH, WIDTH * done / total);
        String bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
        terminal.err()
                .print(
                        String.format(
                                Locale.ROOT,
                                "\r%s %,d%s %s\u001b[K",
                                bar,
                                done,
                                total == 0 ? "" : String.format(Locale.ROOT, " of %,d", total),
                                what));
        terminal.err().flush();
    }

    @Override
    public void close() {
        synchronized (UNDER_WAY) {
            UNDER_WAY.remove(this);
            UNDER_WAY.notifyAll();
        }
        if (shown) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }
}
