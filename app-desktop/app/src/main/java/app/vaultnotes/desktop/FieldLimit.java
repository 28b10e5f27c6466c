package app.vaultnotes.desktop;

import java.util.function.Predicate;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.TextInputControl;

/** What may be written in a field. */
final class FieldLimit {

    private FieldLimit() {}

    /** Lets a field take only so many UTF-16 units. */
    static void length(TextInputControl field, int most) {
        only(field, text -> text.length() <= most);
    }

    /** Lets a field take only texts that fit; what would make another one is not taken in. */
    static void only(TextInputControl field, Predicate<String> fits) {
        field.setTextFormatter(
                new TextFormatter<>(change -> {
                    if (change.isContentChange() && !fits.test(change.getControlNewText())) {
                        change.setText("");
                        change.setRange(change.getRangeStart(), change.getRangeStart());
                        change.selectRange(
                                change.getControlAnchor(), change.getControlCaretPosition());
                    }
                    return change;
                }));
    }
}
