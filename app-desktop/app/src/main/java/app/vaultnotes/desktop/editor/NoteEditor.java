package app.vaultnotes.desktop.editor;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.markdown.FrontMatter;
import app.vaultnotes.ui.live.Completing;
import app.vaultnotes.ui.live.LiveText;
import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.Selection;
import app.vaultnotes.ui.live.Target;
import app.vaultnotes.vault.NoteText;
import app.vaultnotes.vault.TextPatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.fxmisc.flowless.VirtualizedScrollPane;

/**
 * A note that is open: its area, what is typed on its way to the disk, and who else writes in it.
 * For the JavaFX thread.
 */
public final class NoteEditor extends StackPane {

    private static final int LEAST_WIDTH = 300;

    private final Desk desk;
    private final LiveArea area;
    private final Completer completer;
    private final Folds folds;
    private final Peek peek;
    private final Proofreading proofreading;
    private final Incoming incoming;
    private final VirtualizedScrollPane<LiveArea> scroll;
    private final Later<Embeds> embeds = new Later<>(this::makeEmbeds);
    private final Later<FindBar> finder = new Later<>(this::makeFinder);
    private final Later<Guests> guests = new Later<>(this::makeGuests);
    private final Exchange exchange;
    private Mode mode = Mode.LIVE;

    /** How a note is shown. */
    public enum Mode {
        /** To be written in; marks stand where the caret is. */
        LIVE,
        /** As it is written. */
        SOURCE,
        /** To be read. */
        READING,
        /** To be read by whoever may not write: nothing edits it. */
        LOCKED
    }

    /** What an editor needs of the window and the vault. */
    public interface Desk extends PictureSource, EmbedSource {
        /** Saves what was typed; gives the note's text with what others wrote. */
        CompletableFuture<NoteText> save(String seen, String after);

        /** What is typed but not saved has come or gone; {@code why} says what failed. */
        void saved(boolean all, String why);

        /** The text changed. */
        void changed();

        /** The caret, or what is selected, is elsewhere now. */
        void moved();

        /** Takes back the last step, or does it again. */
        void undo(boolean again);

        /** Follows a link, perhaps in a tab of its own. */
        void follow(Target target, boolean inTab);

        /** Finds what a link leads to, when there is something. */
        void peek(Target target, Consumer<Peeked> show);

        /** Shows what carries a tag. */
        void tag(String tag);

        /** The form in which the note's properties are written. */
        Optional<PropertiesForm> form(
                List<FrontMatter.Property> properties, PropertiesForm.Place place);

        /** Shows a file of the vault when there is one. */
        void file(String path, boolean standard, Consumer<Attachment> show);

        /** Whether brackets and quotes come in pairs. */
        boolean isPaired();

        /**
         * Finds what could be meant; {@code show} is called once with the best first.
         *
         * @param begins whether it is the first at its place
         */
        void complete(Completing what, boolean begins, Consumer<List<Offer>> show);

        /** What knows how words are spelt. */
        Speller speller();

        /** Keeps a file in the vault; {@code written} gets the Markdown that embeds it. */
        void keep(Path file, Consumer<String> written);

        /** Something could not be done. */
        void failed(Exception why);

        /** What the app says under this name, in the language of its user. */
        String words(String name, Object... values);
    }

    /** What a link leads to: the note's title and the text that is meant. */
    public record Peeked(String title, String text) {}

    /**
     * The editor of a note.
     *
     * @param text what the vault has at that moment
     */
    public NoteEditor(LiveText text, Heads heads, Desk desk, NoteType type) {
        this.desk = desk;
        this.area = new LiveArea(text, new Ears(), type);
        exchange = new Exchange(area, heads, desk, guests, this::arrived);
        completer = new Completer(area, desk);
        incoming = new Incoming(area, desk);
        folds = new Folds(area, desk::words);
        peek = new Peek(area, desk);
        proofreading = new Proofreading(area, desk, this::save);
        area.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        area.setOnDragOver(incoming::dragged);
        area.setOnDragDropped(incoming::dropped);
        area.focusedProperty()
                .addListener((o, was, focused) -> {
                    if (!focused) {
                        completer.close();
                        peek.close();
                        save();
                    }
                });
        area.selectionProperty().addListener((o, was, is) -> desk.moved());
        scroll = new VirtualizedScrollPane<>(area);
        keepWide(type);
        getChildren().add(scroll);
        folds.addTo(this);
    }

