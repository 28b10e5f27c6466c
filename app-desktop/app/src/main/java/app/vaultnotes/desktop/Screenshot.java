package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.AwtPictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javafx.scene.Scene;

/** Pictures of windows. */
final class Screenshot {

    private Screenshot() {}

    /** Writes what a scene shows as PNG. For the JavaFX thread. */
    static void write(Scene scene, Path file) throws IOException {
        AwtPictures.write(scene.snapshot(null), BufferedImage.TYPE_INT_RGB, file);
    }
}
