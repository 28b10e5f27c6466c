package app.vaultnotes.desktop;

import com.sun.javafx.perf.PerformanceTracker;
import com.sun.javafx.scene.SceneHelper;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/**
 * Watches the frames of a scene: when a pulse begins, when its picture is painted. JavaFX tells the
 * latter through a class of its own only, which measuring may use and the app does not.
 */
final class Frames {

    private static final int LIMIT_SECONDS = 60;
    private static final int MOST_PULSES = 600;

    private final AtomicInteger painted = new AtomicInteger();
    private final AtomicInteger pulses = new AtomicInteger();
    private final Scene scene;
    private volatile @Nullable Watch watch;

    /** Watches a scene from now on. For the JavaFX thread. */
    Frames(Scene scene) {
        this.scene = scene;
        scene.addPreLayoutPulseListener(this::pulseBegins);
        scene.addPostLayoutPulseListener(this::laidOut);
        PerformanceTracker.getSceneTracker(scene).setOnRenderedFrameTask(this::painted);
    }

    /**
     * What an event cost.
     *
     * @param eventMillis until all was done that it caused at once
     * @param pulseMillis from the begin of the next pulse until its picture was painted
     */
    record Cost(double eventMillis, double pulseMillis) {
        /** All of it; the wait for the pulse is not counted. */
        double millis() {
            return eventMillis + pulseMillis;
        }
    }

    /** One picture that is waited for. */
    private static final class Watch {
        private final BooleanSupplier shows;
        private final CompletableFuture<Watch> done = new CompletableFuture<>();
        private final long start = System.nanoTime();
        private long handled;
        private long settled;
        private long pulse;
        private int seen;
        private int untilPulse;
        private volatile boolean inPicture;
        private long end;

        Watch(BooleanSupplier shows) {
            this.shows = shows;
        }

        Cost cost() {
            // What the event put off until later is done before the pulse, or in no time.
            long event = settled > 0 && settled < pulse ? settled : handled;
            return new Cost((event - start) / 1e6, (end - pulse) / 1e6);
        }
    }

    private void pulseBegins() {
        pulses.incrementAndGet();
        Watch waiting = watch;
        if (waiting != null && !waiting.inPicture) {
            waiting.pulse = System.nanoTime();
        }
    }

    private void laidOut() {
        Watch waiting = watch;
        if (waiting == null || waiting.inPicture) {
            return;
        }
        if (waiting.shows.getAsBoolean()) {
            // A picture of the pulse before could come to its end now and be taken for this one.
            SceneHelper.getPeer(scene).waitForRenderingToComplete();
            waiting.untilPulse = pulses.get();
            waiting.inPicture = true;
        } else if (++waiting.seen > MOST_PULSES) {
            waiting.done.completeExceptionally(new IllegalStateException("it is not painted"));
        } else {
            Platform.runLater(Platform::requestNextPulse);
        }
    }

    private void painted() {
        painted.incrementAndGet();
        Watch waiting = watch;
        if (waiting != null && waiting.inPicture) {
            waiting.end = System.nanoTime();
            watch = null;
            waiting.done.complete(waiting);
        }
    }

    /** How many pictures were painted so far. */
    int count() {
        return painted.get();
    }

    /** How many pulses there were so far. */
    int pulses() {
        return pulses.get();
    }

    /** Does something as an event and waits until it is painted. Not for the JavaFX thread. */
    Cost cost(Runnable event) {
        CompletableFuture<Watch> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            Watch now = new Watch(() -> true);
            event.run();
            now.handled = System.nanoTime();
            watch = now;
            Platform.runLater(() -> now.settled = System.nanoTime());
            Platform.requestNextPulse();
            CompletableFuture<Void> _ = now.done.thenAccept(done::complete);
        });
        return done.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join().cost();
    }

    /**
     * Begins to wait for a picture that shows something.
     *
     * @param shows asked on the JavaFX thread at every pulse
     * @return milliseconds from now until it is painted
     */
    CompletableFuture<Double> awaitPicture(BooleanSupplier shows) {
        return awaited(shows).thenApply(seen -> (seen.end - seen.start) / 1e6);
    }

    /** The same; gives the number of the pulse that showed it. */
    CompletableFuture<Integer> awaitPulse(BooleanSupplier shows) {
        return awaited(shows).thenApply(seen -> seen.untilPulse);
    }

    private CompletableFuture<Watch> awaited(BooleanSupplier shows) {
        Watch now = new Watch(shows);
        watch = now;
        Platform.runLater(Platform::requestNextPulse);
        return now.done.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