    /** What the area says. */
    private final class Ears extends DeskEars {
        Ears() {
            super(desk, Optional.of(embeds));
        }

        @Override
        public void edited(TextEdit edit) {
            desk.saved(false, "");
            desk.changed();
            Platform.runLater(completer::typed);
            finder.ifMade(FindBar::changed);
            exchange.typed(edit);
        }

        @Override
        public void undo(boolean again) {
            var _ = flush().thenRun(() -> Platform.runLater(() -> desk.undo(again)));
        }

        @Override
        public void follow(Target target, boolean inTab) {
            desk.follow(target, inTab);
        }

        @Override
        public void over(Optional<Target> link, Node node, boolean now) {
            link.ifPresentOrElse(target -> peek.over(target, node, now), peek::left);
        }

        @Override
        public void tag(String tag) {
            desk.tag(tag);
        }

        @Override
        public void tick(int place) {
            EditRules.tick(area, place);
        }

        @Override
        public boolean take(Clipboard board) {
            return incoming.take(board);
        }
    }

    private void key(KeyEvent e) {
        if (peek.isOpen() && e.getCode() != KeyCode.CONTROL) {
            peek.close();
            if (e.getCode() == KeyCode.ESCAPE) {
                e.consume();
                return;
            }
        }
        boolean isMeant = !e.isShortcutDown() && !e.isAltDown() && !e.isMetaDown();
        if (!isMeant || !e.getTarget().equals(area) || area.isReading()) {
            return;
        }
        if (completer.key(e)) {
            e.consume();
        } else if (e.getCode() == KeyCode.UP || e.getCode() == KeyCode.DOWN) {
            boolean down = e.getCode() == KeyCode.DOWN;
            Platform.runLater(() -> area.enterWidget(down));
        } else if (e.getCode() == KeyCode.ENTER) {
            EditRules.newLine(area);
            e.consume();
        } else if (e.getCode() == KeyCode.TAB) {
            EditRules.indent(area, e.isShiftDown());
            e.consume();
        }
    }

    /** Pastes the words alone, without their looks. */
    public void pastePlain() {
        EditRules.pastePlain(area);
    }

    /** Puts marks around the selection. */
    public void surround(String mark) {
        EditRules.surround(area, mark);
    }

    /** Puts an empty table behind the line of the caret, and the caret into its first cell. */
    public void table() {
        EditRules.table(area);
    }

    /** Asks for the name of a new property, where the note shows them. */
    public void addProperty() {
        area.addProperty();
    }

    /** Makes a link of the selection. */
    public void link() {
        EditRules.link(area);
    }

    /** Ticks the task under the caret, or makes one. */
    public void task() {
        EditRules.task(area);
    }

    /** Follows the link or embed that the caret stands in. */
    public void follow() {
        desk.follow(Peek.target(area), false);
    }

    /** Shows in a small card where the link leads that the caret stands in. */
    public void peek() {
        peek.atCaret();
    }

    /** What finds misspelt words. */
    public Proofreading proofreading() {
        return proofreading;
    }

    /** Whether such a card is shown. */
    public boolean isPeeking() {
        return peek.isOpen();
    }

    /** Folds what the caret stands in, or shows it again. */
    public void fold() {
        folds.toggle();
    }

    /** Folds all that can be folded, or shows all of it. */
    public void foldAll(boolean folded) {
        folds.all(folded);
    }

    /** Where what is folded begins in the text. */
    public List<Integer> folded() {
        return area.fold().folded();
    }

    /** Folds what was folded before; what cannot be folded any more stays as it is. */
    public void fold(List<Integer> places) {
        folds.fold(places);
    }

    /** Looks for words in the note, perhaps to put others in their place. */
    public void find(boolean toReplace) {
        finder.get().open(toReplace);
    }

    private Embeds makeEmbeds() {
        return new Embeds(desk);
    }

    private FindBar makeFinder() {
        FindBar bar = new FindBar(area, desk::words);
        Shadow.add(this, bar);
        return bar;
    }

    /** Whether something is offered for what is being typed. */
    public boolean isOffering() {
        return completer.isOpen();
    }

    /** Puts a text in the place of a stretch, as one edit; the caret stays where it is. */
    public void replace(int start, int end, String text) {
        area.editBeside(new TextEdit(NoteDocument.TEXT, start, end - start, text));
    }

    /** The text as it stands. */
    public String text() {
        return area.live().text();
    }

