package app.vaultnotes.vault.store;

import app.vaultnotes.vault.Privacy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Waits for the disk at several files at once: it then makes one journal entry for many. */
final class Syncing {

    private Syncing() {}

    /**
     * Waits until all of these are on the disk.
     *
     * @throws IOException the first failure; nothing is certain then
     */
    static void all(Collection<Path> paths, int atOnce) throws IOException {
        if (paths.size() <= 1) {
            for (Path path : paths) {
                Privacy.sync(path);
            }
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(atOnce, paths.size()));
        try {
            List<Future<?>> waits = new ArrayList<>();
            for (Path path : paths) {
                waits.add(pool.submit(() -> sync(path)));
            }
            for (Future<?> wait : waits) {
                await(wait);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void sync(Path path) {
        try {
            Privacy.sync(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Future<?> wait) throws IOException {
        try {
            wait.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw failure.getCause();
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the disk", e);
        }
    }
}
