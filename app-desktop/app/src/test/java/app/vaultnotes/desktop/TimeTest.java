package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.document.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A window on a real vault with another copy beside it. */
abstract class TimeTest {

    static final int LIMIT_SECONDS = 30;
    private static final long LOOK_NANOS = 5_000_000;

    /** What failed on the JavaFX thread. */
    private static final Queue<Throwable> FAILURES = new ConcurrentLinkedQueue<>();

    @TempDir Path folder;
    DesktopApp app = new DesktopApp(Path.of("unused"));

    @BeforeAll
    static void startToolkit() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        try {
            Platform.startup(() -> started.complete(null));
        } catch (IllegalStateException e) {
            Platform.runLater(() -> started.complete(null)); // another test has started it
        }
        started.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        doFx(() ->
                Thread.currentThread()
                        .setUncaughtExceptionHandler((thread, failure) -> FAILURES.add(failure)));
        Platform.setImplicitExit(false);
        Fonts.load();
    }

    @BeforeEach
    void openWindow() throws IOException {
        FAILURES.clear();
        HeldVault.open(folder.resolve("vault")).close();
        copy(folder.resolve("vault"), folder.resolve("other"));
        onFx(() -> {
            app = new DesktopApp(folder.resolve("app.properties"));
            app.open(new Stage(), folder.resolve("vault"));
            return app;
        });
    }

    @AfterEach
    void close() {
        onFx(() -> {
            app.stop();
            return true;
        });
        assertEquals(List.of(), List.copyOf(FAILURES));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    static <T> T onFx(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    static void doFx(Runnable work) {
        boolean done =
                onFx(() -> {
                    work.run();
                    return true;
                });
        assertTrue(done);
    }

    static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!onFx(holds::getAsBoolean)) {
            assertTrue(System.nanoTime() < deadline, what);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    <T> T inVault(VaultLane.Work<T> work) {
        return app.window().lane().ask(work).orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Writes a note in several versions. */
    Id note(String path, String... texts) {
        for (String text : texts) {
            inVault(vault -> vault.notes().write(path, text));
        }
        return inVault(vault -> vault.paths().note(path).id());
    }

    String text(Id note) {
        return inVault(vault -> vault.notes().text(note));
    }

    NoteSheet open(Id note) {
        doFx(() -> app.window().open(note));
        await("the note is not shown", () -> app.window().shown().filter(note::equals).isPresent());
        await("nothing has the keys", () -> focused().isFocused());
        return onFx(() -> app.window().current().orElseThrow());
    }

    Node focused() {
        Node owner = app.window().stage().getScene().getFocusOwner();
        return owner == null ? app.window().stage().getScene().getRoot() : owner;
    }

    void press(KeyCode key, boolean control, boolean alt) {
        doFx(() ->
                Event.fireEvent(
                        focused(),
                        new KeyEvent(
                                KeyEvent.KEY_PRESSED, "", "", key, false, control, alt, false)));
    }

    void press(KeyCode key) {
        press(key, false, false);
    }

    List<Button> buttons() {
        return app.window().stage().getScene().getRoot().lookupAll(".button").stream()
                .map(Button.class::cast)
                .toList();
    }

    Optional<Button> button(String words) {
        return buttons().stream()
                .filter(b -> words.equals(b.getText()) || words.equals(b.getAccessibleText()))
                .findFirst();
    }

    void click(String words) {
        await("no button “" + words + "”", () -> button(words).isPresent());
        await("“" + words + "” is off", () -> !button(words).orElseThrow().isDisabled());
        doFx(() -> button(words).orElseThrow().fire());
    }

    static String shown(List<DiffRows.Row> rows, TextDiff.Kind kind) {
        return rows.stream()
                .flatMap(row -> row.pieces().stream())
                .filter(piece -> piece.kind() == kind)
                .map(DiffRows.Piece::text)
                .collect(Collectors.joining("|"));
    }
}