    /** Where the caret stands in the text. */
    public int caret() {
        return area.selected().caret();
    }

    /** Where what is selected begins in the text. */
    public int selectedFrom() {
        return area.selected().start();
    }

    /** Where what is selected ends in the text. */
    public int selectedTo() {
        return area.selected().end();
    }

    /** The text as it is shown, widgets as one character each. */
    public String shownText() {
        return area.fold().rows().stream().map(Row::viewText).collect(Collectors.joining("\n"));
    }

    /** What the line of the caret shows, with what an input method composes in it. */
    public String shownLine() {
        return area.getText(area.getCurrentParagraph());
    }

    /** What is selected, as it is written in the note; empty when nothing is. */
    public String selectedText() {
        return area.live().text(area.selected().start(), area.selected().end());
    }

    /** Goes to a place in the text. */
    public void goTo(int place) {
        area.goTo(Math.min(place, area.live().length()));
    }

    /** Puts the caret where it was before, and shows it. */
    public void place(int caret) {
        int at = Math.min(caret, area.live().length());
        area.select(at, at);
        area.requestFollowCaret();
    }

    /** Where it is scrolled to. */
    public Scrolled scrolled() {
        return Scrolled.of(area);
    }

    /** Puts the caret where it was before, and shows what was shown then. */
    public void place(int caret, Scrolled scrolled) {
        int at = Math.min(caret, area.live().length());
        area.select(at, at);
        scrolled.restore(area);
    }

    /** Where the caret stands, as one counts that. */
    public CaretPlace caretPlace() {
        return CaretPlace.of(area.live(), area.selected());
    }

    /** How the note is shown now. */
    public Mode mode() {
        return mode;
    }

    /** Shows the note in another way. */
    public void setMode(Mode wanted) {
        if (mode != wanted) {
            completer.close();
            mode = wanted;
            area.setMode(wanted);
        }
    }

    /** Sets the note in another type. */
    public void setType(NoteType type) {
        keepWide(type);
        Scrolled.keep(area, () -> area.setType(type));
    }

    /** A word must fit into a line: see {@link WordPieces}. */
    private void keepWide(NoteType type) {
        scroll.setMinWidth(LEAST_WIDTH * Math.max(1, type.scale()));
    }

    @Override
    public void requestFocus() {
        area.requestFocus();
    }

    /** Selects a stretch of the text. */
    public void select(int anchor, int caret) {
        area.select(anchor, caret);
    }

    // ---- together with the vault, and with others ----

    /** Whether all that was typed is on the disk. */
    public boolean isSaved() {
        return exchange.isSaved();
    }

    /** Saves what is not saved yet. */
    public void save() {
        exchange.save();
    }

    /**
     * Saves what is not saved yet; done when all of it is on the disk, or could not be put there.
     */
    public CompletableFuture<Void> flush() {
        return exchange.flush();
    }

    /** These notes changed; the note may show some of them. */
    public void changedBeside(Set<Id> notes) {
        embeds.ifMade(made -> made.changed(notes, area));
    }

    /** Somebody wrote in the note, or something else of it changed. */
    public void patched(TextPatch patch) {
        exchange.patched(patch);
    }

    /** The moment of the note's history that is shown, with what is not saved yet. */
    public Heads heads() {
        return exchange.heads();
    }

    /** Whether nothing is missed of a note that is at this moment. */
    public boolean isAt(Heads now) {
        return exchange.isAt(now);
    }

    /**
     * Takes in the note as it was read anew.
     *
     * @param asked what was shown when that was asked for
     * @return false when something else is shown by now, so that it has to be looked again
     */
    public boolean reread(Heads asked, NoteText now) {
        return exchange.reread(asked, now);
    }

    /** These others are in the note now. */
    public void showOthers(List<OtherCaret> others) {
        exchange.show(others);
    }

    /** Goes to where the next of them writes; says whether anybody is there. */
    public boolean goToNextOther() {
        Optional<Integer> place = guests.isMade() ? guests.get().next() : Optional.empty();
        place.ifPresent(this::goTo);
        return place.isPresent();
    }

    /** What is selected, in places of the vault's text. */
    public Selection selectedInVault() {
        Selection at = area.selected();
        return new Selection(exchange.toAgreed(at.anchor()), exchange.toAgreed(at.caret()));
    }

    private Guests makeGuests() {
        return new Guests(area, this, desk::words);
    }

    private void arrived() {
        finder.ifMade(FindBar::changed);
        desk.changed();
    }
}
