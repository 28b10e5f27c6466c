package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.importing.FidelityReport;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person edits a note while an import makes it follow its source. */
class EditedWhileImportedTest {

    /** The first reading is to see whether the note is as its source already. */
    private static final int COMPARING = 2;

    private static final Set<Thread.State> WAITS_OR_DONE =
            EnumSet.of(Thread.State.WAITING, Thread.State.TERMINATED);

    @TempDir Path folder;

    /** What is told of the calls of an interface. */
    private interface Watch {
        @Nullable Object called(String method, @Nullable Object result);
    }

    private static <T> T watched(Class<T> type, T real, Watch watch) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            try {
                                return watch.called(
                                        method.getName(), method.invoke(real, arguments));
                            } catch (InvocationTargetException e) {
                                throw Objects.requireNonNull(e.getCause());
                            }
                        }));
    }

    /** A store in which something happens when the text of a note is read to compare it. */
    private static Store meddled(Store store, Runnable meddling) {
        AtomicInteger readings = new AtomicInteger();
        Catalogue catalogue =
                watched(
                        Catalogue.class,
                        store.catalogue(),
                        (method, result) -> {
                            if (method.equals("text") && readings.incrementAndGet() == COMPARING) {
                                meddling.run();
                            }
                            return result;
                        });
        return watched(
                Store.class,
                store,
                (method, result) -> method.equals("catalogue") ? catalogue : result);
    }

    @Test
    void whatAPersonWritesMeanwhileStays() throws IOException, InterruptedException {
        Vaults vaults = new Vaults(folder);
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("n.md"), "first\n");
        try (Vault vault = vaults.create("v")) {
            Import.run(vault, new FolderSource(source), "", Progress.NONE);
        }
        Files.writeString(source.resolve("n.md"), "second\n");
        CompletableFuture<Vault> open = new CompletableFuture<>();
        Thread person = new Thread(() -> open.join().notes().write("n", "first\nand mine\n"));
        Store store =
                meddled(
                        SqliteStore.open(vaults.folder("v")),
                        () -> {
                            person.start();
                            while (!WAITS_OR_DONE.contains(person.getState())) {
                                Thread.onSpinWait();
                            }
                        });
        try (Vault vault =
                Vault.open(store, Vaults.engine(), vaults.clock, vaults.identity("device"))) {
            open.complete(vault);
            FidelityReport report = Import.run(vault, new FolderSource(source), "", Progress.NONE);
            person.join();
            String text = vault.notes().text(vault.paths().note("n").id());
            assertTrue(text.contains("and mine"), () -> text + report);
            assertEquals(1, report.changed().size() + report.skipped().size(), report::toString);
        }
    }
}
