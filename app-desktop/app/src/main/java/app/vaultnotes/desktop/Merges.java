package app.vaultnotes.desktop;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.vault.Merged;
import app.vaultnotes.vault.Progress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.stage.DirectoryChooser;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Brings in other copies of the vault, and says what they brought. For the JavaFX thread. */
final class Merges {

    private static final Duration LOOK_AFTER = Duration.seconds(1);

    private final AppWindow window;
    private final PauseTransition wait = new PauseTransition(LOOK_AFTER);
    private boolean running;

    Merges(AppWindow window) {
        this.window = window;
        wait.setOnFinished(e -> look());
    }

    /** Something changed: looks a moment later whether a merge brought it. */
    void changed() {
        wait.playFromStart();
    }

    /** Shows how many notes were merged that nobody has looked at. */
    void look() {
        window.lane()
                .ask(
                        vault -> vault.arrivals().unseen(),
                        count -> window.status().showMerged(count, this::show));
    }

    /** Opens the page of what was merged. */
    void show() {
        window.open(new PageName.Merged(), AppWindow.Where.TAB);
    }

    /** Asks for the folder of another copy, and brings in what it has. */
    void choose() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(Words.of("command.mergecopy"));
        Optional.ofNullable(chooser.showDialog(window.stage()))
                .ifPresent(folder -> merge(folder.toPath().toAbsolutePath()));
    }

    /** Brings in what the copy in a folder has; one merge at a time. */
    void merge(Path folder) {
        if (running) {
            return;
        }
        running = true;
        Watch watch = new Watch();
        window.status().showWork(Words.of("merge.running"), 0, 0, watch::stop);
        CompletableFuture<Void> _ =
                window.flush()
                        .thenCompose(saved ->
                                window.lane().ask(vault -> HeldVault.merge(vault, folder, watch)))
                        .handle((merged, failure) -> {
                            Platform.runLater(() -> done(merged, failure));
                            return null;
                        });
    }

    private void done(@Nullable Merged merged, @Nullable Throwable failure) {
        running = false;
        window.status().endWork();
        look();
        Throwable cause = failure == null ? null : VaultLane.cause(failure);
        if (cause instanceof CancellationException) {
            window.toasts().say(Words.of("merge.stopped"), Words.of("merge.show"), this::show);
        } else if (cause != null) {
            window.fail(cause);
        } else if (merged != null && !merged.problems().isEmpty()) {
            window.toasts().fail(Words.of("merge.problems", merged.problems().get(0)));
        } else if (merged != null && merged.notes() > 0) {
            window.toasts().say(came(merged), Words.of("merge.show"), this::show);
        } else {
            window.toasts().say(merged == null ? Words.of("merge.done", 0) : came(merged));
        }
    }

    private static String came(Merged merged) {
        String notes = Words.of("merge.done", merged.notes());
        String files = Words.of("merge.mended", merged.mended().size());
        if (merged.mended().isEmpty()) {
            return notes;
        }
        return merged.notes() == 0 ? files : notes + " · " + files;
    }

    /** Tells how far a merge is, and stops it when it is asked to. */
    private final class Watch implements Progress {
        private static final long TELL_AFTER_MILLIS = 100;

        private final AtomicBoolean stopped = new AtomicBoolean();
        private long toldNanos = System.nanoTime();

        void stop() {
            stopped.set(true);
        }

        @Override
        public void report(String what, long done, long total) {
            if (stopped.get()) {
                throw new CancellationException();
            }
            long now = System.nanoTime();
            if (now - toldNanos > TimeUnit.MILLISECONDS.toNanos(TELL_AFTER_MILLIS)) {
                toldNanos = now;
                Platform.runLater(() -> tell(done, total));
            }
        }

        private void tell(long done, long total) {
            if (running) {
                window.status()
                        .showWork(Words.of("merge.progress", done, total), done, total, this::stop);
            }
        }
    }
}
