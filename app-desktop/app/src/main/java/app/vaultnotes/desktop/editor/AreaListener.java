package app.vaultnotes.desktop.editor;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.markdown.FrontMatter;
import app.vaultnotes.ui.live.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;

/** What an area tells of, and what it asks for. */
interface AreaListener {
    /** The note's text was edited here. */
    void edited(TextEdit edit);

    /** Undo or redo is wanted. */
    void undo(boolean again);

    /** A link was followed, perhaps in a tab of its own. */
    void follow(Target target, boolean inTab);

    /** The mouse is over a link, or over none any more; {@code now} says that Ctrl is held. */
    void over(Optional<Target> link, Node node, boolean now);

    /** A tag was clicked, named without its sign. */
    void tag(String tag);

    /** A task's box was clicked; the place of its character in the note's text. */
    void tick(int place);

    /** Where pictures come from. */
    PictureSource pictures();

    /**
     * A file in the vault is wanted; {@code show} is called when there is one.
     *
     * @param standard whether the path has the escapes of a standard link
     */
    void file(String path, boolean standard, Consumer<Attachment> show);

    /** The notes that are embedded; none where only their names are shown. */
    default Optional<Embeds> embeds() {
        return Optional.empty();
    }

    /** The form in which properties are written; empty where they are not. */
    Optional<PropertiesForm> form(
            List<FrontMatter.Property> properties, PropertiesForm.Place place);

    /** Takes files, pictures and rich text; says whether there were any. */
    boolean take(Clipboard board);

    /** Whether brackets and quotes come in pairs. */
    boolean isPaired();

    /** What the app says under this name. */
    String words(String name, Object... values);
}
