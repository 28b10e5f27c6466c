package app.vaultnotes.desktop;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.vault.Vault;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;

/**
 * The thread on which a vault is used, so that the JavaFX thread never waits for a disk. Work runs
 * in the order in which it was given.
 */
final class VaultLane implements AutoCloseable {

    private static final int CLOSE_SECONDS = 30;

    private final HeldVault vault;
    private final Runnable closeVault;
    private final Consumer<Throwable> failures;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    work -> Thread.ofPlatform().name("vault").daemon().unstarted(work));
    private final ExecutorService beside =
            Executors.newSingleThreadExecutor(
                    work -> Thread.ofPlatform().name("long work").daemon().unstarted(work));
    private volatile boolean closing;

    /**
     * A lane for a vault.
     *
     * @param vault the vault, used as it is when work begins
     * @param closeVault closes it in the end
     * @param failures told on the JavaFX thread of work that failed and whose result nobody awaits
     */
    VaultLane(HeldVault vault, Runnable closeVault, Consumer<Throwable> failures) {
        this.vault = vault;
        this.closeVault = closeVault;
        this.failures = failures;
    }

    /** Work on the vault. */
    interface Work<T> {
        T on(Vault vault) throws Exception;
    }

    /** Does work; the result comes to whoever waits for it, on any thread. */
    <T> CompletableFuture<T> ask(Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        give(() -> {
            try {
                result.complete(vault.use(work::on));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** What made work fail, without what futures wrap around it. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    /** Does work, then shows its result on the JavaFX thread; what fails is told as a failure. */
    <T> void ask(Work<T> work, Consumer<T> show) {
        give(() -> {
            try {
                T result = vault.use(work::on);
                Platform.runLater(() -> show.accept(result));
            } catch (Exception e) {
                Platform.runLater(() -> failures.accept(e));
            }
        });
    }

    /**
     * Does work that takes long, such as an import, without making other work wait. It should end
     * soon when {@link #isClosing} says so.
     */
    <T> CompletableFuture<T> beside(Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (!closing) {
            beside.execute(() -> {
                try {
                    result.complete(vault.use(work::on));
                } catch (Exception e) {
                    result.completeExceptionally(e);
                }
            });
        }
        return result;
    }

    /** Whether the vault is about to be closed. For any thread. */
    boolean isClosing() {
        return closing;
    }

    /** Work that comes after the end is not begun: nobody is there to see it. */
    private void give(Runnable work) {
        if (!thread.isShutdown()) {
            thread.execute(work);
        }
    }

    /** Finishes the work that was given, then closes the vault. */
    @Override
    public void close() {
        closing = true;
        beside.shutdown();
        try {
            if (!beside.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                beside.shutdownNow();
            }
            thread.execute(closeVault);
            thread.shutdown();
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
