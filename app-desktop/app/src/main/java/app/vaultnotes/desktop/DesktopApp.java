package app.vaultnotes.desktop;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.cli.LocalDevice;
import app.vaultnotes.vault.VaultException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.scene.control.Alert;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The app: the vaults it has open, and their windows. */
public class DesktopApp extends Application {

    private static final int MOST_VAULTS = 20;

    private final Path preferencesFile;
    private final LocalDevice device;
    private final List<OpenedVault> vaults = new ArrayList<>();
    private final InvalidationListener systemTheme =
            theme -> vaults.forEach(vault -> vault.windows().forEach(AppWindow::dress));
    private final CrashReports reports;
    private CompletableFuture<HeldVault> opening = new CompletableFuture<>();
    private @Nullable Preferences preferences;
    private @Nullable Dictionaries dictionaries;
    private @Nullable AskedPictures pictures;
    private final OpenedCopies copies = new OpenedCopies();
    private Consumer<String> showing = address -> getHostServices().showDocument(address);

    /** The app with the choices of the user who runs it. */
    public DesktopApp() {
        this(HeldVault.stateFolder().resolve("app.properties"));
    }

    DesktopApp(Path preferencesFile) {
        this(preferencesFile, LocalDevice.here());
    }

    /** The app on a device that need not be this one. */
    DesktopApp(Path preferencesFile, LocalDevice device) {
        this.preferencesFile = preferencesFile;
        this.device = device;
        this.reports =
                new CrashReports(preferencesFile.resolveSibling("reports"), Clock.systemUTC());
    }

    /** Opens the vault and sets the look while the fonts are loaded, which takes about as long. */
    @Override
    public void init() {
        Thread.setDefaultUncaughtExceptionHandler(this::crashed);
        Words.speak(preferences().get(Preferences.Key.LANGUAGE));
        if (!isFirst()) {
            opening = opened(folder());
        }
        Platform.runLater(Theme::begin);
        Fonts.load();
    }

