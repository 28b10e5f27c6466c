package app.vaultnotes.desktop;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.cli.LocalDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * A process that shows screens of the app, takes a picture of each and says its file's name. For
 * {@link ScreenTour}.
 */
public final class TourProcess {

    private static final int LIMIT_SECONDS = 60;

    private final Path into;
    private final Path home;
    private final boolean dark;

    private TourProcess(Path into, Path home, boolean dark) {
        this.into = into;
        this.home = home;
        this.dark = dark;
    }

    /** Arguments: where to, where to work, {@code dark} or {@code light}, a vault or nothing. */
    public static void main(String[] arguments) throws IOException {
        try {
            CompletableFuture<Void> running = new CompletableFuture<>();
            Platform.startup(() -> running.complete(null));
            running.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
            Platform.setImplicitExit(false);
            Fonts.load();
            new TourProcess(
                            Path.of(arguments[0]),
                            Path.of(arguments[1]),
                            arguments[2].equals("dark"))
                    .go(arguments[3]);
        } catch (RuntimeException e) {
            System.getLogger(TourProcess.class.getName()).log(System.Logger.Level.ERROR, "", e);
            Runtime.getRuntime().halt(1);
        }
        Platform.exit();
    }

    private void go(String own) throws IOException {
        if (own.isEmpty()) {
            Path vault = home.resolve(SampleVault.NAME);
            Path work = Files.createDirectory(home.resolve("work"));
            show(vault, SampleVault.make(vault, work), Optional.of(TourNotes.ofSample()));
        } else {
            show(Path.of(own), LocalDevice.here(), Optional.empty());
        }
    }

    private void show(Path vault, LocalDevice device, Optional<TourNotes> known)
            throws IOException {
        Hands.onFx(() -> {
            Times.tellBy(device.clock());
            return true;
        });
        firstStart(device);
        DesktopApp app = app(device);
        TourWindow window = window(app, vault);
        TourNotes notes = known.orElseGet(window::notes);
        TourStop.Scenery scenery =
                new TourStop.Scenery(notes, Files.createDirectory(home.resolve("transfers")));
        for (TourStop stop : TourStop.ALL) {
            stop(window, stop, scenery);
        }
        end(app);
        empty(device);
    }

    private void stop(TourWindow window, TourStop stop, TourStop.Scenery scenery)
            throws IOException {
        if (stop.needs().filter(kind -> scenery.notes().of(kind).isEmpty()).isPresent()) {
            return;
        }
        window.clear();
        stop.show().accept(window, scenery);
        take(window.window().stage(), window::settle, stop.name());
    }

    private DesktopApp app(LocalDevice device) {
        return Hands.onFx(() -> {
            DesktopApp app = new DesktopApp(home.resolve("app.properties"), device);
            // The pictures must not depend on the dictionaries of the machine.
            app.preferences().set(Preferences.Key.SPELL_CHECK, "off");
            app.preferences().set(Preferences.Key.THEME, dark ? "dark" : "light");
            return app;
        });
    }

    private static TourWindow window(DesktopApp app, Path vault) {
        return new TourWindow(Hands.onFx(() -> app.open(new Stage(), vault)));
    }

    private static void end(DesktopApp app) {
        Hands.onFx(() -> {
            app.stop();
            return true;
        });
    }

    /** What one sees when there is no vault yet. */
    private void firstStart(LocalDevice device) throws IOException {
        DesktopApp app = app(device);
        Stage stage =
                Hands.onFx(() -> {
                    Stage shown = new Stage();
                    new FirstStart(app, shown, HeldVault.defaultFolder()).show();
                    return shown;
                });
        take(stage, () -> {}, ScreenTour.FIRST);
        Hands.onFx(() -> {
            stage.close();
            return true;
        });
        end(app);
    }

    /** A vault in which there is nothing. */
    private void empty(LocalDevice device) throws IOException {
        DesktopApp app = app(device);
        TourWindow window = window(app, home.resolve("Empty vault"));
        take(window.window().stage(), window::settle, ScreenTour.LAST);
        end(app);
    }

    private void take(Stage stage, Runnable settle, String name) throws IOException {
        Optional<String> file = ScreenTour.file(name);
        Camera.take(stage.getScene(), settle).write(into.resolve(file.orElseThrow()));
        ColdStart.say(file.orElseThrow());
    }
}
