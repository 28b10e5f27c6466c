package app.vaultnotes.desktop;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.desktop.editor.Attachment;
import app.vaultnotes.desktop.editor.EmbeddedNote;
import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.desktop.editor.NoteType;
import app.vaultnotes.desktop.editor.Offer;
import app.vaultnotes.desktop.editor.PropertiesForm;
import app.vaultnotes.desktop.editor.Speller;
import app.vaultnotes.desktop.editor.WebPictures;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.markdown.FrontMatter;
import app.vaultnotes.ui.live.Completing;
import app.vaultnotes.ui.live.Target;
import app.vaultnotes.ui.live.Widget;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.NoteText;
import app.vaultnotes.vault.TextPatch;
import app.vaultnotes.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One note on its sheet of paper, with the way to it above. */
final class NoteSheet extends Page {

    private static final long MOST_FILE_BYTES = 200L << 20;

    private final Id note;
    private final EmbeddedNotes embeds;
    private final NoteEditor editor;
    private final OthersInSheet others;
    private final MissedPatches missed;
    private final Completions completions = new Completions();
    private final HBox way = new HBox(6);
    private final Button back = Icons.button(Icons.BACK, Words.of("nav.back"), () -> step(false));
    private final Button forward =
            Icons.button(Icons.FORWARD, Words.of("nav.forward"), () -> step(true));
    private final Button reading =
            Icons.button(Icons.READING, Words.of("command.reading"), this::read);
    private Place place;
    private final Window window;
    private final VBox head;
    private NoteType type;
    private @Nullable HistoryView history;
    private boolean isReader;

    /** What a sheet needs of its window. */
    interface Window {
        VaultLane lane();

        /** Follows a link of a note. */
        void follow(Id from, Target target, boolean inTab);

        /** Shows what carries a tag. */
        void tag(String tag);

        /** What is saved of a note. */
        void saved(Id note, boolean all, String why);

        /** The text of the note changed. */
        void changed();

        /** The caret of a sheet is elsewhere, or its letters are others. */
        void moved(NoteSheet sheet);

        /** The note lies elsewhere, or is called something else. */
        void moved();

        /** Goes to the note before or after this one. */
        void step(boolean forward);

        /** Says what could not be done. */
        void failed(Exception why);

        /** Whether brackets and quotes come in pairs. */
        boolean isPaired();

        /** What knows how words are spelt. */
        Speller speller();

        /** Pictures of the web. */
        WebPictures pictures();

        /** Runs a command of the window. */
        void run(String command);

        /** A version of the note is looked at, or none any more. */
        void looking(Id note, Optional<String> version);

        /** Something failed. */
        void failed(Throwable failure);

        /** What says short messages. */
        Toasts toasts();
    }

    NoteSheet(Id note, OpenedNote opened, Window window, NoteType type) {
        this.note = note;
        this.place = new Place(opened.path(), false);
        this.window = window;
        this.type = type;
        this.embeds = new EmbeddedNotes(window);
        this.editor = new NoteEditor(opened.text(), opened.heads(), new Desk(), type);
        this.others = new OthersInSheet(note, editor, window::lane);
        this.missed = new MissedPatches(note, editor, window::lane);
        this.head = new VBox(header());
        setTop(head);
        setCenter(editor);
        showPath(place.path());
    }

    @Override
    void showSteps(boolean back, boolean forward) {
        this.back.setDisable(!back);
        this.forward.setDisable(!forward);
    }

    /** Shows the note in this way; in the usual one when it is shown so already. */
    void toggle(NoteEditor.Mode wanted) {
        if (isReader) {
            window.run("sync");
            return;
        }
        NoteEditor.Mode mode = editor.mode() == wanted ? NoteEditor.Mode.LIVE : wanted;
        editor.setMode(mode);
        Icons.setOn(reading, mode == NoteEditor.Mode.READING);
    }

    /** Whether its user may only read it: then it is shown so and takes no keys, and says why. */
    void setReader(boolean reader) {
        if (reader == isReader) {
            return;
        }
        isReader = reader;
        editor.setMode(reader ? NoteEditor.Mode.LOCKED : NoteEditor.Mode.LIVE);
        Icons.setOn(reading, reader);
        if (reader) {
            head.getChildren().add(new ReaderLine(() -> window.run("sync")));
        } else {
            head.getChildren().remove(1);
        }
    }

