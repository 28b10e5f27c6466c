package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.Target;
import java.util.List;
import java.util.function.Consumer;

/** A note, or a part of one, that another note shows. What stands in it is seen from there. */
public interface EmbeddedNote extends EmbedSource, PictureSource {

    /** What it is called. */
    String title();

    /** The rows that are shown: no more than fit into another note. */
    List<Row> rows();

    /** Whether more of it is meant than these rows. */
    boolean isCut();

    /** Follows a link that stands in it. */
    void follow(Target target, boolean inTab);

    /** Shows a file that it embeds when there is one. */
    void file(String path, boolean standard, Consumer<Attachment> show);
}
