package app.vaultnotes.desktop;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.control.Alert;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The app: one vault, one window so far. */
public class DesktopApp extends Application {

    private final Set<Id> changed = new HashSet<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private CompletableFuture<HeldVault> opening = new CompletableFuture<>();
    private @Nullable VaultLane lane;
    private @Nullable AppWindow window;

    /** Opens the vault and sets the look while the fonts are loaded, which takes about as long. */
    @Override
    public void init() {
        Path folder = folder();
        CompletableFuture<HeldVault> vault = new CompletableFuture<>();
        opening = vault;
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        vault.complete(HeldVault.open(folder));
                    } catch (RuntimeException | Error e) {
                        vault.completeExceptionally(e);
                    }
                });
        Platform.runLater(Theme::begin);
        Fonts.load();
    }

    private Path folder() {
        return arguments().vault().orElseGet(() -> HeldVault.defaultFolder().toAbsolutePath());
    }

    private Arguments arguments() {
        return Arguments.of(getParameters().getRaw())
                .orElseGet(() -> new Arguments(Optional.empty(), List.of()));
    }

    @Override
    public void start(Stage stage) {
        try {
            open(stage, folder(), opening.join());
            OpenedFiles.show(arguments().files(), window());
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof VaultException why)) {
                throw e;
            }
            Alert alert = new Alert(Alert.AlertType.ERROR, why.hint());
            alert.setHeaderText(why.getMessage());
            alert.showAndWait();
            Platform.exit();
        }
    }

    /** Opens the vault in a folder, a new one where there is none. */
    void open(Stage stage, Path folder) {
        Theme.begin();
        open(stage, folder, HeldVault.open(folder));
    }

    private void open(Stage stage, Path folder, HeldVault held) {
        held.vault().onChange(this::changed);
        held.onReplace(this::replaced);
        VaultLane opened = new VaultLane(held::vault, () -> close(held), this::failed);
        lane = opened;
        String name = folder.getFileName() == null ? "" : folder.getFileName().toString();
        AppWindow made = new AppWindow(stage, opened, name, Theme.Choice.SYSTEM);
        window = made;
        stage.setOnCloseRequest(e -> {
            e.consume();
            CompletableFuture<Void> _ =
                    made.flush()
                            .thenAccept(saved -> {
                                if (saved) {
                                    Platform.exit();
                                }
                            });
        });
        stage.show();
        Platform.runLater(() -> stage.getIcons().setAll(AppIcon.images()));
    }

    private static void close(HeldVault held) {
        try {
            held.keepHouse();
        } finally {
            held.close();
        }
    }

    private void failed(Throwable failure) {
        AppWindow shown = window;
        if (shown != null) {
            shown.fail(failure);
        }
    }

    AppWindow window() {
        AppWindow shown = window;
        if (shown == null) {
            throw new IllegalStateException("the app has not started");
        }
        return shown;
    }

    /** A restored backup took the place of the vault: all of it may be another. */
    private void replaced(Vault vault) {
        vault.onChange(this::changed);
        Platform.runLater(() -> window().replaced());
    }

    /** Gathers what changed until the JavaFX thread looks at it. */
    private void changed(Set<Id> documents) {
        synchronized (changed) {
            changed.addAll(documents);
        }
        if (told.compareAndSet(false, true)) {
            Platform.runLater(this::tell);
        }
    }

    private void tell() {
        told.set(false);
        Set<Id> all;
        synchronized (changed) {
            all = Set.copyOf(changed);
            changed.clear();
        }
        window().changed(all);
    }

    @Override
    public void stop() {
        VaultLane open = lane;
        if (open != null) {
            open.close();
        }
    }
}