    private void step(boolean forward) {
        window.step(forward);
    }

    private void read() {
        window.run("reading");
    }

    private HBox header() {
        way.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(way, Priority.ALWAYS);
        way.setMinWidth(0);
        way.getStyleClass().add("vn-sheet-way");
        HBox header = new HBox(4, back, forward, way, reading, SheetMenu.of(window::run));
        header.getStyleClass().add("vn-sheet-header");
        return header;
    }

    private final class Desk implements NoteEditor.Desk {
        @Override
        public CompletableFuture<NoteText> save(String seen, String after) {
            return window.lane().ask(vault -> vault.notes().type(note, seen, after));
        }

        @Override
        public void saved(boolean all, String why) {
            window.saved(note, all, why);
        }

        @Override
        public void changed() {
            window.changed();
        }

        @Override
        public void moved() {
            window.moved(NoteSheet.this);
        }

        @Override
        public void undo(boolean again) {
            if (!isReader) {
                String id = note.toString();
                // What it does comes as a patch, like everything that is done to the note.
                window.lane().ask(v -> again ? v.undo().redo(id) : v.undo().undo(id), done -> {});
            }
        }

        @Override
        public void follow(Target target, boolean inTab) {
            window.follow(note, target, inTab);
        }

        @Override
        public Optional<PropertiesForm> form(
                List<FrontMatter.Property> properties, PropertiesForm.Place place) {
            return Optional.of(PropertyForm.in(() -> editor, properties, place));
        }

        @Override
        public void peek(Target target, Consumer<NoteEditor.Peeked> show) {
            if (target instanceof Target.Wiki wiki) {
                String own = wiki.path().isEmpty() ? editor.text() : "";
                window.lane()
                        .ask(
                                vault -> Peeks.find(vault, note, wiki, own),
                                found -> found.ifPresent(show));
            }
        }

        @Override
        public void tag(String tag) {
            window.tag(tag);
        }

        @Override
        public void keep(Path file, Consumer<String> written) {
            try {
                if (Files.size(file) > MOST_FILE_BYTES) {
                    String name = String.valueOf(file.getFileName());
                    failed(new IOException(Words.of("attach.large", name)));
                    return;
                }
            } catch (IOException e) {
                failed(e);
                return;
            }
            window.lane().ask(vault -> vault.keep(note.toString(), file), written);
        }

        @Override
        public void failed(Exception why) {
            window.failed(why);
        }

        @Override
        public boolean isPaired() {
            return window.isPaired();
        }

        @Override
        public Speller speller() {
            return window.speller();
        }

        @Override
        public void complete(Completing what, boolean begins, Consumer<List<Offer>> show) {
            String text = what.kind() == Completing.Kind.HEADING ? editor.text() : "";
            window.lane().ask(vault -> completions.find(vault, note, what, begins, text), show);
        }

        @Override
        public String words(String name, Object... values) {
            return Words.of(name, values);
        }

        @Override
        public void file(String path, boolean standard, Consumer<Attachment> show) {
            Attached.show(window.lane(), note, path, standard, show);
        }

        @Override
        public Id note() {
            return note;
        }

        @Override
        public void embedded(Widget.Embed embed, Consumer<Optional<EmbeddedNote>> show) {
            embeds.find(note, embed, Optional.of(editor.text()), show);
        }

        @Override
        public WebPictures web() {
            return window.pictures();
        }

        @Override
        public void picture(String path, Consumer<Image> show) {
            Pictures.show(window.lane(), note, path, show);
        }
    }

    @Override
    Optional<Id> note() {
        return Optional.of(note);
    }

    @Override
    PageName name() {
        return new PageName.Note(note);
    }

    @Override
    void takeFocus() {
        HistoryView shown = history;
        if (shown == null) {
            editor.requestFocus();
        } else {
            shown.requestFocus();
        }
    }

