package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Selection;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/**
 * The properties of a note as a form that is written in where the note shows them. A row of a note
 * that is made anew has a new form, which goes on where the last one was left.
 */
public abstract class PropertiesForm extends VBox implements Markable {

    /**
     * Where the keys are in a form.
     *
     * @param property its name; empty for what asks for the name of a new one
     * @param isName whether its name is being written, not its value
     * @param typed what is written there and not in the note yet
     * @param selected what is selected there; empty for nothing, with the caret at the end
     */
    public record Keys(
            String property, boolean isName, Optional<String> typed, Optional<Selection> selected) {
        /** What asks for the name of a new property. */
        public static final Keys NEW = new Keys("", true, Optional.empty(), Optional.empty());

        /** The name of a property, or its value, as it stands in the note. */
        public static Keys of(String property, boolean isName) {
            return new Keys(property, isName, Optional.empty(), Optional.empty());
        }

        /** A field in which this is written. */
        public Keys in(TextField field, Optional<String> written) {
            Selection here = new Selection(field.getAnchor(), field.getCaretPosition());
            return new Keys(property, isName, written, Optional.of(here));
        }

        /** Goes on in a field that has the keys. */
        public void goOn(TextField field) {
            typed.ifPresent(field::setText);
            field.end();
            selected.ifPresent(at -> field.selectRange(at.anchor(), at.caret()));
        }
    }

    /** How a form comes to the note's text. */
    public interface Place {
        /** Goes on in the text behind the form. */
        void leave();
    }

    private boolean left;

    /** The row of a property that is found. */
    private Optional<Node> current = Optional.empty();

    /**
     * Says whether another form goes on in its place: what is half written in it then goes over
     * with the keys, and not into the note.
     */
    final void left(boolean isLeft) {
        left = isLeft;
    }

    /** Whether another form goes on in its place. */
    protected final boolean isLeft() {
        return left;
    }

    /** Where the keys are, or are to be; empty when they are elsewhere. */
    protected abstract Optional<Keys> keys();

    /** Goes on where another form was left. */
    protected abstract void goOn(Keys keys);

    /** Gives the keys to its last property. */
    protected abstract void enter();

    /** Asks for the name of a new property. */
    protected abstract void startAdding();

    /** The row of the property in whose lines a place of the note's text stands. */
    protected abstract Optional<Node> rowAt(int place);

    @Override
    public final void mark(List<Inside> hits) {
        lookupAll("." + FOUND).forEach(Markable::unmark);
        current = Optional.empty();
        for (Inside hit : hits) {
            Optional<Node> row = rowAt(hit.start());
            row.ifPresent(there -> Markable.mark(there, hit.isCurrent()));
            current = hit.isCurrent() ? row : current;
        }
    }

    @Override
    public final Optional<Node> current() {
        return current;
    }

    @Override
    public final void show(Node part) {
        // It is never wider than its place.
    }
}