    private CompletableFuture<HeldVault> opened(Path folder) {
        CompletableFuture<HeldVault> vault = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        vault.complete(HeldVault.open(folder, device));
                    } catch (RuntimeException | Error e) {
                        vault.completeExceptionally(e);
                    }
                });
        return vault;
    }

    /** Whether nobody said which vault, none was open before, and none is where one would be. */
    private boolean isFirst() {
        return arguments().vault().isEmpty()
                && arguments().files().isEmpty()
                && recent().isEmpty()
                && !HeldVault.isVault(folder());
    }

    private Path folder() {
        return arguments()
                .vault()
                .orElseGet(() ->
                        recent().stream()
                                .findFirst()
                                .orElse(HeldVault.defaultFolder())
                                .toAbsolutePath());
    }

    private Arguments arguments() {
        return Arguments.of(getParameters().getRaw())
                .orElseGet(() -> new Arguments(Optional.empty(), List.of()));
    }

    @Override
    public void start(Stage stage) {
        if (isFirst()) {
            new FirstStart(this, stage, folder()).show();
            return;
        }
        try {
            HeldVault held = opening.join();
            open(stage, folder(), path -> new OpenedVault(path, held));
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

    /** The choices of its user. */
    Preferences preferences() {
        Preferences loaded = preferences;
        if (loaded == null) {
            loaded = Preferences.load(preferencesFile, e -> Platform.runLater(() -> failed(e)));
            preferences = loaded;
        }
        return loaded;
    }

    /** What knows how words are spelt. */
    Dictionaries dictionaries() {
        Dictionaries made = dictionaries;
        if (made == null) {
            Path own = preferencesFile.resolveSibling("dictionary.txt");
            made = new Dictionaries(preferences(), own, this::failed);
            dictionaries = made;
        }
        return made;
    }

    private void failed(Throwable failure) {
        front().ifPresent(window -> window.fail(failure));
    }

    /** Where the app writes down what it failed at. */
    CrashReports reports() {
        return reports;
    }

    /** Writes down what nobody caught, and says so. For any thread. */
    void crashed(Thread thread, Throwable failure) {
        reports.write(thread, failure)
                .ifPresent(report ->
                        Platform.runLater(
                                () -> front().ifPresent(w -> CrashReports.tell(w, report))));
    }

    /** The window in which one works. */
    private Optional<AppWindow> front() {
        List<AppWindow> all = vaults.stream().flatMap(v -> v.windows().stream()).toList();
        return all.stream()
                .filter(w -> w.stage().isFocused())
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    /** Vaults that were open before, the last used first. */
    List<Path> recent() {
        return preferences()
                .get(Preferences.Key.VAULTS)
                .lines()
                .filter(line -> !line.isBlank())
                .map(Path::of)
                .filter(java.nio.file.Files::isDirectory)
                .toList();
    }

    private void used(Path folder) {
        List<String> all = new ArrayList<>();
        all.add(folder.toString());
        recent().stream().map(Path::toString).filter(each -> !all.contains(each)).forEach(all::add);
        preferences()
                .set(
                        Preferences.Key.VAULTS,
                        String.join("\n", all.subList(0, Math.min(MOST_VAULTS, all.size()))));
    }

    /**
     * Opens the vault in a folder with the windows that it had; a new one where there is none.
     *
     * @return the first of its windows
     */
    AppWindow open(Stage stage, Path folder) {
        Theme.begin();
        return open(stage, folder, path -> new OpenedVault(path, HeldVault.open(path, device)));
    }

    private AppWindow open(Stage stage, Path folder, Function<Path, OpenedVault> opener) {
        // Once, however many vaults are opened.
        Platform.getPreferences().colorSchemeProperty().removeListener(systemTheme);
        Platform.getPreferences().colorSchemeProperty().addListener(systemTheme);
        Optional<OpenedVault> there =
                vaults.stream().filter(vault -> vault.folder().equals(folder)).findFirst();
        OpenedVault vault = there.orElseGet(() -> opener.apply(folder));
        if (there.isEmpty()) {
            vaults.add(vault);
        }
        used(folder);
        int count = there.isPresent() ? 1 : WindowMemory.count(preferences(), vault);
        AppWindow first = window(stage, vault);
        for (int i = 1; i < count; i++) {
            window(new Stage(), vault);
        }
        return first;
    }

    /** Opens another window on a vault. */
    AppWindow window(Stage stage, OpenedVault vault) {
        WindowMemory memory = new WindowMemory(preferences(), vault, vault.windows().size());
        Optional<LastPages> last =
                memory.layout().map(layout -> new LastPages(vault.lane(), layout));
        AppWindow window = new AppWindow(this, stage, vault);
        vault.windows().add(window);
        stage.setOnCloseRequest(e -> {
            e.consume();
            close(window);
        });
        memory.restore(window);
        window.begin();
        last.ifPresent(window::restore);
        stage.show();
        Platform.runLater(() -> stage.getIcons().setAll(AppIcon.images()));
        return window;
    }

    /**
     * Closes a window when all that was typed in it is on the disk; with the last one its vault.
     */
    void close(AppWindow window) {
        CompletableFuture<Void> _ =
                window.flush()
                        .thenAccept(saved -> {
                            if (saved) {
                                Platform.runLater(() -> closed(window));
                            }
                        });
    }

    private void closed(AppWindow window) {
        OpenedVault vault = window.vault();
        if (!vault.windows().contains(window)) {
            return;
        }
        if (vault.windows().size() == 1) {
            remember(vault);
        }
        window.close();
        vault.windows().remove(window);
        if (vault.windows().isEmpty()) {
            vaults.remove(vault);
            vault.close();
        }
    }

    private void remember(OpenedVault vault) {
        WindowMemory.setCount(preferences(), vault, vault.windows().size());
        for (int i = 0; i < vault.windows().size(); i++) {
            new WindowMemory(preferences(), vault, i).keep(vault.windows().get(i));
        }
    }

    /** Ends the app when all that was typed is on the disk. */
    void quit() {
        List<AppWindow> all = vaults.stream().flatMap(v -> v.windows().stream()).toList();
        CompletableFuture<Void> _ =
                CompletableFuture.allOf(
                                all.stream()
                                        .map(AppWindow::flush)
                                        .toArray(CompletableFuture[]::new))
                        .thenRun(() ->
                                Platform.runLater(() -> {
                                    if (all.stream().allMatch(AppWindow::isSaved)) {
                                        Platform.exit();
                                    }
                                }));
    }

    /** Opens an address in the system's browser, when it is one of the web or of mail. */
    void browse(String address) {
        if (address.matches("(?i)(https?://|mailto:).*")) {
            showing.accept(address);
        }
    }

    /** Shows a file in the system's program for it. */
    void show(Path file) {
        showing.accept(file.toUri().toString());
    }

    /** What shows addresses and files; the system's programs until something else is set. */
    void setShowing(Consumer<String> other) {
        showing = other;
    }

    /** Pictures of the web that notes show. */
    AskedPictures pictures() {
        AskedPictures asked = pictures;
        if (asked == null) {
            asked = new AskedPictures(preferences(), new PictureFetch());
            pictures = asked;
        }
        return asked;
    }

    /** Has pictures of the web come another way. */
    void setPictures(AskedPictures other) {
        pictures = other;
    }

    /** The copies of attachments that other programs show. */
    OpenedCopies copies() {
        return copies;
    }

    /** The first window. */
    AppWindow window() {
        return vaults.get(0).windows().get(0);
    }

    @Override
    public void stop() {
        for (OpenedVault vault : List.copyOf(vaults)) {
            remember(vault);
            vault.windows().forEach(AppWindow::close);
            vault.close();
        }
        vaults.clear();
        copies.close();
        Platform.getPreferences().colorSchemeProperty().removeListener(systemTheme);
        Dictionaries made = dictionaries;
        if (made != null) {
            made.close();
            dictionaries = null;
        }
        Preferences loaded = preferences;
        if (loaded != null) {
            loaded.close();
            preferences = null;
        }
    }
}
