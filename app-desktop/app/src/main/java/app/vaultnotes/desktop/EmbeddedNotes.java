package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.Attachment;
import app.vaultnotes.desktop.editor.EmbeddedNote;
import app.vaultnotes.desktop.editor.WebPictures;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.markdown.Passages;
import app.vaultnotes.ui.live.LiveText;
import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.Target;
import app.vaultnotes.ui.live.Widget;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Vault;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.image.Image;

/** Finds the notes that others embed, and reads them on the vault's lane. */
final class EmbeddedNotes {

    /** Most of a note that is shown in another one, in UTF-16 units. */
    private static final int MOST_CHARS = 4_000;

    private static final int MOST_ROWS = 40;

    private final NoteSheet.Window window;

    EmbeddedNotes(NoteSheet.Window window) {
        this.window = window;
    }

    /**
     * Finds the note that another one embeds. For the JavaFX thread.
     *
     * @param own the text of that note, when it is known better than the vault knows it
     */
    void find(
            Id from,
            Widget.Embed embed,
            Optional<String> own,
            Consumer<Optional<EmbeddedNote>> show) {
        window.lane()
                .ask(
                        vault -> read(vault, from, embed, own),
                        found -> show.accept(found.map(Shown::new)));
    }

    /** What is shown of a note. */
    private record Read(Id note, String title, List<Row> rows, boolean isCut) {}

    private static Optional<Read> read(
            Vault vault, Id from, Widget.Embed embed, Optional<String> own) {
        Optional<Catalogue.NoteRow> here = vault.catalogue().note(from);
        Optional<Catalogue.NoteRow> note =
                embed.path().isEmpty()
                        ? here
                        : here.flatMap(row ->
                                        vault.links()
                                                .resolve(embed.path(), row.state().shelf(), false))
                                .flatMap(item -> vault.catalogue().note(item.id()));
        return note.flatMap(row -> {
            Id id = row.state().id();
            String text = own.filter(any -> id.equals(from)).orElseGet(() -> text(vault, id));
            return Passages.of(text, embed.fragment()).map(range -> read(row, range.in(text)));
        });
    }

    private static String text(Vault vault, Id note) {
        return vault.notes().text(note);
    }

    private static Read read(Catalogue.NoteRow note, String meant) {
        String whole = meant.strip();
        String part = Fragments.few(whole, MOST_CHARS);
        LiveText live = new LiveText(part);
        live.conceal();
        List<Row> all = part.isEmpty() ? List.of() : live.rows();
        List<Row> rows = List.copyOf(all.subList(0, Math.min(MOST_ROWS, all.size())));
        boolean cut = part.length() < whole.length() || rows.size() < all.size();
        return new Read(note.state().id(), note.state().title(), rows, cut);
    }

    private final class Shown implements EmbeddedNote {
        private final Read read;

        Shown(Read read) {
            this.read = read;
        }

        @Override
        public Id note() {
            return read.note();
        }

        @Override
        public String title() {
            return read.title();
        }

        @Override
        public List<Row> rows() {
            return read.rows();
        }

        @Override
        public boolean isCut() {
            return read.isCut();
        }

        @Override
        public void follow(Target target, boolean inTab) {
            window.follow(read.note(), target, inTab);
        }

        @Override
        public void file(String path, boolean standard, Consumer<Attachment> show) {
            Attached.show(window.lane(), read.note(), path, standard, show);
        }

        @Override
        public void embedded(Widget.Embed embed, Consumer<Optional<EmbeddedNote>> show) {
            find(read.note(), embed, Optional.empty(), show);
        }

        @Override
        public void picture(String path, Consumer<Image> show) {
            Pictures.show(window.lane(), read.note(), path, show);
        }

        @Override
        public WebPictures web() {
            return window.pictures();
        }
    }
}
