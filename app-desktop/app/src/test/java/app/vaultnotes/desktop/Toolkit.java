package app.vaultnotes.desktop;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/** JavaFX in tests: it starts once in a process, whichever test comes first. */
public final class Toolkit {

    private static final int LIMIT_SECONDS = 60;

    /** What failed on the JavaFX thread and nobody caught. */
    static final Queue<Throwable> FAILURES = new ConcurrentLinkedQueue<>();

    private static boolean started;

    private Toolkit() {}

    /** Starts it unless it runs. */
    public static synchronized void start() {
        if (started) {
            return;
        }
        started = true;
        CompletableFuture<Void> running = new CompletableFuture<>();
        Platform.startup(() -> {
            Thread.currentThread()
                    .setUncaughtExceptionHandler((thread, failure) -> FAILURES.add(failure));
            running.complete(null);
        });
        running.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        Platform.setImplicitExit(false);
        Fonts.load();
    }
}
