package app.vaultnotes.desktop.editor;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.image.Image;

/** Pictures of the web, which come only once their reader wants them. For the JavaFX thread. */
public interface WebPictures {

    /** What is done about a picture of the web that nobody asked for yet. */
    enum Way {
        /** It is loaded: its host was allowed for good. */
        LOAD,
        /** Its reader is asked. */
        ASK,
        /** It is not loaded. */
        NEVER
    }

    /** What is done about the picture at an address. */
    Way way(String address);

    /** The host that an address names; empty when it names none that could be asked. */
    Optional<String> host(String address);

    /** The picture that was loaded from an address, as long as it is kept. */
    Optional<Image> kept(String address);

    /** Loads pictures from the host of an address unasked from now on. */
    void allow(String address);

    /**
     * Loads the picture at an address.
     *
     * @param show told of the picture, on the JavaFX thread
     * @param failed told why there is none, on the JavaFX thread
     */
    void load(String address, Consumer<Image> show, Consumer<String> failed);
}
