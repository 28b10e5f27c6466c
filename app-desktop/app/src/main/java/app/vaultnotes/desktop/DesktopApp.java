package app.vaultnotes.desktop;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.cli.LocalDevice;
import app.vaultnotes.cli.LocalRelays;
import app.vaultnotes.proto.v1.DeviceKind;
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
import java.util.function.Supplier;
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
    private @Nullable Beginning beginning;
    private @Nullable Preferences preferences;
    private @Nullable Dictionaries dictionaries;
    private @Nullable AskedPictures pictures;
    private @Nullable RelayWork relayWork;
    private Supplier<LocalRelays> relays = () -> LocalRelays.here(DeviceKind.DESKTOP);
    private final OpenedCopies copies = new OpenedCopies();
    private Consumer<String> showing = address -> getHostServices().showDocument(address);

    /** The app with the choices of the user who runs it. */
    public DesktopApp() {
        this(Beginning.preferencesFile());
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

    /** Sets the look while the fonts are loaded, which takes about as long. */
    @Override
    public void init() {
        Thread.setDefaultUncaughtExceptionHandler(this::crashed);
        Beginning begun = begun();
        Words.speak(begun.preferences().get(Preferences.Key.LANGUAGE));
        Platform.runLater(Theme::begin);
        Fonts.load();
    }

    /** What was begun before JavaFX, or begins now. */
    private Beginning begun() {
        Beginning begun = beginning;
        if (begun == null) {
            begun =
                    Beginning.begun()
                            .orElseGet(() ->
                                    new Beginning(
                                            preferencesFile,
                                            device,
                                            Arguments.of(getParameters().getRaw())
                                                    .orElse(Arguments.NONE)));
            begun.open();
            begun.onFailure(e -> Platform.runLater(() -> failed(e)));
            beginning = begun;
            preferences = begun.preferences();
        }
        return begun;
    }

    @Override
    public void start(Stage stage) {
        Beginning begun = begun();
        if (begun.isFirst()) {
            new FirstStart(this, stage, begun.folder()).show();
            return;
        }
        try {
            Beginning.Opened opened = begun.opened().join();
            OpenedVault vault = new OpenedVault(begun.folder(), opened.vault(), relays);
            open(stage, begun.folder(), path -> vault, opened.pages());
            OpenedFiles.show(begun.arguments().files(), window());
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
        return Beginning.recent(preferences());
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
        return open(
                stage,
                folder,
                path -> new OpenedVault(path, HeldVault.open(path, device), relays),
                Optional.empty());
    }

    /** The same; {@code pages} are those of the first window when they are read already. */
    private AppWindow open(
            Stage stage,
            Path folder,
            Function<Path, OpenedVault> opener,
            Optional<LastPages> pages) {
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
        AppWindow first = window(stage, vault, pages);
        for (int i = 1; i < count; i++) {
            window(new Stage(), vault);
        }
        return first;
    }

    /** Opens another window on a vault. */
    AppWindow window(Stage stage, OpenedVault vault) {
        return window(stage, vault, Optional.empty());
    }

    private AppWindow window(Stage stage, OpenedVault vault, Optional<LastPages> read) {
        WindowMemory memory = new WindowMemory(preferences(), vault.id(), vault.windows().size());
        Optional<LastPages> last =
                read.or(() -> memory.layout().map(layout -> new LastPages(vault.lane(), layout)));
        AppWindow window = new AppWindow(this, stage, vault);
        vault.windows().add(window);
        stage.setOnCloseRequest(e -> {
            e.consume();
            close(window);
        });
        memory.restore(window);
        last.ifPresentOrElse(window::restore, window::begin);
        stage.show();
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
        vault.together().closed();
        if (vault.windows().isEmpty()) {
            vaults.remove(vault);
            vault.close();
        }
    }

    private void remember(OpenedVault vault) {
        WindowMemory.setCount(preferences(), vault, vault.windows().size());
        for (int i = 0; i < vault.windows().size(); i++) {
            new WindowMemory(preferences(), vault.id(), i).keep(vault.windows().get(i));
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

    /** What people do with accounts on relays. */
    RelayWork relayWork() {
        RelayWork there = relayWork;
        if (there == null) {
            there = new RelayWork(relays);
            relayWork = there;
        }
        return there;
    }

    /** Has another machine's relays in use, before a vault is opened. */
    void setRelays(Supplier<LocalRelays> other) {
        relays = other;
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
        RelayWork asked = relayWork;
        if (asked != null) {
            asked.close();
            relayWork = null;
        }
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
