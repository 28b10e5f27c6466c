package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.cli.LocalDevice;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The main screens look as they did when somebody last looked at them; {@code -Dgolden.update=true}
 * keeps them as they are now. On systems that draw letters in another way there is nothing to
 * compare with.
 */
@EnabledOnOs(OS.LINUX)
class GoldenTest {

    private static final List<String> SCREENS =
            List.of(
                    "main-window",
                    "marks-at-the-caret",
                    "reading",
                    "tables",
                    "formulas-and-code",
                    "history",
                    "settings-appearance");

    /** What a channel may differ by before a pixel counts. */
    private static final int TOLERANCE = 24;

    /** How many pixels of a thousand may count. */
    private static final double MOST_OF_THOUSAND = 1;

    private static final Path ROOT = Path.of(System.getProperty("vaultnotes.root"));
    private static final Path KEPT =
            ROOT.resolve("app-desktop/app/src/test/resources/app/vaultnotes/desktop/golden");
    private static final Path TARGET = ROOT.resolve("app-desktop/app/target/golden");

    @TempDir static Path folder;
    private static Locale locale = Locale.getDefault();
    private static TimeZone zone = TimeZone.getDefault();
    private static Clock clock = Clock.systemUTC();
    private static Optional<LocalDevice> device = Optional.empty();

    @BeforeAll
    static void makeVault() throws IOException {
        Toolkit.start();
        locale = Locale.getDefault();
        zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        LocalDevice made = SampleVault.make(vault(), Files.createDirectory(folder.resolve("work")));
        device = Optional.of(made);
        onFx(() -> {
            clock = Times.clock();
            Times.tellBy(made.clock());
            Words.speak("en");
            Locale.setDefault(Locale.UK);
        });
    }

    @AfterAll
    static void putBack() {
        TimeZone.setDefault(zone);
        onFx(() -> {
            Times.tellBy(clock);
            Words.speak("system");
            Locale.setDefault(locale);
        });
    }

    private static Path vault() {
        return folder.resolve(SampleVault.NAME);
    }

    private static void onFx(Runnable work) {
        boolean done =
                Hands.onFx(() -> {
                    work.run();
                    return true;
                });
        assertTrue(done);
    }

    private static DesktopApp app(String theme) {
        return Hands.onFx(() -> {
            DesktopApp app =
                    new DesktopApp(folder.resolve(theme + ".properties"), device.orElseThrow());
            app.preferences().set(Preferences.Key.THEME, theme);
            return app;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void screensLookAsTheyDid(String theme) throws IOException {
        DesktopApp app = app(theme);
        StringBuilder wrong = new StringBuilder();
        try {
            TourWindow window = new TourWindow(Hands.onFx(() -> app.open(new Stage(), vault())));
            TourStop.Scenery scenery = new TourStop.Scenery(TourNotes.ofSample(), folder);
            for (TourStop stop : TourStop.ALL) {
                if (SCREENS.contains(stop.name())) {
                    window.clear();
                    stop.show().accept(window, scenery);
                    Camera.Picture picture =
                            Camera.take(window.window().stage().getScene(), window::settle);
                    wrong.append(compare(stop.name() + "-" + theme, picture));
                }
            }
        } finally {
            onFx(app::stop);
        }
        assertEquals("", wrong.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void theFirstScreenLooksAsItDid(String theme) throws IOException {
        DesktopApp app = app(theme);
        Stage stage =
                Hands.onFx(() -> {
                    Stage shown = new Stage();
                    new FirstStart(app, shown, HeldVault.defaultFolder()).show();
                    return shown;
                });
        try {
            Camera.Picture picture = Camera.take(stage.getScene(), () -> {});
            assertEquals("", compare("first-start-" + theme, picture));
        } finally {
            onFx(() -> {
                stage.close();
                app.stop();
            });
        }
    }

    /** Says how a picture differs from the one that is kept; nothing when it does not. */
    private static String compare(String name, Camera.Picture actual) throws IOException {
        String file = name + ".png";
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(KEPT);
            actual.write(KEPT.resolve(file));
            return "";
        }
        BufferedImage kept = ImageIO.read(KEPT.resolve(file).toFile());
        Difference difference = Difference.between(kept, actual);
        if (difference.share() * 1_000 <= MOST_OF_THOUSAND) {
            return "";
        }
        Files.createDirectories(TARGET);
        actual.write(TARGET.resolve(file));
        ImageIO.write(difference.picture(), "png", TARGET.resolve(name + "-differs.png").toFile());
        return difference.words(name);
    }

    /**
     * How two pictures differ.
     *
     * @param pixels how many differ
     * @param all how many there are
     * @param picture what is the same in grey, what differs in red
     */
    private record Difference(
            int pixels, int all, int left, int top, int right, int foot, BufferedImage picture) {

        static Difference between(BufferedImage kept, Camera.Picture actual) {
            if (kept.getWidth() != actual.width() || kept.getHeight() != actual.height()) {
                fail("kept: " + kept.getWidth() + " × " + kept.getHeight());
            }
            int width = actual.width();
            BufferedImage picture =
                    new BufferedImage(width, actual.height(), BufferedImage.TYPE_INT_RGB);
            int[] found = {0, width, actual.height(), 0, 0};
            for (int i = 0; i < actual.pixels().length; i++) {
                int x = i % width;
                int y = i / width;
                int was = kept.getRGB(x, y);
                boolean other = differs(was, actual.pixels()[i]);
                picture.setRGB(x, y, other ? 0xff0000 : (was >> 1) & 0x7f7f7f);
                if (other) {
                    found[0]++;
                    found[1] = Math.min(found[1], x);
                    found[2] = Math.min(found[2], y);
                    found[3] = Math.max(found[3], x);
                    found[4] = Math.max(found[4], y);
                }
            }
            int all = actual.pixels().length;
            return new Difference(found[0], all, found[1], found[2], found[3], found[4], picture);
        }

        private static boolean differs(int one, int other) {
            for (int shift = 0; shift < 24; shift += 8) {
                if (Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)) > TOLERANCE) {
                    return true;
                }
            }
            return false;
        }

        double share() {
            return (double) pixels / all;
        }

        String words(String name) {
            return String.format(
                    Locale.ROOT,
                    "%s: %d pixels differ, from %d,%d to %d,%d; see %s%n",
                    name,
                    pixels,
                    left,
                    top,
                    right,
                    foot,
                    TARGET.resolve(name + "-differs.png"));
        }
    }

    @Test
    void aLetterMoreIsNoticed() {
        BufferedImage kept = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[10_000];
        for (int i = 0; i < 20; i++) {
            pixels[5_000 + i] = 0xffffffff;
        }
        Difference found = Difference.between(kept, new Camera.Picture(100, 100, pixels));
        assertEquals(20, found.pixels());
        assertTrue(found.words("x").startsWith("x: 20 pixels differ, from 0,50 to 19,50"));
        assertTrue(found.share() * 1_000 > MOST_OF_THOUSAND);
    }
}
