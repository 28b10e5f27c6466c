package app.vaultnotes.desktop.editor;

import java.util.function.Consumer;
import javafx.scene.image.Image;

/** Where the pictures of a note come from. For the JavaFX thread. */
public interface PictureSource {

    /** Shows a picture of the vault when there is one. */
    void picture(String path, Consumer<Image> show);

    /** How pictures of the web come; none does unasked. */
    WebPictures web();
}