    @Override
    CompletableFuture<Boolean> flush() {
        return editor.flush().thenApply(done -> editor.isSaved());
    }

    @Override
    void changed(Set<Id> documents) {
        editor.changedBeside(documents);
        if (documents.contains(note)) {
            refresh();
            HistoryView shown = history;
            if (shown != null) {
                shown.reload();
            }
        }
    }

    @Override
    void patched(TextPatch patch) {
        if (patch.note().equals(note)) {
            editor.patched(patch);
        }
    }

    NoteEditor editor() {
        return editor;
    }

    /** Who else has the note open. */
    OthersInSheet others() {
        return others;
    }

    @Override
    void dress(Preferences preferences) {
        type = Theme.type(preferences);
        editor.setType(type);
        HistoryView shown = history;
        if (shown != null) {
            shown.setType(type);
        }
    }

    // ---- what it was ----

    /** Shows what the note was in a version; empty for that before the last. */
    void openHistory(String version) {
        HistoryView shown = history;
        if (shown != null) {
            if (!version.isEmpty()) {
                shown.choose(version);
            }
            return;
        }
        HistoryView opened = new HistoryView(note, type, window, new Open());
        history = opened;
        setTop(null);
        setCenter(opened);
        window.changed();
        if (version.isEmpty()) {
            opened.requestFocus(); // a list in which one chooses keeps the keys
        }
        CompletableFuture<Void> _ =
                editor.flush().thenRun(() -> Platform.runLater(() -> opened.open(version)));
    }

    /** Shows the editor again. */
    void closeHistory() {
        HistoryView shown = history;
        if (shown != null) {
            shown.leave();
            history = null;
            setTop(head);
            setCenter(editor);
            window.changed();
            window.looking(note, Optional.empty());
            editor.requestFocus();
        }
    }

    /** What shows the past of the note, while it does. */
    Optional<HistoryView> history() {
        return Optional.ofNullable(history);
    }

    /** The version that is looked at. */
    Optional<String> version() {
        return history().flatMap(HistoryView::version);
    }

    private final class Open implements HistoryView.Sheet {
        @Override
        public String title() {
            return NoteSheet.this.title();
        }

        @Override
        public CompletableFuture<Void> flush() {
            return editor.flush();
        }

        @Override
        public void closeHistory() {
            NoteSheet.this.closeHistory();
        }
    }

    /** Shows where the note lies. */
    void showPath(String path) {
        setTitle(path.substring(path.lastIndexOf('/') + 1));
        way.getChildren().clear();
        String[] names = path.split("/", -1);
        for (int i = 0; i < names.length; i++) {
            Label name = new Label(names[i]);
            name.getStyleClass().add(i == names.length - 1 ? "vn-path-last" : "vn-path");
            if (i > 0) {
                Label slash = new Label("/");
                slash.getStyleClass().add("vn-faint");
                way.getChildren().add(slash);
            }
            way.getChildren().add(name);
        }
    }

    /** Goes to a heading or block of the note by its name. */
    void goToFragment(String fragment) {
        String text = editor.text();
        CompletableFuture<Void> _ =
                CompletableFuture.supplyAsync(() -> Fragments.place(text, fragment))
                        .thenAccept(
                                place -> Platform.runLater(() -> place.ifPresent(editor::goTo)));
    }

    /** Looks where the note lies now, and whether a patch of its text was missed. */
    void refresh() {
        window.moved(this);
        others.look();
        window.lane()
                .ask(
                        vault -> vault.catalogue().note(note).map(row -> state(vault, row)),
                        found -> found.ifPresent(this::show));
    }

    private State state(Vault vault, Catalogue.NoteRow row) {
        Place place = new Place(vault.paths().of(row), row.state().trashed().isPresent());
        return new State(place, vault.notes().heads(note));
    }

    private void show(State state) {
        lies(state.place());
        missed.look(state.heads());
    }

    private void lies(Place now) {
        if (!now.equals(place)) {
            place = now;
            showPath(now.path());
            window.moved();
        }
    }

    /** Where the note lies. */
    private record Place(String path, boolean trashed) {}

    private record State(Place place, Heads heads) {}
}
