package app.vaultnotes.desktop;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.cli.LocalDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of a start that needs no JavaFX and goes on while that begins, which takes as long: what
 * the user chose is read, then the vault is opened and the notes of its first window are read.
 */
final class Beginning {

    /** JavaFX makes the app by itself: what was begun for it is handed on here. */
    private static final AtomicReference<@Nullable Beginning> BEGUN = new AtomicReference<>();

    private final LocalDevice device;
    private final Arguments arguments;
    private final Preferences preferences;
    private final Path folder;
    private final boolean first;
    private final AtomicBoolean opening = new AtomicBoolean();
    private final CompletableFuture<Opened> opened = new CompletableFuture<>();
    private volatile Consumer<IOException> failures = failure -> {};

    /**
     * A vault that was opened.
     *
     * @param pages what stood in its first window
     */
    record Opened(HeldVault vault, Optional<LastPages> pages) {}

    /** A start as the words of a command line say; the vault is not opened yet. */
    Beginning(Path preferencesFile, LocalDevice device, Arguments arguments) {
        this.device = device;
        this.arguments = arguments;
        this.preferences = Preferences.load(preferencesFile, e -> failures.accept(e));
        List<Path> recent = recent(preferences);
        this.folder =
                arguments
                        .vault()
                        .orElseGet(() ->
                                recent.stream()
                                        .findFirst()
                                        .orElse(HeldVault.defaultFolder())
                                        .toAbsolutePath());
        this.first =
                arguments.vault().isEmpty()
                        && arguments.files().isEmpty()
                        && recent.isEmpty()
                        && !HeldVault.isVault(folder);
    }

    /**
     * Begins to start for the app that is launched next in this process. A vault that is not there
     * yet is made later: nobody knows yet whether there can be windows.
     */
    static void begin(String... words) {
        Arguments asked = Arguments.of(List.of(words)).orElse(Arguments.NONE);
        Beginning begun = new Beginning(preferencesFile(), LocalDevice.here(), asked);
        if (HeldVault.isVault(begun.folder)) {
            begun.open();
        }
        BEGUN.set(begun);
    }

    /** Begins to open the vault, unless that was begun already. */
    void open() {
        if (!first && opening.compareAndSet(false, true)) {
            Thread.ofVirtual().start(this::openNow);
        }
    }

    /** What was begun for the app that is launched, once. */
    static Optional<Beginning> begun() {
        return Optional.ofNullable(BEGUN.getAndSet(null));
    }

    /** Closes the vault that was opened for an app that could not be launched. */
    static void end() {
        begun().filter(begun -> begun.opening.get())
                .ifPresent(begun ->
                        begun.opened
                                .thenAccept(there -> there.vault().close())
                                .exceptionally(failure -> null)
                                .join());
    }

    /** The file with the choices of the user who runs the process. */
    static Path preferencesFile() {
        return HeldVault.stateFolder().resolve("app.properties");
    }

    /** Vaults that were open before, the last used first. */
    static List<Path> recent(Preferences preferences) {
        return preferences
                .get(Preferences.Key.VAULTS)
                .lines()
                .filter(line -> !line.isBlank())
                .map(Path::of)
                .filter(Files::isDirectory)
                .toList();
    }

    private void openNow() {
        try {
            HeldVault vault = HeldVault.open(folder, device);
            Optional<LastPages> pages =
                    new WindowMemory(preferences, vault.vault().id(), 0)
                            .layout()
                            .map(LastPages::new);
            opened.complete(new Opened(vault, pages));
            pages.ifPresent(last -> last.read(vault));
        } catch (RuntimeException | Error e) {
            opened.completeExceptionally(e);
        }
    }

    Arguments arguments() {
        return arguments;
    }

    /** What the user chose. */
    Preferences preferences() {
        return preferences;
    }

    /** Has someone told, on any thread, of choices that could not be kept. */
    void onFailure(Consumer<IOException> listener) {
        failures = listener;
    }

    /** The folder of the vault. */
    Path folder() {
        return folder;
    }

    /** Whether nobody said which vault, none was open before, and none is where one would be. */
    boolean isFirst() {
        return first;
    }

    /** The vault; never there when it {@linkplain #isFirst is the first}. */
    CompletableFuture<Opened> opened() {
        return opened;
    }
}
