package app.vaultnotes.desktop.editor;

import app.vaultnotes.document.Id;
import app.vaultnotes.ui.live.Widget;
import java.util.Optional;
import java.util.function.Consumer;

/** A note, as the one that others are embedded in. For the JavaFX thread. */
public interface EmbedSource {

    /** Which note it is. */
    Id note();

    /** Finds a note that this one embeds; {@code show} gets it, or nothing when there is none. */
    void embedded(Widget.Embed embed, Consumer<Optional<EmbeddedNote>> show);
}
