package app.vaultnotes.desktop.editor;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.markdown.FrontMatter;
import app.vaultnotes.ui.live.RowStyle;
import app.vaultnotes.ui.live.Selection;
import java.util.Optional;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;

/** The forms of a note's properties that an area shows, one after the other. */
final class Forms {

    private final Look look;
    private final AreaListener listener;
    private boolean shown;
    private Optional<PropertiesForm> left = Optional.empty();
    private Optional<PropertiesForm.Keys> next = Optional.empty();

    Forms(Look look, AreaListener listener) {
        this.look = look;
        this.listener = listener;
    }

    /** A form for front matter, or what it says where nothing can be written. */
    Node of(String source, double width) {
        FrontMatter matter = FrontMatter.of(source);
        Optional<PropertiesForm> form =
                look.isWrittenIn()
                        ? listener.form(matter.properties(), new FormPlace())
                        : Optional.empty();
        if (form.isEmpty()) {
            return new ReadProperties(matter, width);
        }
        // Pressing beside a control must not put the caret into the row.
        VBox box = form.get();
        box.addEventHandler(KeyEvent.ANY, Event::consume);
        box.addEventHandler(MouseEvent.ANY, Event::consume);
        box.setMinWidth(width);
        box.setMaxWidth(width);
        shown = true;
        Platform.runLater(this::goOn);
        return box;
    }

    private final class FormPlace implements PropertiesForm.Place {
        @Override
        public void leave() {
            Forms.this.leave();
        }
    }

    /** Whether the first row of the area is a form. */
    boolean isFirst() {
        return look.area().fold().rows().get(0).style().kind() instanceof RowStyle.FrontMatter;
    }

    /**
     * Where the selection stands when its ends are to stand in these places of the note's text: a
     * caret rests behind the form, where text can be written.
     */
    Selection resting(int anchor, int caret) {
        LiveArea area = look.area();
        int from = area.live().map().norm(anchor);
        int to = area.live().map().norm(caret);
        if (from != to || !holds(to)) {
            return new Selection(from, to);
        }
        int behind = isOnly() ? area.live().length() : area.fold().map().source0(1);
        return Selection.caret(area.live().map().norm(behind));
    }

    private boolean holds(int place) {
        LiveArea area = look.area();
        return !area.isReading() && isFirst() && area.fold().map().rowAtSource(place) == 0;
    }

    private boolean isOnly() {
        return look.area().fold().rows().size() == 1;
    }

    /** What must come before text that is written at a place: a new line behind a form. */
    String behind(int place) {
        return place > 0 && holds(place) && isOnly() ? "\n" : "";
    }

    /** The first row is about to be shown anew: the next form goes on where this one is left. */
    void remember() {
        if (shown) {
            left = current();
            left.flatMap(PropertiesForm::keys).ifPresent(keys -> next = Optional.of(keys));
            left.ifPresent(form -> form.left(next.isPresent()));
        }
    }

    /** The first row is shown anew: its form goes on at once, since the next key may come. */
    void shown() {
        if (next.isPresent()) {
            look.area().layout();
            goOn();
            left.filter(form -> form.getScene() != null).ifPresent(form -> form.left(false));
        }
    }

    private Optional<PropertiesForm> current() {
        return look.area().lookupAll(".properties").stream()
                .filter(PropertiesForm.class::isInstance)
                .map(PropertiesForm.class::cast)
                .findFirst();
    }

    /** Rows come into the window in a layout; until then the keys wait. */
    private void goOn() {
        if (next.isPresent() && isFirst()) {
            current()
                    .filter(form -> left.filter(form::equals).isEmpty())
                    .ifPresent(form -> {
                        PropertiesForm.Keys keys = next.get();
                        next = Optional.empty();
                        form.goOn(keys);
                    });
        }
    }

    /** Gives the keys to the last property. */
    void enter() {
        look.area().layout();
        current().ifPresent(PropertiesForm::enter);
    }

    /** Asks for the name of a new property, in the form or in one that is made for it. */
    void add() {
        LiveArea area = look.area();
        area.showParagraphAtTop(0);
        if (isFirst()) {
            next = Optional.of(PropertiesForm.Keys.NEW);
            left = Optional.empty();
            Platform.runLater(this::goOn);
        } else {
            String end = area.lineEnd();
            int start = FrontMatter.of(area.live().text()).range().start();
            next = Optional.of(PropertiesForm.Keys.NEW);
            area.editBeside(new TextEdit(NoteDocument.TEXT, start, 0, "---" + end + "---" + end));
        }
    }

    private void leave() {
        next = Optional.empty();
        LiveArea area = look.area();
        if (isFirst()) {
            current().ifPresent(area.inPlace()::begin);
            area.inPlace().leave(true);
        } else {
            area.requestFocus();
        }
    }
}
