package app.vaultnotes.desktop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

/** The fonts that come with the app. */
final class Fonts {

    private static final String INTER = "/com/formdev/flatlaf/fonts/inter/Inter-";
    private static final String MONO = "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-";
    private static final String SERIF = "/app/vaultnotes/fonts/notoserif-";

    /**
     * Noto Serif for notes, Inter for everything around them, JetBrains Mono for code. Every loaded
     * font also lends its glyphs to the others: M+ has Japanese, Noto Emoji the simple emoji.
     */
    private static final List<String> FILES =
            List.of(
                    INTER + "Regular.otf",
                    INTER + "SemiBold.otf",
                    INTER + "Italic.otf",
                    MONO + "Regular.ttf",
                    MONO + "Italic.ttf",
                    MONO + "Bold.ttf",
                    SERIF + "regular-subset.ttf",
                    SERIF + "bold-subset.ttf",
                    SERIF + "italic-subset.ttf",
                    SERIF + "bold_italic-subset.ttf",
                    "/app/vaultnotes/fonts/mplus1p-regular-fallback.ttf",
                    "/app/vaultnotes/fonts/notoemoji-subset.ttf");

    private static final int ANY_SIZE = 13;

    private Fonts() {}

    /** Loads them, once, before the first scene is made. */
    static void load() {
        FILES.forEach(Fonts::load);
    }

    private static void load(String file) {
        try (InputStream in = Fonts.class.getResourceAsStream(file)) {
            if (in == null || Font.loadFont(in, ANY_SIZE) == null) {
                throw new IllegalStateException("the app lacks the font " + file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the font " + file + " cannot be read", e);
        }
    }
}
