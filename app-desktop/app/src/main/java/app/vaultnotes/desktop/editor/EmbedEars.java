package app.vaultnotes.desktop.editor;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.markdown.FrontMatter;
import app.vaultnotes.ui.live.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;

/** What a note that is shown inside of another one tells, and what it asks for. */
final class EmbedEars implements AreaListener {

    private final AreaListener around;
    private final EmbeddedNote note;
    private final Optional<Embeds> embeds;

    /**
     * For a note in another.
     *
     * @param fragment the part of it that is shown
     */
    EmbedEars(AreaListener around, EmbeddedNote note, String fragment) {
        this.around = around;
        this.note = note;
        this.embeds = around.embeds().map(outer -> outer.inside(note, fragment));
    }

    @Override
    public Optional<Embeds> embeds() {
        return embeds;
    }

    @Override
    public void follow(Target target, boolean inTab) {
        note.follow(target, inTab);
    }

    @Override
    public void file(String path, boolean standard, Consumer<Attachment> show) {
        note.file(path, standard, show);
    }

    @Override
    public PictureSource pictures() {
        return note;
    }

    @Override
    public void tag(String tag) {
        around.tag(tag);
    }

    @Override
    public String words(String name, Object... values) {
        return around.words(name, values);
    }

    @Override
    public boolean isPaired() {
        return false;
    }

    @Override
    public void edited(TextEdit edit) {
        throw new IllegalStateException("it is only read");
    }

    @Override
    public void undo(boolean again) {
        // Nothing was done here.
    }

    @Override
    public void over(Optional<Target> link, Node node, boolean now) {
        // A look at what is looked at would be too much.
    }

    @Override
    public void tick(int place) {
        // Tasks are ticked in their own note.
    }

    @Override
    public Optional<PropertiesForm> form(
            List<FrontMatter.Property> properties, PropertiesForm.Place place) {
        return Optional.empty();
    }

    @Override
    public boolean take(Clipboard board) {
        return false;
    }
}
