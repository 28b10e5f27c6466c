package app.vaultnotes.desktop.editor;

import app.vaultnotes.document.markdown.FrontMatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What every area that shows a note asks the note's desk for. */
abstract class DeskEars implements AreaListener {

    private final NoteEditor.Desk desk;
    private final Optional<Later<Embeds>> embeds;

    DeskEars(NoteEditor.Desk desk, Optional<Later<Embeds>> embeds) {
        this.desk = desk;
        this.embeds = embeds;
    }

    @Override
    public Optional<Embeds> embeds() {
        return embeds.map(Later::get);
    }

    @Override
    public PictureSource pictures() {
        return desk;
    }

    @Override
    public void file(String path, boolean standard, Consumer<Attachment> show) {
        desk.file(path, standard, show);
    }

    @Override
    public Optional<PropertiesForm> form(
            List<FrontMatter.Property> properties, PropertiesForm.Place place) {
        return desk.form(properties, place);
    }

    @Override
    public boolean isPaired() {
        return desk.isPaired();
    }

    @Override
    public String words(String name, Object... values) {
        return desk.words(name, values);
    }
}
